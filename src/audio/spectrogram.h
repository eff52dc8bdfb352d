#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/audio_buffer.h"

/// Spectra over time, and the mel scale over them.
namespace amuse::audio {

/// Frames of values, frame after frame: a spectrogram, mel bands, a chromagram.
struct FrameMatrix {
  std::size_t frames = 0, width = 0;
  double frameSeconds = 0;    ///< From one frame's centre to the next; the first is centred on time 0.
  std::vector<float> values;  ///< frames * width.

  [[nodiscard]] std::span<const float> frame(std::size_t index) const { return {&values[index * width], width}; }
  [[nodiscard]] std::span<float> frame(std::size_t index) { return {&values[index * width], width}; }
};

/// Power spectra of Hann-windowed frames, scaled so that a sine of amplitude 1 peaks near 1. The sound is continued
/// with silence on both sides.
/// @param window  A power of two, 8 to 65536. @param hop  1 to window.
/// @return window / 2 + 1 values a frame; bin k is k * rate / window Hz. No frames for no samples.
[[nodiscard]] FrameMatrix powerSpectrogram(const MonoAudio& audio, std::size_t window, std::size_t hop);

/// Power in triangular bands, evenly spaced on the mel scale and summing to the spectrum between them.
/// Source: O'Shaughnessy, Speech Communication (1987), p. 150: mel = 2595 log10(1 + f / 700).
/// @param hertzPerBin  Of the spectrogram. @param highHz  At most half the sample rate.
[[nodiscard]] FrameMatrix melBands(const FrameMatrix& spectrogram, double hertzPerBin, std::size_t bands, double lowHz,
                                   double highHz);

}  // namespace amuse::audio
