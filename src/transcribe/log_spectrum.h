#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>

#include "audio/spectrogram.h"
#include "base/audio_buffer.h"
#include "base/result.h"

/// What sounds at which pitch: a spectrum whose bins follow the semitones, free of the recording's tuning and level.
namespace amuse::transcribe {

inline constexpr int kLowestPitch = 24;             ///< MIDI number of the first semitone, 33 Hz.
inline constexpr std::size_t kSemitones = 84;       ///< Seven octaves, to 3951 Hz.
inline constexpr std::size_t kBinsPerSemitone = 3;  ///< A third below the semitone, on it, a third above.
inline constexpr std::size_t kPitchBins = kSemitones * kBinsPerSemitone;
inline constexpr std::size_t kPitchHop = 2048;  ///< Samples at kTranscribeRateHz: 93 ms.

struct LogSpectrum {
  audio::FrameMatrix bins;  ///< kPitchBins a frame from the lowest pitch up, 0..1: logarithm of the amplitude.
  double tuningCents = 0;   ///< Above A = 440 Hz, -50..50; the bins are moved by it.
  double levelDb = -100;    ///< Of the sounding frames' mean bin; below -75 nothing sounds and all bins are 0.
};

/// Two windows: 0.74 s below 220 Hz, where a semitone is a few Hertz wide, 0.37 s above.
/// @param audio  At kTranscribeRateHz. @param progress  Told the share done, 0..1, some times a minute of sound.
/// Errors: Cancelled. Memory: 1 kB a frame, 11 frames a second.
/// Source: the idea of bins that follow the pitch: Brown, JASA 89 (1991), p. 425 (constant Q).
[[nodiscard]] Result<LogSpectrum> findLogSpectrum(const MonoAudio& audio,
                                                  const std::function<void(double)>& progress = {},
                                                  const std::stop_token& stop = {});

}  // namespace amuse::transcribe
