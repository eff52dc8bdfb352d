#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "theory/chord_symbol.h"

/// Which scales fit a chord: the notes a melody or a solo can draw on while it sounds.
namespace amuse::theory {

/// One scale; one row each in chord_scale.cpp.
struct ScaleFacts {
  std::string_view name;     ///< "lydian dominant".
  std::string_view degrees;  ///< From its root, blank between: "1 2 3 #4 5 6 b7".
  PitchClassSet tones;       ///< The same above the root.
  std::string_view source;
};

/// All scales known, the plainer before the rarer: the modes of major, of melodic and harmonic minor, symmetric scales,
/// pentatonics and blues.
[[nodiscard]] std::span<const ScaleFacts> allScales() noexcept;

/// The scale of that name, or nullptr.
[[nodiscard]] const ScaleFacts* findScale(std::string_view name) noexcept;

/// A scale on a chord's root that holds all the chord's tones.
struct ChordScale {
  const ScaleFacts* scale = nullptr;
  PitchClassSet avoid;   ///< Above the root: scale tones that rub against the chord when held (the 11th over major).
  int outsideTones = 0;  ///< Scale tones that are not in the key; 0 for the key's own mode.
};

/// The scales that fit a chord in a mode, best first: the key's own, then by tones outside the key, rarity and notes to
/// avoid together, plainer and fuller scales first among equals. In major: I ionian, IV lydian, V7 mixolydian, bII7
/// lydian dominant; in minor V7 phrygian dominant. Empty for no chord and for chords no scale here holds. Source:
/// Nettles and Graf, The Chord Scale Theory and Jazz Harmony (1997), for avoid notes; the order is ours.
[[nodiscard]] std::vector<ChordScale> chordScales(const RelativeChord& chord, Mode mode);

/// The notes of a scale from `root` up, spelled by degree: (Db, lydian dominant) -> Db Eb F G Ab Bb Cb.
[[nodiscard]] std::vector<Spelling> scaleNotes(const Spelling& root, const ScaleFacts& scale);

}  // namespace amuse::theory
