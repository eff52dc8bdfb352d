#pragma once

#include "audio/spectrogram.h"
#include "base/audio_buffer.h"

/// What beats are found in: the loudness of bands of the spectrum on a fine time grid.
namespace amuse::transcribe {

inline constexpr std::size_t kBeatBands = 24;
inline constexpr std::size_t kBeatHop = 512;  ///< Samples at kTranscribeRateHz: 23 ms; four to a frame of pitches.

/// Mel bands from 30 Hz to 10 kHz, in decibels from 60 below the loudest (0) to it (1); all 0 where nothing sounds.
/// @param audio  At kTranscribeRateHz. Memory: 2 kB a frame while it works, 43 frames a second.
[[nodiscard]] audio::FrameMatrix findBeatFeatures(const MonoAudio& audio);

}  // namespace amuse::transcribe
