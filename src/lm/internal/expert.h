#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "lm/chord_model.h"
#include "lm/sparse_table.h"

/// One n-gram model of the mixture: what it looks at, and how its contexts are keyed in its table.
namespace amuse::lm::internal {

/// How an expert sees the chords before. Eight bytes, as they stand in the file's "experts" chunk.
struct ExpertSpec {
  std::uint8_t order;  ///< The longest context, in chords; at most kMaxOrder.
  std::uint8_t
      triadContexts;         ///< 1: contexts are told apart at `triads` level only, so that rare chords share strength.
  std::uint8_t parentScale;  ///< 1: roots count from the tonic of the mode's parent major scale, so that modes share.
  std::uint8_t modeContexts;  ///< 1: every context holds the mode; 0: none does.
  std::uint8_t skipped;       ///< So many of the latest chords are not looked at.
  std::uint8_t unused[3] = {};
};
inline constexpr int kMaxOrder = 6;
inline constexpr std::size_t kMaxExperts = 6;

/// Stands before the first chord of a section in contexts.
inline constexpr std::uint8_t kStartCode = kSymbolCount;

using ChainKeys = std::array<std::uint64_t, kMaxOrder + 1>;

/// Semitones from a mode's tonic up to the tonic of its parent major scale: Dor 10. Harmonic minor counts as minor.
[[nodiscard]] int parentTonic(theory::Mode mode) noexcept;
/// A symbol as the expert's contexts hold it.
[[nodiscard]] std::uint8_t contextCode(const ExpertSpec& spec, theory::Mode mode, int symbol) noexcept;
/// A symbol as the expert predicts it, and back.
[[nodiscard]] std::uint8_t predictedCode(const ExpertSpec& spec, theory::Mode mode, int symbol) noexcept;
[[nodiscard]] int symbolFromPredicted(const ExpertSpec& spec, theory::Mode mode, int code) noexcept;

/// The keys of the contexts that end with the history's last code, the empty one first. `codes`: contextCode of each
/// chord so far, kStartCode in front when the section's start is known. Returns how many keys there are.
[[nodiscard]] std::size_t contextKeys(const ExpertSpec& spec, theory::Mode mode, std::span<const std::uint8_t> codes,
                                      ChainKeys& keys) noexcept;

/// The expert's probabilities when it looks at nothing: its empty context over the uniform distribution.
void emptyContext(const ExpertSpec& spec, const SparseTable& table, theory::Mode mode,
                  std::span<float, kSymbolCount> out) noexcept;
/// Adds up the expert's interpolated probabilities of all symbols; positive, sum 1 but for rounding.
/// @param empty  What emptyContext gave: it has most symbols in it and is the same at every position.
void expertProbabilities(const ExpertSpec& spec, const SparseTable& table, theory::Mode mode,
                         std::span<const std::uint8_t> codes, std::span<const float, kSymbolCount> empty,
                         std::span<float, kSymbolCount> out) noexcept;

}  // namespace amuse::lm::internal
