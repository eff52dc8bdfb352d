#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "theory/chord_symbol.h"
#include "theory/key.h"

/// What a recording was heard to play: beats, keys, chords with alternatives, sections. Values only; times are seconds
/// from the recording's first sample.
namespace amuse::transcribe {

/// The rate a recording has to have, and how long it may be.
inline constexpr int kTranscribeRateHz = 22050;
inline constexpr double kMaxTranscribeSeconds = 900;
inline constexpr int kMaxAlternatives = 10;

struct Beat {
  double timeSeconds = 0;
  int beatInBar = 1;  ///< 1 is the downbeat.
  bool operator==(const Beat&) const = default;
};

struct KeySpan {
  double start = 0, end = 0;
  theory::Key key;
  double confidence = 0;  ///< 0..1.
  bool operator==(const KeySpan&) const = default;
};

/// A chord that a stretch may be, and how likely. Nothing is "no chord" (N).
struct ChordAlternative {
  std::optional<theory::ChordSymbol> chord;
  double p = 0;  ///< 0..1; the alternatives of a stretch and its chord add up to at most 1.
  bool operator==(const ChordAlternative&) const = default;
};

/// One stretch with one chord, spelled in the key that holds there.
struct TranscribedChord {
  double start = 0, end = 0;
  std::optional<theory::ChordSymbol> chord;    ///< Nothing is "no chord" (N).
  double confidence = 0;                       ///< 0..1: how likely the chord is what sounds.
  std::vector<ChordAlternative> alternatives;  ///< Likeliest first, without the chord itself.
  bool operator==(const TranscribedChord&) const = default;
};

/// A stretch that belongs together; stretches of the same label repeat one another.
struct SectionSpan {
  double start = 0, end = 0;
  std::string label;  ///< "A", "B", ...
  bool operator==(const SectionSpan&) const = default;
};

/// How strongly each pitch class sounds through time, for pictures.
struct Chromagram {
  double hopSeconds = 0;                      ///< From one frame's middle to the next; frame 0 is at 0.
  std::vector<std::array<float, 12>> frames;  ///< 0..1, from C up, free of the tuning.
  bool operator==(const Chromagram&) const = default;
};

/// Every list is in time order. `chords` follow one another without gaps from 0 to durationSeconds (empty only for a
/// recording of no length); equal neighbours are one. `keys` do the same where any key was found.
struct Transcription {
  double durationSeconds = 0;
  double tuningCents = 0;   ///< How far the tuning lies above A = 440 Hz, -50..50.
  int beatsPerBar = 4;      ///< 2..7: of most bars.
  double tempoBpm = 0;      ///< The median tempo, beats a minute; 0 where no beats were found.
  std::vector<Beat> beats;  ///< May be empty: silence, speech, noise.
  std::vector<KeySpan> keys;
  std::vector<TranscribedChord> chords;
  std::vector<SectionSpan> sections;  ///< Empty where nothing repeats clearly.
  Chromagram chroma;
  bool operator==(const Transcription&) const = default;
};

/// What the listener knows already. Whatever is not given is heard.
struct TranscribeOptions {
  int alternatives = 3;                           ///< 0..kMaxAlternatives for each chord.
  std::optional<int> beatsPerBar = std::nullopt;  ///< 2..7.
  int downbeatShift = 0;                          ///< Bars begin this many beats later; -6..6.
  int tempoOctave = 0;                            ///< 1: twice as many beats as heard; -1: half as many.
  std::optional<theory::Key> key = std::nullopt;  ///< Of the whole recording.
  bool operator==(const TranscribeOptions&) const = default;
};

}  // namespace amuse::transcribe
