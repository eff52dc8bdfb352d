#pragma once

#include <compare>
#include <optional>
#include <string_view>

#include "theory/interval.h"
#include "theory/pitch.h"

/// What a chord is above its root: which tones sound, and which family of chords it counts with.
namespace amuse::theory {

/// The sixteen classes of the `sevenths` level (DESIGN 4.2). Order is part of the weight-file format: append only.
enum class ChordClass {
  Maj,
  Min,
  Dim,
  Aug,
  Sus2,
  Sus4,
  Five,
  Maj6,
  Min6,
  Dom7,
  Maj7,
  Min7,
  MinMaj7,
  HalfDim7,
  Dim7,
  Dom7Sus4
};
inline constexpr int kChordClassCount = 16;

/// The seven classes of the `triads` level.
enum class TriadClass { Maj, Min, Dim, Aug, Sus2, Sus4, Five };
inline constexpr int kTriadClassCount = 7;

[[nodiscard]] TriadClass triadOf(ChordClass chordClass) noexcept;
/// As in data/quality_classes.tsv: "maj", "min", ..., "5", "maj6", "7", "hdim7", "7sus4".
[[nodiscard]] std::string_view toText(ChordClass chordClass) noexcept;
[[nodiscard]] std::string_view toText(TriadClass triadClass) noexcept;
/// The class of that name: "hdim7" -> HalfDim7. Nothing when there is none.
[[nodiscard]] std::optional<ChordClass> findChordClass(std::string_view name) noexcept;

/// The tones above the root and the class. C7#9 and Cm7(b11) have the same tones but count with different families,
/// so both parts are the identity. How the tones are named (#9 or b3) follows from the two. Make one with makeQuality,
/// which keeps the pair consistent; parsers only return such qualities.
struct Quality {
  PitchClassSet tones;  ///< Relative to the root; bit 0 is missing only when the root is omitted.
  ChordClass chordClass = ChordClass::Maj;
  auto operator<=>(const Quality&) const = default;
};

/// The plain chord of a class: Maj7 -> {0, 4, 7, 11}.
[[nodiscard]] Quality plainQuality(ChordClass chordClass) noexcept;

/// The quality of these tones, counted with `chordClass` unless the tones contradict it: tones that are exactly a plain
/// chord have that chord's class ({0, 4, 7} is Maj whoever says otherwise; so are {0, 4, 8, 10} and {0, 4, 8, 11} Aug),
/// and a suspended fourth is Dom7Sus4 exactly when it has a minor seventh.
[[nodiscard]] Quality makeQuality(PitchClassSet tones, ChordClass chordClass) noexcept;

/// The quality a musician would name first for these tones above a root, when nothing but the tones is known (notes
/// from MIDI, say): the class most frequent for the set in data/quality_classes.tsv, for sets not met there by third,
/// fifth and seventh. {0, 3, 4, 7, 10} -> Dom7 (a sharp ninth), {0, 2, 5, 7} -> Sus4.
[[nodiscard]] Quality qualityOf(PitchClassSet tones) noexcept;

enum class Third { None, Minor, Major };
/// The third that the class has by definition; None for suspensions and fifths.
[[nodiscard]] Third thirdOf(ChordClass chordClass) noexcept;

/// The degree by which a tone `semitones` (0..11) above the root is named in this chord: 3 is #9 in C7#9 and b3 in Cm,
/// 6 is b5 in Cm7b5 and #11 in C7#11, 9 is bb7 in Cdim7 and 13 in C13. Tones not in the chord (a bass, say) get the
/// name they would have.
[[nodiscard]] Interval degreeOf(const Quality& quality, int semitones) noexcept;

}  // namespace amuse::theory
