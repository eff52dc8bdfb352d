#include "audio/augment.h"

#include <algorithm>
#include <cmath>

#include "base/random.h"

namespace amuse::audio {
namespace {

/// Faster raises the pitch as a tape does.
std::vector<float> resampled(const std::vector<float>& from, double speed) {
  std::vector<float> to(static_cast<std::size_t>(static_cast<double>(from.size()) / speed));
  for (std::size_t i = 0; i < to.size(); ++i) {
    const double at = static_cast<double>(i) * speed;
    const auto low = static_cast<std::size_t>(at);
    const auto part = static_cast<float>(at - static_cast<double>(low));
    const float a = low < from.size() ? from[low] : 0, b = low + 1 < from.size() ? from[low + 1] : 0;
    to[i] = a + (b - a) * part;
  }
  return to;
}

void addNoise(std::vector<float>& samples, Random& random) {
  const double gain = std::pow(10, -random.uniform(25, 50) / 20), dullness = random.uniform(0.05, 1);
  double noise = 0;
  for (float& sample : samples) {
    noise += dullness * (random.uniform() - 0.5 - noise);
    sample += static_cast<float>(gain * noise);
  }
}

void tilt(std::vector<float>& samples, double amount) {
  float last = 0;
  for (float& sample : samples) {
    const float now = sample;
    sample = now + static_cast<float>(amount) * last;
    last = now;
  }
}

/// Keeps a part; not one that has nothing in it.
void crop(std::vector<float>& samples, Random& random) {
  const auto length = static_cast<std::size_t>(static_cast<double>(samples.size()) * random.uniform(0.6, 1));
  const auto first = samples.begin() + static_cast<std::ptrdiff_t>(random.below(samples.size() - length + 1));
  const std::vector<float> part(first, first + static_cast<std::ptrdiff_t>(length));
  if (std::any_of(part.begin(), part.end(), [](float s) { return std::abs(s) > 0.01f; })) samples = part;
}

}  // namespace

MonoAudio varied(const MonoAudio& audio, std::uint64_t seed) {
  Random random(seed);
  MonoAudio out{resampled(audio.samples, std::exp(random.uniform(-0.12, 0.12))), audio.sampleRateHz};
  if (random.chance(0.5)) addNoise(out.samples, random);
  if (random.chance(0.5)) tilt(out.samples, random.uniform(-0.4, 0.4));
  if (random.chance(0.7)) crop(out.samples, random);
  return out;
}

}  // namespace amuse::audio
