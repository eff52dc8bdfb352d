#pragma once

#include <array>
#include <span>
#include <vector>

#include "base/audio_buffer.h"

/// How loud sound is to a listener, and how high its waveform really goes.
/// Source: ITU-R BS.1770-4 (2015), "Algorithms to measure audio programme loudness and true-peak audio level".
namespace amuse::media {

/// What silence, or sound shorter than one gating block, measures.
inline constexpr double kSilenceLufs = -70;

/// Coefficients of one second-order section; a0 is 1.
struct Biquad {
  double b0 = 1, b1 = 0, b2 = 0, a1 = 0, a2 = 0;
};

/// The two stages of K-weighting (a high shelf, then a high pass) at a sample rate. The standard gives numbers for 48
/// kHz only; these follow from the analogue filters that give those numbers.
[[nodiscard]] std::array<Biquad, 2> kWeighting(int sampleRateHz) noexcept;

/// Integrated loudness in LUFS: K-weighted mean square over 400 ms blocks that overlap by three quarters, gated at -70
/// LUFS and then 10 LU below the mean of what is left. kSilenceLufs when every block is gated. Linear in the sound.
/// With `gains`, one a frame, that of the sound times its gains.
[[nodiscard]] double integratedLoudness(const StereoAudio& audio, std::span<const float> gains = {});

/// The waveform's height around every frame, the louder channel: the largest of the sample itself and of three points
/// between it and the next, interpolated four times over. Frames whose neighbourhood stays below `floor` keep their
/// sample's own height, which saves most of the work.
[[nodiscard]] std::vector<float> truePeaks(const StereoAudio& audio, float floor);

/// The highest sample of both channels, as a ratio to full scale.
[[nodiscard]] float samplePeak(const StereoAudio& audio) noexcept;

/// The largest of truePeaks, as a ratio to full scale.
[[nodiscard]] double truePeak(const StereoAudio& audio);

[[nodiscard]] double toDecibels(double ratio) noexcept;  ///< -100 for 1e-5 and less.
[[nodiscard]] double fromDecibels(double decibels) noexcept;

}  // namespace amuse::media
