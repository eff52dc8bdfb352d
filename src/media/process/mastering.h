#pragma once

#include <vector>

#include "base/audio_buffer.h"

/// From raw rendering to finished sound: loudness as asked, no peak above the ceiling.
namespace amuse::media {

inline constexpr double kTruePeakCeilingDb = -1;

struct MasteringReport {
  double loudnessLufs = -70, truePeakDb = -100;  ///< Of the finished sound.
  double limitedDb = 0;                          ///< The most the limiter took off.
};

/// Sets the integrated loudness to `targetLufs` and holds true peaks at or below kTruePeakCeilingDb by a look-ahead
/// limiter. The limiter takes off 9 dB at most: sound too spiky for its target stays quieter instead of being squashed.
/// Silence stays silence. Works in place.
MasteringReport master(StereoAudio& audio, double targetLufs);

/// The limiter's gain for every frame: `peaks[i] * drive * gain[i] <= ceiling`, smooth, opening again over some 120 ms.
/// `room` may give the memory of gains no longer needed.
[[nodiscard]] std::vector<float> limiterGains(const std::vector<float>& peaks, double drive, double ceiling,
                                              int sampleRateHz, std::vector<float> room = {});

}  // namespace amuse::media
