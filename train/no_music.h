#pragma once

#include "base/audio_buffer.h"
#include "base/random.h"

/// Sounds without chords and beats, so that the recogniser learns to say so.
namespace amuse::train {

/// Hiss, rumble, knocks, hums that swell, voices that glide from syllable to syllable, or some of them together.
[[nodiscard]] MonoAudio makeNoMusic(Random& random, double seconds, int sampleRateHz);

}  // namespace amuse::train
