#include "base/audio_buffer.h"

#include <algorithm>

namespace amuse {
namespace {
double secondsOf(std::size_t samples, int sampleRateHz) noexcept {
  return sampleRateHz > 0 ? static_cast<double>(samples) / sampleRateHz : 0;
}
}  // namespace

double MonoAudio::durationSeconds() const noexcept { return secondsOf(samples.size(), sampleRateHz); }
double StereoAudio::durationSeconds() const noexcept { return secondsOf(left.size(), sampleRateHz); }

MonoAudio toMono(const StereoAudio& audio) {
  MonoAudio mono;
  mono.sampleRateHz = audio.sampleRateHz;
  mono.samples.resize(std::min(audio.left.size(), audio.right.size()));
  for (std::size_t i = 0; i < mono.samples.size(); ++i) mono.samples[i] = 0.5f * (audio.left[i] + audio.right[i]);
  return mono;
}

}  // namespace amuse
