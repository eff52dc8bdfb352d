#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "base/result.h"
#include "theory/pitch.h"

/// Intervals by name: a degree number and its alteration. b3 and #9 may sound alike and are written differently.
namespace amuse::theory {

/// A degree above some root as chord names count it: the major scale's degree, raised or lowered.
/// {3, -1} is a minor third, {11, 1} a sharp eleventh, {7, -2} a diminished seventh.
struct Interval {
  int degree = 1;      ///< 1 (unison), 2, ... 8 (octave), 9, ... 15.
  int alteration = 0;  ///< Semitones above (positive) or below the major or perfect interval.

  /// Semitones, octaves counted: b9 -> 13, 5 -> 7, bb7 -> 9.
  [[nodiscard]] constexpr int semitones() const noexcept {
    constexpr int kMajor[7] = {0, 2, 4, 5, 7, 9, 11};
    return kMajor[(degree - 1) % 7] + 12 * ((degree - 1) / 7) + alteration;
  }
  [[nodiscard]] constexpr PitchClass pitchClass() const noexcept { return toPitchClass(semitones()); }
  /// Steps of the staff above the root, 0..6: a third and a tenth are 2.
  [[nodiscard]] constexpr int letterSteps() const noexcept { return (degree - 1) % 7; }
  auto operator<=>(const Interval&) const = default;
};

/// Reads a chord degree ("b3", "#11", "bb7", "5") or a classical name ("P5", "m3", "M7", "A4", "d5", "dd7").
/// Degrees 1 to 15, at most four accidentals. Errors: Parse with the first byte not understood.
[[nodiscard]] Result<Interval> parseInterval(std::string_view text);
/// The chord degree, ASCII: "b3", "#11", "bb7". parseInterval(toText(i)) == i.
[[nodiscard]] std::string toText(const Interval& interval);
/// The classical name: {3, -1} -> "m3", {5, 0} -> "P5", {4, 1} -> "A4", {7, -2} -> "d7". parseInterval reads it back.
[[nodiscard]] std::string classicalName(const Interval& interval);

/// The note an interval above `root`, spelled by its degree: (C, #9) -> D#; (Gb, b3) -> Bbb. The accidental is
/// whatever the degree asks for and can go beyond a double one (Fb, bb7).
[[nodiscard]] Spelling noteAbove(const Spelling& root, const Interval& interval) noexcept;

/// The interval, within an octave, from `root` up to `note` as they are written: (C, D#) -> #2; (C, Eb) -> b3.
[[nodiscard]] Interval intervalBetween(const Spelling& root, const Spelling& note) noexcept;

/// The plainest spelling of the same pitch class: a natural where there is one, else one flat for flats and one sharp
/// for sharps: Bbb -> A, Fb -> E, E## -> F#.
[[nodiscard]] Spelling simplified(const Spelling& spelling) noexcept;

}  // namespace amuse::theory
