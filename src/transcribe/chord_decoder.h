#pragma once

#include <memory>
#include <span>
#include <vector>

#include "transcribe/harmony.h"
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

/// How far the decoder believes its ears. Chosen on the valid songs: docs/transcriber.md, "Confidence".
struct DecoderSettings {
  float trust = 0.4f;      ///< Of each frame's logarithms: neighbouring frames say the same thing.
  float bassTrust = 0.4f;  ///< Likewise, of the bass.
  /// What the mean of a stretch's logarithms is multiplied with to give probabilities: above 1 surer, below less sure.
  float sureness = 1.0f;
  /// How many times likelier than a chord its absence must be heard, frame by frame. Bands that play riffs over drums
  /// are taken for noise more readily than noise for bands, and a doubtful chord helps whoever wants to play along.
  float noChordOdds = 10.0f;
};

/// One chord with its bass and, over its units, how likely every chord is.
struct DecodedChord {
  double start = 0, end = 0;
  std::size_t chord = kNoChord;
  int bass = 0;                      ///< 0..11; the root for no inversion.
  std::vector<float> probabilities;  ///< kChordCount, sum 1.
};

/// Decodes one recording, with or without knowing its keys.
class ChordDecoder final {
 public:
  /// @param heard  Kept by reference; must outlive this.
  ChordDecoder(const HeardChords& heard, std::vector<Unit> units, const DecoderSettings& settings = {});
  ~ChordDecoder();
  ChordDecoder(const ChordDecoder&) = delete;
  ChordDecoder& operator=(const ChordDecoder&) = delete;

  /// The likeliest chords (Viterbi) and the bass line under them. How likely each chord is follows from the stretch
  /// alone: the geometric mean of what its frames say, which unlike their product does not grow sure with length.
  /// @param keys  Where they are empty, or none holds, chords follow one another as they are frequent.
  /// Cost: kChordCount squared a unit at most. Errors: none; empty for no units.
  [[nodiscard]] std::vector<DecodedChord> decode(const Harmony& harmony, std::span<const KeySpan> keys = {}) const;

 private:
  struct Sums;
  std::vector<Unit> units_;
  DecoderSettings settings_;
  std::unique_ptr<const Sums> sums_;
  std::vector<float> scores_, bassScores_;  ///< A row a unit.
};

/// How much the harmony is another at each time than just before, 0..1: the distance of what is heard on both sides.
[[nodiscard]] std::vector<float> changesAt(const HeardChords& heard, const std::vector<double>& times);

}  // namespace amuse::transcribe
