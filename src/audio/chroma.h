#pragma once

#include <array>

#include "audio/spectrogram.h"
#include "base/audio_buffer.h"

/// Which pitch classes sound, and how the instruments are tuned.
namespace amuse::audio {

struct Chroma {
  FrameMatrix classes;  ///< 12 a frame, C first, 93 ms a frame; each frame sums to 1, or is 0 where nothing is tonal.
  FrameMatrix bass;     ///< The same from 50 to 260 Hz alone.
  double tuningCents = 0;  ///< Deviation from A = 440 Hz, -50..50.
  double tonality = 0;     ///< Share of the power from 100 to 2000 Hz that lies in narrow peaks, 0..1.
  double gridFit = 0;      ///< How closely the peaks keep to the semitones of one tuning, 0..1.
  double change = 0;       ///< How much the pitch classes differ half a second later, 0..1.
  double steadiness = 0;   ///< How much of each frame's pitch classes is still there a fifth of a second later, 0..1.
};

/// From spectral peaks between 50 and 2000 Hz, interpolated to some cents, weighed against loud single tones.
/// @param audio  At kAnalysisRateHz (22050).
/// Source: peaks to classes as Gomez, INFORMS J. Computing 18 (2006), p. 294 (HPCP); tuning as Zhu, Kankanhalli and
/// Gao, ICME 2005.
[[nodiscard]] Chroma findChroma(const MonoAudio& audio);

}  // namespace amuse::audio
