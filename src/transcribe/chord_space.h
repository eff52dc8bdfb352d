#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "theory/chord_symbol.h"

/// The chords that the recogniser tells apart, numbered: every root with every quality, and "no chord".
namespace amuse::transcribe {

/// The sixteen classes in theory's order, then the dominant ninth.
inline constexpr std::size_t kQualityCount = theory::kChordClassCount + 1;
inline constexpr std::size_t kNinth = theory::kChordClassCount;
inline constexpr std::size_t kChordCount = 12 * kQualityCount + 1;
inline constexpr std::size_t kNoChord = kChordCount - 1;

/// The quality of an index below kQualityCount: 5 -> sus4, kNinth -> {0, 2, 4, 7, 10}.
[[nodiscard]] theory::Quality qualityAt(std::size_t index) noexcept;
/// The index that a quality counts with: C13 -> that of C9, Cmaj9 -> that of Cmaj7.
[[nodiscard]] std::size_t qualityIndex(const theory::Quality& quality) noexcept;

/// root (0..11, C is 0) * kQualityCount + quality.
[[nodiscard]] constexpr std::size_t chordIndex(std::size_t root, std::size_t quality) noexcept {
  return root * kQualityCount + quality;
}
/// kNoChord for no chord; the bass is not part of it.
[[nodiscard]] std::size_t chordIndex(const theory::ChordSymbol& chord) noexcept;
/// Relative to C; no chord for kNoChord. @param bass  Semitones above C, or nothing for the root.
[[nodiscard]] theory::RelativeChord chordAt(std::size_t index, std::optional<int> bass = std::nullopt) noexcept;

}  // namespace amuse::transcribe
