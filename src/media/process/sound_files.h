#pragma once

#include <string>

#include "base/audio_buffer.h"
#include "base/result.h"

/// Finished sound as the bytes of a file.
namespace amuse::media {

/// A RIFF WAVE file, 16-bit PCM, two channels. Samples outside [-1, 1] are clipped. Adds triangular dither of one step
/// from a fixed seed, except where both channels are exactly silent.
[[nodiscard]] std::string toWav(const StereoAudio& audio);

/// An Ogg Vorbis file at quality 5 (some 160 kbit/s), tagged with the program's name. The same sound gives the same
/// bytes. Errors: Internal (the encoder refuses the sample rate).
[[nodiscard]] Result<std::string> toOgg(const StereoAudio& audio);

/// Interleaved 32-bit little-endian floats.
[[nodiscard]] std::string toFloats(const StereoAudio& audio);

}  // namespace amuse::media
