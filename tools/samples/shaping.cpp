#include "shaping.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace amuse::samples {
namespace {

float peakOf(const StereoAudio& audio) {
  float peak = 0;
  for (const std::vector<float>* channel : {&audio.left, &audio.right}) {
    for (const float sample : *channel) peak = std::max(peak, std::abs(sample));
  }
  return peak;
}

float levelAt(const StereoAudio& audio, std::size_t i) {
  return std::max(std::abs(audio.left[i]), std::abs(audio.right[i]));
}

void scaleFrame(StereoAudio& audio, std::size_t i, float factor) {
  audio.left[i] *= factor;
  audio.right[i] *= factor;
}

void resize(StereoAudio& audio, std::size_t frames) {
  audio.left.resize(frames);
  audio.right.resize(frames);
}

void fadeOut(StereoAudio& audio, std::size_t frames) {
  const std::size_t size = audio.left.size(), count = std::min(frames, size);
  for (std::size_t i = 0; i < count; ++i) {
    const double angle = std::numbers::pi * static_cast<double>(i + 1) / static_cast<double>(count);
    scaleFrame(audio, size - count + i, static_cast<float>(0.5 + 0.5 * std::cos(angle)));
  }
}

/// Every fourth sample of the mean: enough to compare waves below 5 kHz.
constexpr std::size_t kThinning = 4;
std::vector<float> thinned(const StereoAudio& audio) {
  std::vector<float> wave(audio.left.size() / kThinning);
  for (std::size_t i = 0; i < wave.size(); ++i) {
    float sum = 0;
    for (std::size_t k = 0; k < kThinning; ++k) sum += audio.left[i * kThinning + k] + audio.right[i * kThinning + k];
    wave[i] = sum;
  }
  return wave;
}

double likenessBefore(const std::vector<float>& wave, std::size_t a, std::size_t b, std::size_t window) {
  double cross = 0, powerA = 0, powerB = 0;
  for (std::size_t i = 1; i <= window; ++i) {
    const double x = wave[a - i], y = wave[b - i];
    cross += x * y;
    powerA += x * x;
    powerB += y * y;
  }
  const double power = std::sqrt(powerA * powerB);
  // Ends of different loudness beat; the ratio of their levels counts as well.
  return power > 0 ? cross / power * std::sqrt(std::min(powerA, powerB) / std::max(powerA, powerB)) : 0;
}

}  // namespace

std::size_t framesOf(const StereoAudio& audio, double seconds) {
  return static_cast<std::size_t>(std::lround(seconds * audio.sampleRateHz));
}

void cutBeginning(StereoAudio& audio) {
  const float threshold = peakOf(audio) * 0.00316F;
  const std::size_t size = audio.left.size(), lead = framesOf(audio, 0.001);
  std::size_t onset = 0;
  while (onset < size && levelAt(audio, onset) < threshold) ++onset;
  const std::size_t first = onset > lead ? onset - lead : 0;
  for (std::vector<float>* channel : {&audio.left, &audio.right}) {
    channel->erase(channel->begin(), channel->begin() + static_cast<std::ptrdiff_t>(first));
  }
  for (std::size_t i = 0; i < std::min(lead, audio.left.size()); ++i) {
    scaleFrame(audio, i, static_cast<float>(i) / static_cast<float>(lead));
  }
}

void cutEnd(StereoAudio& audio, double seconds) {
  const float threshold = peakOf(audio) * 0.001F;
  std::size_t end = audio.left.size();
  while (end > 0 && levelAt(audio, end - 1) < threshold) --end;
  const std::size_t most = framesOf(audio, seconds);
  const bool cutShort = end > most;
  resize(audio, std::min(end, most));
  fadeOut(audio, cutShort ? std::max(most / 4, framesOf(audio, 0.01)) : framesOf(audio, 0.01));
}

void foldToMono(StereoAudio& audio) {
  double cross = 0, left = 0, right = 0;
  for (std::size_t i = 0; i < audio.left.size(); ++i) {
    cross += static_cast<double>(audio.left[i]) * audio.right[i];
    left += static_cast<double>(audio.left[i]) * audio.left[i];
    right += static_cast<double>(audio.right[i]) * audio.right[i];
  }
  // The louder channel alone stands for both by its power, so that folding doesn't change the level.
  const bool agree = cross > 0.5 * std::sqrt(left * right);
  const std::vector<float>& louder = left >= right ? audio.left : audio.right;
  const auto factor = static_cast<float>(std::sqrt((left + right) / std::max(2 * std::max(left, right), 1e-20)));
  for (std::size_t i = 0; i < audio.left.size(); ++i) {
    const float value = agree ? 0.5F * (audio.left[i] + audio.right[i]) : factor * louder[i];
    audio.left[i] = audio.right[i] = value;
  }
}

double normalise(StereoAudio& audio) {
  constexpr double kPeak = 0.891;
  const double peak = peakOf(audio);
  if (peak <= 0) return 0;
  const double factor = kPeak / peak;
  for (std::size_t i = 0; i < audio.left.size(); ++i) scaleFrame(audio, i, static_cast<float>(factor));
  return 1 / factor;
}

std::optional<Loop> findLoop(const StereoAudio& audio) {
  if (audio.durationSeconds() < 0.6) return std::nullopt;
  const std::vector<float> wave = thinned(audio);
  const double rate = static_cast<double>(audio.sampleRateHz) / kThinning;
  const auto window = static_cast<std::size_t>(0.08 * rate),
             shortest = std::max(static_cast<std::size_t>(0.3 * rate), wave.size() * 3 / 10);
  const std::size_t first = std::max(wave.size() * 2 / 5, window),
                    end = wave.size() - static_cast<std::size_t>(0.02 * rate);
  std::vector<double> likeness;
  for (std::size_t start = first; start + shortest < end; ++start) {
    likeness.push_back(likenessBefore(wave, start, end, window));
  }
  if (likeness.empty()) return std::nullopt;
  const double best = *std::max_element(likeness.begin(), likeness.end());
  const auto longest = std::find_if(likeness.begin(), likeness.end(), [&](double l) { return l >= best - 0.02; });
  const std::size_t start = first + static_cast<std::size_t>(longest - likeness.begin());
  return Loop{start * kThinning, end * kThinning, *longest};
}

}  // namespace amuse::samples
