#include <algorithm>
#include <cmath>
#include <numbers>

#include "arrange.h"

namespace amuse::train {
namespace {

/// Second-order Butterworth, high-pass or low-pass, in place. Source: Bristow-Johnson, Audio EQ Cookbook.
void filter(std::vector<float>& samples, double hertz, int rateHz, bool isHighPass) {
  const double w = 2 * std::numbers::pi * hertz / rateHz, cosine = std::cos(w),
               alpha = std::sin(w) / std::numbers::sqrt2;
  const double a0 = 1 + alpha, a1 = -2 * cosine / a0, a2 = (1 - alpha) / a0;
  const double b0 = (isHighPass ? 1 + cosine : 1 - cosine) / 2 / a0, b1 = (isHighPass ? -2 : 2) * b0;
  double x1 = 0, x2 = 0, y1 = 0, y2 = 0;
  for (float& s : samples) {
    const double y = b0 * s + b1 * x1 + b0 * x2 - a1 * y1 - a2 * y2;
    x2 = x1, x1 = s, y2 = y1, y1 = y;
    s = static_cast<float>(y);
  }
}

double powerOf(const std::vector<float>& samples) {
  double sum = 1e-12;
  for (const float s : samples) sum += static_cast<double>(s) * s;
  return sum / static_cast<double>(std::max<std::size_t>(1, samples.size()));
}

void addNoise(std::vector<float>& samples, double noiseDb, double colour, Random& random) {
  std::vector<float> noise(samples.size());
  double state = 0;
  for (float& n : noise) {
    state = colour * 0.98 * state + random.uniform(-1, 1);
    n = static_cast<float>(state);
  }
  const double factor = std::sqrt(powerOf(samples) / powerOf(noise) * std::pow(10, noiseDb / 10));
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] += static_cast<float>(factor * noise[i]);
}

}  // namespace

Spoiling anySpoiling(Random& random) {
  Spoiling how;
  if (random.chance(0.4)) return how;
  if (random.chance(0.5)) how.noiseDb = random.uniform(-45, -8), how.noiseColour = random.uniform(0, 1);
  if (random.chance(0.2))
    how.lowHz = random.uniform(200, 350), how.highHz = random.uniform(3000, 4000);
  else if (random.chance(0.4))
    how.lowHz = random.uniform(20, 120), how.highHz = random.uniform(4000, 10000);
  if (random.chance(0.3)) how.drive = random.uniform();
  if (random.chance(0.3)) how.echo = random.uniform(0.1, 0.6), how.echoSeconds = random.uniform(0.01, 0.08);
  return how;
}

MonoAudio spoilt(MonoAudio audio, const Spoiling& how, Random& random) {
  auto& samples = audio.samples;
  if (how.echo > 0) {
    const auto delay = std::max<std::size_t>(1, toFrames(how.echoSeconds, audio.sampleRateHz));
    for (std::size_t i = delay; i < samples.size(); ++i)
      samples[i] += static_cast<float>(how.echo) * 0.7f * samples[i - delay];
  }
  if (how.drive > 0) {
    const double unit = std::sqrt(powerOf(samples)), push = (0.3 + 2 * how.drive) / unit;
    for (float& s : samples) s = static_cast<float>(std::tanh(s * push));
  }
  if (how.lowHz > 0) filter(samples, how.lowHz, audio.sampleRateHz, true);
  if (how.highHz < 0.45 * audio.sampleRateHz) filter(samples, how.highHz, audio.sampleRateHz, false);
  if (how.noiseDb > -90) addNoise(samples, how.noiseDb, how.noiseColour, random);
  float loudest = 1e-6f;
  for (const float s : samples) loudest = std::max(loudest, std::abs(s));
  for (float& s : samples) s *= 0.9f / loudest;
  return audio;
}

}  // namespace amuse::train
