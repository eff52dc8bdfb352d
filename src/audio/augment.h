#pragma once

#include <cstdint>

#include "base/audio_buffer.h"

/// Variations of a recording, so that a recogniser learns what stays the same.
namespace amuse::audio {

/// Another take of the same sound: up to an eighth of an octave faster or slower, sometimes with noise 25 to 50 dB
/// below full scale, brighter or darker, or with a part cut away. The same seed gives the same take.
[[nodiscard]] MonoAudio varied(const MonoAudio& audio, std::uint64_t seed);

}  // namespace amuse::audio
