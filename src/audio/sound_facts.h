#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audio/key_estimate.h"
#include "audio/sound_recogniser.h"
#include "audio/tempo.h"
#include "base/audio_buffer.h"
#include "base/result.h"

/// Everything a sound tells without knowing what it means: music or not, what it is, how it moves, tempo and key.
namespace amuse::audio {

/// The longest sound that is analysed; callers cut longer ones and say so.
inline constexpr double kMaxAnalysedSeconds = 60;

struct Span {
  double startSeconds = 0, endSeconds = 0;
  bool operator==(const Span&) const = default;
};

enum class SoundKind {
  Silence,      ///< Nothing above -70 dB, or shorter than a tenth of a second.
  Music,        ///< Pitches on a scale that change, usually with a beat.
  Speech,       ///< A voice talking.
  Environment,  ///< Anything else: weather, animals, machines.
};

/// One class that was heard, with where.
struct HeardClass {
  std::string name;         ///< The recogniser's: "rain", "dog_bark".
  double probability = 0;   ///< Mean over the windows, 0..1.
  std::vector<Span> spans;  ///< Where it is the likeliest class; joined windows.
};

/// How a sound is, each 0..1 where not said otherwise.
struct SoundTexture {
  double levelDb = -100;       ///< Root mean square of what is not silent, dB below full scale.
  double dynamicsDb = 0;       ///< From quiet (a tenth of the frames below) to loud (a tenth above).
  double onsetsPerSecond = 0;  ///< Beginnings of events.
  double brightnessHz = 0;     ///< The median frame's centre over mel bands.
  double bassShare = 0;        ///< Power below 250 Hz.
  double noisiness = 0;        ///< 0 clear tones .. 1 hiss, from 1 to 8 kHz.
  double steady = 0;           ///< Goes on without events.
  double rhythmic = 0;         ///< Repeats evenly.
  double harsh = 0;            ///< Noisy, bright, fluttering.
  double soft = 0;             ///< Low, quiet, without sharp beginnings.
  double sparse = 0;           ///< Few events, with silence or quiet between them.
  double drive = 0;            ///< A bright and unbroken wall of sound, as of distorted guitars.
  double energy = 0;           ///< Loudness, events and brightness together.
};

struct SoundFacts {
  double seconds = 0;
  SoundKind kind = SoundKind::Silence;
  double music = 0, speech = 0;   ///< Likelihoods, 0..1.
  std::vector<HeardClass> heard;  ///< Likeliest first; at most three, none below 0.1. Empty for silence.
  SoundTexture texture;
  std::optional<Tempo> tempo;      ///< Of anything rhythmic, not of music alone.
  std::optional<KeyEstimate> key;  ///< Of music.
  double tuningCents = 0;          ///< From A = 440 Hz.
  Span sounding;                   ///< From the first to the last moment that is not silent.
  Span loudest;                    ///< Two seconds, or all of a shorter sound.
};

/// @param audio  At kAnalysisRateHz, at most kMaxAnalysedSeconds.
/// Errors: InvalidArgument (another rate, or too long). Cost: some 5 ms a second of sound.
[[nodiscard]] Result<SoundFacts> describeSound(const SoundRecogniser& recogniser, const MonoAudio& audio);

}  // namespace amuse::audio
