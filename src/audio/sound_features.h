#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "audio/spectrogram.h"
#include "base/audio_buffer.h"

/// What a stretch of sound is like, as numbers a recogniser can learn from: spectrum, movement, events, pitch.
namespace amuse::audio {

/// The rate every analysis of this module is made for.
inline constexpr int kAnalysisRateHz = 22050;

/// Mel bands in decibels on a fine time grid: what the features, onsets and events are taken from.
struct LogMel {
  FrameMatrix decibels;        ///< 40 bands, 50 Hz to 11 kHz, 11.6 ms a frame; at least 80 dB below the loudest.
  std::vector<float> levelDb;  ///< A frame's whole power in dB below full scale.
  std::vector<bool> isActive;  ///< Within 50 dB of the loudest frame, and not digital silence.
  FrameMatrix power;           ///< The spectrogram, 513 bins a frame.
};

/// @param audio  At kAnalysisRateHz.
[[nodiscard]] LogMel logMel(const MonoAudio& audio);

/// The frequency at the middle of a band of LogMel, which may have a fraction.
[[nodiscard]] double melBandHz(double band) noexcept;

/// The pitch of the frames that sound, by autocorrelation, 70 to 1200 Hz.
struct PitchTrack {
  std::vector<float> strengths;  ///< Every other frame that sounds: 0 noise .. 1 a perfect tone.
  std::vector<float> pitches;    ///< Octaves above 1 Hz, of those with a strength over 0.2.
  double voicedShare = 0;        ///< pitches to strengths.
  double glide = 0;              ///< Mean step between neighbours within half an octave, in octaves.
  double steadyShare = 0;        ///< Share of the pitches that have such a neighbour.
};
[[nodiscard]] PitchTrack pitchTrack(const MonoAudio& audio, const LogMel& mel);

/// The features of a whole sound, always as many; all zero for silence. The order is that of soundFeatureNames().
[[nodiscard]] std::vector<float> soundFeatures(const MonoAudio& audio, const LogMel& mel);
/// One name a feature: "shape 12", "movement 3 2-4 Hz" ...
[[nodiscard]] const std::vector<std::string>& soundFeatureNames();
[[nodiscard]] inline std::size_t soundFeatureCount() { return soundFeatureNames().size(); }

}  // namespace amuse::audio
