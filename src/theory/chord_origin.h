#pragma once

#include <optional>

#include "theory/chord_symbol.h"

/// Where a chord stands to a key: of it, leading into one of its chords, lent by another mode, or none of these.
namespace amuse::theory {

enum class OriginKind {
  InKey,     ///< All tones are the key's; in minor keys also V and VII with the leading tone.
  Applied,   ///< A dominant or leading-tone chord of a chord of the key: D7 in C major.
  Borrowed,  ///< All tones are those of another mode on the same tonic: Fm in C major.
  Outside,   ///< None of these: F#m in C major.
};

struct ChordOrigin {
  OriginKind kind = OriginKind::InKey;
  std::optional<Mode> lender = std::nullopt;           ///< Of a borrowed chord.
  std::optional<RelativeChord> target = std::nullopt;  ///< The triad an applied chord leads into.
};

/// Judged by the chord's own tones, its bass apart. Dominant sevenths and diminished chords count as applied before
/// they count as borrowed, plain triads after the near neighbours (Mixolydian and minor of a major key, Dorian and
/// major of a minor one): in C minor F is Dorian, not V of VII. N.C. is in every key. Cost: a few comparisons of sets.
/// Source: secondary dominants and mode mixture as in Kostka and Payne, Tonal Harmony, chapters 16 and 21; the order
/// where both apply is ours.
[[nodiscard]] ChordOrigin originOf(const RelativeChord& chord, Mode mode);

/// The key's own triad on a degree of its scale. @param root  Semitones above the tonic; must be in the scale.
[[nodiscard]] RelativeChord scaleTriad(int root, Mode mode);

}  // namespace amuse::theory
