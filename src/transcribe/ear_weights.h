#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "transcribe/beat_features.h"
#include "transcribe/log_spectrum.h"

/// The numbers of the trained ears, and the file they lie in. Matrices are depth x columns, row after row.
namespace amuse::transcribe {

inline constexpr std::size_t kMaxEarFileBytes = 10u << 20;

/// Of the net that hears chords. Pitch classes are a circle: what it does is the same for all twelve.
inline constexpr std::size_t kPartialsBelow = 12, kPartialsAbove = 28;  ///< Semitones seen around each.
inline constexpr std::size_t kPartialsDepth = (kPartialsBelow + 1 + kPartialsAbove) * kBinsPerSemitone;
inline constexpr std::size_t kPartialsWidth = 16, kOctaves = kSemitones / 12;
inline constexpr std::size_t kFoldDepth = kOctaves * kPartialsWidth;
inline constexpr std::size_t kChordWidth = 32;  ///< Values a pitch class.
inline constexpr std::size_t kChordTaps = 5;    ///< Frames seen by a block, this far apart:
inline constexpr std::array<std::size_t, 6> kChordDilations{1, 1, 2, 4, 8, 16};
inline constexpr std::size_t kHeadWidth = 32;    ///< Qualities, then the bass; the rest is padding.
inline constexpr std::size_t kPooledWidth = 16;  ///< No chord, no bass; the rest is padding.

/// Of the net that hears beats.
inline constexpr std::size_t kBeatWidth = 32, kBeatTaps = 3, kBeatHeadWidth = 16;
inline constexpr std::array<std::size_t, 9> kBeatDilations{1, 2, 4, 8, 16, 32, 64, 128, 256};

/// One layer: weights and what is added.
struct EarLayer {
  std::vector<float> weights, bias;
};
struct ChordBlock {
  std::vector<float> times;  ///< kChordTaps x kChordWidth: each value's own weights over time.
  EarLayer classes;          ///< 12 * kChordWidth x kChordWidth: from the class itself upwards.
};
struct EarWeights {
  EarLayer partials;  ///< kPartialsDepth x kPartialsWidth.
  EarLayer fold;      ///< kFoldDepth x kChordWidth, octave after octave.
  std::array<ChordBlock, kChordDilations.size()> chordBlocks;
  EarLayer heads;                                          ///< kChordWidth x kHeadWidth.
  EarLayer pooled;                                         ///< kChordWidth x kPooledWidth.
  EarLayer bands;                                          ///< kBeatTaps * kBeatBands x kBeatWidth.
  std::array<EarLayer, kBeatDilations.size()> beatBlocks;  ///< kBeatTaps * kBeatWidth x kBeatWidth.
  EarLayer beatHeads;                                      ///< kBeatWidth x kBeatHeadWidth: beat, downbeat.
};

/// Of the right sizes, all zero.
[[nodiscard]] EarWeights emptyEarWeights();
/// Calls visit(std::vector<float>&) on every array, always in the file's order.
template <typename Weights, typename Visit>
void visitEarWeights(Weights& weights, const Visit& visit) {
  const auto layer = [&](auto& l) { visit(l.weights), visit(l.bias); };
  layer(weights.partials), layer(weights.fold);
  for (auto& block : weights.chordBlocks) visit(block.times), layer(block.classes);
  layer(weights.heads), layer(weights.pooled), layer(weights.bands);
  for (auto& block : weights.beatBlocks) layer(block);
  layer(weights.beatHeads);
}

/// Little-endian 32-bit floats after the file's mark. parseEarWeights(toBytes(w)) == w.
[[nodiscard]] std::string toBytes(const EarWeights& weights);
/// Errors: TooLarge; Parse (not such a file, cut short, longer than it should be, numbers that are none).
[[nodiscard]] Result<EarWeights> parseEarWeights(std::string_view bytes);

}  // namespace amuse::transcribe
