#include "no_music.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace amuse::train {
namespace {

/// Coloured noise that swells and sinks.
void addHiss(MonoAudio& audio, Random& random) {
  const double colour = random.uniform(0, 0.99), loud = random.uniform(0.02, 0.4) * (1 - colour);
  double state = 0, level = 1;
  for (float& s : audio.samples) {
    level = std::clamp(level + 0.001 * random.normal(), 0.1, 1.5);
    state = colour * state + random.uniform(-1, 1);
    s += static_cast<float>(loud * level * state);
  }
}

/// Short noises at random times.
void addKnocks(MonoAudio& audio, Random& random) {
  const double perSecond = random.uniform(0.5, 8), decay = random.uniform(20, 300);
  double level = 0;
  for (float& s : audio.samples) {
    if (random.chance(perSecond / audio.sampleRateHz)) level = random.uniform(0.1, 0.6);
    level *= 1 - decay / audio.sampleRateHz;
    s += static_cast<float>(level * random.uniform(-1, 1));
  }
}

/// Syllables: a glottal buzz whose pitch glides, through two resonances that move, with hisses and pauses between.
void addVoice(MonoAudio& audio, Random& random) {
  const double middle = random.uniform(85, 260);
  double phase = 0;
  for (std::size_t at = 0; at < audio.samples.size();) {
    const std::size_t length = toFrames(random.uniform(0.08, 0.35), audio.sampleRateHz);
    const double from = middle * std::exp2(0.25 * random.normal()), to = from * std::exp2(0.2 * random.normal());
    const double f1 = random.uniform(300, 900), f2 = random.uniform(900, 2500), loud = random.uniform(0.05, 0.3);
    const bool isVoiced = random.chance(0.75), isPause = random.chance(0.15);
    for (std::size_t i = 0; i < length && at + i < audio.samples.size() && !isPause; ++i) {
      const double part = static_cast<double>(i) / static_cast<double>(length);
      const double hertz = from + (to - from) * part;
      phase += hertz / audio.sampleRateHz;
      double value = isVoiced ? 0 : 0.3 * random.uniform(-1, 1);
      for (int k = 1; isVoiced && k <= 20; ++k) {
        const double near1 = (hertz * k - f1) / 150, near2 = (hertz * k - f2) / 250;
        value +=
            (1 / (1 + near1 * near1) + 0.6 / (1 + near2 * near2) + 0.05) * std::sin(2 * std::numbers::pi * k * phase);
      }
      audio.samples[at + i] += static_cast<float>(loud * std::sin(std::numbers::pi * part) * value);
    }
    at += std::max<std::size_t>(1, length);
  }
}

/// An engine: a low tone with overtones whose speed wanders.
void addHum(MonoAudio& audio, Random& random) {
  double hertz = random.uniform(30, 200), phase = 0;
  const double loud = random.uniform(0.02, 0.15);
  for (float& s : audio.samples) {
    hertz = std::clamp(hertz * (1 + 3e-5 * random.normal()), 25.0, 400.0);
    phase += hertz / audio.sampleRateHz;
    for (int k = 1; k <= 6; ++k) s += static_cast<float>(loud / k * std::sin(2 * std::numbers::pi * k * phase));
  }
}

}  // namespace

MonoAudio makeNoMusic(Random& random, double seconds, int sampleRateHz) {
  MonoAudio audio{std::vector<float>(toFrames(seconds, sampleRateHz)), sampleRateHz};
  const std::size_t kind = random.below(4);
  if (kind == 0 || random.chance(0.4)) addHiss(audio, random);
  if (kind == 1 || random.chance(0.2)) addKnocks(audio, random);
  if (kind == 2 || random.chance(0.2)) addVoice(audio, random);
  if (kind == 3) addHum(audio, random);
  for (float& s : audio.samples) s = std::clamp(s, -1.0f, 1.0f);
  return audio;
}

}  // namespace amuse::train
