#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "lm/chord_model.h"

/// What a section's own past says about its next chord: songs repeat themselves, and a model that sees only the last
/// few chords cannot know. Each feature raises or lowers the log-probability of some symbols by a learned amount.
namespace amuse::lm::internal {

/// One learned weight applied to one symbol.
struct Feature {
  std::uint8_t symbol;
  std::uint16_t index;  ///< Below kFeatureCount.
};

/// Blocks of weights, in the order of the file's "boosts" chunk. Changing a size changes the file format.
enum FeatureBlock : std::size_t {
  kDistance,   ///< How long ago the symbol last sounded, by length so far.
  kTimesSeen,  ///< How often it has.
  kAfterOne,   ///< How often it followed the last chord; then the last two, the last three.
  kAfterTwo,
  kAfterThree,
  kLongestMatch,  ///< It continued the longest earlier match of what was just heard, by the match's length.
  kMatchRoot,     ///< Same root as that continuation, another quality.
  kPeriod,        ///< It stood 2, 3, 4, 6, 8, 12 or 16 chords ago, by how long that period has held.
  kSameTriad,     ///< The triad of a chord heard, by how long ago.
  kSameRoot,      ///< The last chord's root; its very symbol.
  kSequence,      ///< It continues a transposed repetition.
  kEndAt,         ///< The end after so many chords.
  kEndModulo,     ///< The end, by the number of chords modulo 8.
  kEndMatch,      ///< The end, by the length of the longest match.
  kEndRoot,       ///< The end after a chord on this root, and on a multiple of four or not.
  kEndPeriod,     ///< The end after a whole number of loops.
  kFeatureBlockCount
};
inline constexpr std::array<std::size_t, kFeatureBlockCount> kFeatureBlockSizes{70, 6, 40, 40, 40, 10, 10, 28,
                                                                                14, 4, 2,  40, 16, 12, 24, 16};
[[nodiscard]] constexpr std::size_t firstFeature(std::size_t block) noexcept {
  std::size_t first = 0;
  for (std::size_t i = 0; i < block; ++i) first += kFeatureBlockSizes[i];
  return first;
}
inline constexpr std::size_t kFeatureCount = firstFeature(kFeatureBlockCount);

/// Which of three groups a feature belongs to: 0 what was heard, 1 what repeats, 2 the end.
[[nodiscard]] constexpr std::size_t boostGroup(std::size_t feature) noexcept {
  if (feature >= firstFeature(kEndAt)) return 2;
  const bool heard =
      feature < firstFeature(kAfterOne) || (feature >= firstFeature(kSameTriad) && feature < firstFeature(kSequence));
  return heard ? 0 : 1;
}

/// How far back the section is searched; longer histories keep their length but lose their first chords.
inline constexpr std::size_t kMaxHistory = 256;

/// Puts the features of the position after `history` (symbols below kEndSymbol) into `out`. `length`: chords heard so
/// far, at least history.size().
void collectFeatures(std::span<const std::uint8_t> history, std::size_t length, std::vector<Feature>& out);

/// The mixture's weights depend on how much has been heard: before the first chord, then up to 3, 7, 15 and more.
inline constexpr std::size_t kLengthBuckets = 5;
[[nodiscard]] std::size_t lengthBucket(std::size_t length) noexcept;

}  // namespace amuse::lm::internal
