#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "theory/mode.h"
#include "theory/pitch.h"

/// A key: a written tonic and a mode.
namespace amuse::theory {

struct Key {
  Spelling tonic;
  Mode mode = Mode::Maj;
  auto operator<=>(const Key&) const = default;
};

/// Sharps (positive) or flats (negative) of the key signature: E major 4, C minor -3, harmonic minor as minor.
/// Beyond +-7 for tonics such as G# major (8).
[[nodiscard]] int signatureOf(const Key& key) noexcept;

/// The tonic spelled so that the signature has the fewest accidentals: (8, Maj) -> Ab major; (8, Min) -> G# minor.
[[nodiscard]] Key makeKey(PitchClass tonic, Mode mode) noexcept;

/// The name a pitch class takes in the key: scale tones as the scale writes them, others by the usual borrowed or
/// leading-tone spelling (C major: Bb, Eb, Ab, F#, Db; E major: G#, never Ab). Never a double accidental where a
/// simpler name exists.
[[nodiscard]] Spelling spell(PitchClass pitchClass, const Key& key) noexcept;

/// A key as typed: the mode is the caller's to choose when the text names none.
struct KeyText {
  Spelling tonic;
  bool hasMode = false;
  Mode mode = Mode::Maj;
};
/// Reads "C", "F#", "Bb" or "eb"; a trailing "m", "minor", "major" or any name of a mode gives the mode as well ("Am",
/// "D dorian", "C:min"). Blanks around are passed over.
/// Errors: Parse with offset; InvalidArgument for keys whose signature would have more than seven accidentals, naming
/// the key to use instead (without a mode: when neither its major nor its minor key can be written).
[[nodiscard]] Result<KeyText> parseKey(std::string_view text);
/// "Eb Maj"; parseKey reads it back.
[[nodiscard]] std::string toText(const Key& key);

/// The seven notes of the key's scale, spelled, from the tonic up.
[[nodiscard]] std::vector<Spelling> scaleNotes(const Key& key);

}  // namespace amuse::theory
