#pragma once

#include "theory/interval.h"
#include "theory/key.h"

/// What writing and reading numerals have in common: which note a numeral's degree stands for.
namespace amuse::theory::internal {

/// The tonic's degree numbers as numerals count them: degree 1..7 with its alteration against the mode's own scale.
struct NumeralDegree {
  int degree = 1;
  int accidental = 0;
  auto operator<=>(const NumeralDegree&) const = default;
};

/// Semitones above the tonic of an unaltered numeral. Counted from the mode's own scale, save that diminished chords
/// on VI and VII stand on the raised degrees in minor modes, where musicians write viio7 and mean the leading tone.
[[nodiscard]] int scaleSemitones(int degree, Mode mode, bool diminished) noexcept;

/// The note a numeral's degree names in the key; double accidentals are simplified as spell() does.
[[nodiscard]] Spelling rootOf(const NumeralDegree& numeral, const Key& key, bool diminished) noexcept;

/// The degree that names this root in the key: the usual one that is written like it, where a letter chosen to avoid a
/// double accidental counts too (A for Bbb is bVI in Db); for unusual spellings whatever the letter says.
[[nodiscard]] NumeralDegree numeralDegreeOf(const Spelling& root, const Key& key, bool diminished) noexcept;

}  // namespace amuse::theory::internal
