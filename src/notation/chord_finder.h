#pragma once

#include <optional>
#include <span>
#include <vector>

#include "notation/midi_score.h"

/// Chords heard in notes.
namespace amuse::notation {

/// A chord by sound alone, without spelling; nothing for silence.
struct FoundChord {
  song::Tick start = 0, length = 0;
  std::optional<theory::RelativeChord> chord;  ///< Relative to C.
};

/// The most likely chords, one after the other, from the first bar line to the last: pitch classes of each beat (of
/// three eighths in compound metres), weighed by length and velocity, against every root and chord class; changes cost
/// more off the bar line; silence of a bar or more is no chord. Melodies weigh a third. The lowest notes give the bass.
/// @param melody  Index in score.voices, or nothing.
[[nodiscard]] std::vector<FoundChord> findChords(const MidiScore& score, std::optional<std::size_t> melody);

/// The key whose scale profile fits best what sounds, major or minor.
/// Source: the probe-tone profiles of Krumhansl and Kessler, Psychological Review 89 (1982), p. 342.
[[nodiscard]] theory::Key estimateKey(const MidiScore& score);

}  // namespace amuse::notation
