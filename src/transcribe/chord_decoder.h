#pragma once

#include <vector>

#include "transcribe/heard.h"
#include "transcribe/transcription.h"

/// From what is heard frame by frame to chords on beats: a hidden Markov chain over half-beats whose chords last as
/// long as bars and beats have them.
namespace amuse::transcribe {

/// A stretch between two places where chords may change.
struct Unit {
  double start = 0, end = 0;
  float changeChance = 0.1f;  ///< That another chord begins with it, 0..1.
};

/// Half-beats from 0 to the end, with chances by their place in the bar; quarters of a second where there are no beats.
[[nodiscard]] std::vector<Unit> unitsOf(const std::vector<Beat>& beats, int beatsPerBar, double durationSeconds);

/// What songs do, whatever is heard.
struct ChordPrior {
  /// P(chord b | chord a and that it changes), kChordCount a row, 0 for b = a.
  std::vector<float> follows;
  /// P(chord), kChordCount.
  std::vector<float> frequency;
};
/// By how frequent the qualities are in POP909's training songs, every root alike.
[[nodiscard]] const ChordPrior& plainPrior();

/// How far the decoder believes its ears.
struct DecoderSettings {
  float trust = 0.4f;      ///< Of each frame's logarithms: neighbouring frames say the same thing.
  float bassTrust = 0.4f;  ///< Likewise, of the bass.
};

/// One chord with its bass and, over its units, how likely every chord is.
struct DecodedChord {
  double start = 0, end = 0;
  std::size_t chord = kNoChord;
  int bass = 0;                      ///< 0..11; the root for no inversion.
  std::vector<float> probabilities;  ///< kChordCount, sum 1.
};

/// The likeliest chords (Viterbi), how likely all are (forward and backward), and the bass line under them.
/// Cost: kChordCount squared a unit. Errors: none; empty for no units.
[[nodiscard]] std::vector<DecodedChord> decodeChords(const HeardChords& heard, const std::vector<Unit>& units,
                                                     const ChordPrior& prior, const DecoderSettings& settings = {});

/// How much the harmony is another at each time than just before, 0..1: the distance of what is heard on both sides.
[[nodiscard]] std::vector<float> changesAt(const HeardChords& heard, const std::vector<double>& times);

}  // namespace amuse::transcribe
