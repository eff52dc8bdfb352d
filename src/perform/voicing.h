#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "theory/chord_symbol.h"

/// Voicings: which notes of a chord a pianist would play, and how one hand shape leads to the next.
namespace amuse::perform {

/// How a hand lays a chord out.
enum class VoicingStyle {
  Close,     ///< All tones within an octave (of five and more the four that matter).
  Shell,     ///< Third and seventh, with one more tone where there is one.
  Drop2,     ///< Four tones, the second from the top an octave lower.
  Rootless,  ///< Third, seventh and colours; the bass has the root.
  Quartal,   ///< Stacked as near to fourths as the chord's own tones allow.
  Spread,    ///< Wide and even: pads and strings.
  Power,     ///< Root and fifth.
};
/// "close", "shell", "drop2", "rootless", "quartal", "spread", "power"; nothing for any other word.
[[nodiscard]] std::optional<VoicingStyle> findVoicingStyle(std::string_view word) noexcept;

struct VoicingOptions {
  VoicingStyle style = VoicingStyle::Close;
  int low = 48, high = 72;          ///< The keys' range, MIDI numbers: C3..C5. At least two octaves.
  int bassLow = 40, bassHigh = 51;  ///< The bass note's range: E2..D#3, an octave lower
                                    ///< where wide keys need the room. At least one octave.
  int voices = 0;                   ///< Wanted number of keys, 3..5; 0 leaves it to the style.
  double centre = 61;               ///< Mean MIDI number the hand returns to.
  bool cycleInversions = false;     ///< Equal neighbours take another inversion instead of the same one.
};

/// A voicing a chord, low to high: the written bass first, then the keys. Empty for N.C.
/// Only the chord's own tones sound. No two notes closer than four semitones when one lies below C3; the top line
/// leaps at most a fifth; common tones stay where they can. The best path over all chords (dynamic programming), so
/// the last chord has a say in the first. `previous` is the voicing (bass first) played before, where there is one.
/// Cost: about 20 x 20 comparisons a chord. Does not throw.
[[nodiscard]] std::vector<std::vector<int>> voiceProgression(
    std::span<const theory::ChordSymbol> chords, const VoicingOptions& options = {},
    const std::optional<std::vector<int>>& previous = std::nullopt);

/// All layouts of one chord's upper part (no bass) in a style, or with the style's tones in any layout, each ascending.
/// Never empty for a chord with tones.
[[nodiscard]] std::vector<std::vector<int>> voicingCandidates(const theory::ChordSymbol& chord,
                                                              const VoicingOptions& options, bool anyStyle = false);

/// The note of pitch class `pitchClass` in [low, high] nearest to `near`; the range spans an octave or more.
[[nodiscard]] int nearestPitch(theory::PitchClass pitchClass, int near, int low, int high) noexcept;

/// A chord's tones above its root, the most telling first: third, seventh, altered fifth, colours, root, fifth.
[[nodiscard]] std::vector<int> tonesByWeight(const theory::Quality& quality);

}  // namespace amuse::perform
