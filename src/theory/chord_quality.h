#pragma once

#include <array>
#include <compare>
#include <string_view>

#include "theory/pitch.h"

/// What a chord is above its root: which tones sound, and which family of chords it counts with.
namespace amuse::theory {

/// The sixteen classes of the `sevenths` level (DESIGN 4.2). Order is part of the weight-file format: append only.
enum class ChordClass {
  Maj, Min, Dim, Aug, Sus2, Sus4, Five, Maj6, Min6, Dom7, Maj7, Min7, MinMaj7, HalfDim7, Dim7, Dom7Sus4
};
inline constexpr int kChordClassCount = 16;

/// The seven classes of the `triads` level.
enum class TriadClass { Maj, Min, Dim, Aug, Sus2, Sus4, Five };
inline constexpr int kTriadClassCount = 7;

[[nodiscard]] TriadClass triadOf(ChordClass chordClass) noexcept;
/// As in data/quality_classes.tsv: "maj", "min", ..., "5", "maj6", "7", "hdim7", "7sus4".
[[nodiscard]] std::string_view toText(ChordClass chordClass) noexcept;
[[nodiscard]] std::string_view toText(TriadClass triadClass) noexcept;

/// The tones above the root and the class. C7#9 and Cm7(b11) have the same tones but count with different families,
/// so both parts are the identity. How the tones are named (#9 or b3) follows from the two.
struct Quality {
  PitchClassSet tones;  ///< Relative to the root; bit 0 is missing only when the root is omitted.
  ChordClass chordClass = ChordClass::Maj;
  auto operator<=>(const Quality&) const = default;
};

/// The plain chord of a class: Maj7 -> {0, 4, 7, 11}.
[[nodiscard]] Quality plainQuality(ChordClass chordClass) noexcept;

}  // namespace amuse::theory
