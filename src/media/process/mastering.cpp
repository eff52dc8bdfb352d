#include "media/process/mastering.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <thread>
#include <utility>

#include "media/process/loudness.h"

namespace amuse::media {
namespace {

constexpr double kLookAheadSeconds = 0.005, kReleaseSeconds = 0.12;
constexpr double kMostLimitedDb = 9;
constexpr double kToleranceLu = 0.05;
constexpr int kMostRounds = 4;
/// A changing gain moves peaks between samples a little; the limiter aims this much lower.
constexpr double kCeilingMarginDb = 0.1;
/// Below this share of the highest sample no peak is looked for between samples: the limiter takes off at most 9 dB, a
/// ratio of 2.8, and between samples the waveform may rise somewhat above them, not to twice their height.
constexpr float kPeakFloor = 0.17f;

/// Every entry's minimum over itself and the following `window - 1`, in place. A window that begins in one stretch of
/// `window` entries ends in the next: it is the lesser of two running minima, one from each side of their border.
/// Source: van Herk, "A fast algorithm for local minimum and maximum filters", Pattern Recognition Letters 13 (1992).
void slideMinimum(std::span<float> values, std::size_t window) {
  std::vector<float> ahead(window);
  for (std::size_t start = 0; start < values.size(); start += window) {
    const std::size_t border = std::min(start + window, values.size());
    const auto next = values.subspan(border, std::min(window, values.size() - border));
    std::partial_sum(next.begin(), next.end(), ahead.begin(), [](float a, float b) { return std::min(a, b); });
    for (std::size_t i = border - 1; i-- > start;) values[i] = std::min(values[i], values[i + 1]);
    if (next.empty()) return;
    for (std::size_t i = start + 1; i < border; ++i) {
      values[i] = std::min(values[i], ahead[std::min(i - start, next.size()) - 1]);
    }
  }
}

/// Lets the gain fall at once and rise slowly, in place.
void slowRelease(std::vector<float>& gains, int sampleRateHz) {
  const double step = 1 - std::exp(-1 / (kReleaseSeconds * sampleRateHz));
  double held = 1;
  for (float& gain : gains) {
    held = std::min(static_cast<double>(gain), held + (1 - held) * step);
    gain = static_cast<float>(held);
  }
}

/// Every entry's mean over itself and the `window - 1` before, in place; what lies before the start is as the first.
void slideMean(std::vector<float>& gains, std::size_t window) {
  std::vector<float> past(window, gains.front());
  const double share = 1 / static_cast<double>(window);
  double sum = static_cast<double>(window) * static_cast<double>(gains.front());
  for (std::size_t i = 0, turn = 0; i < gains.size(); ++i, turn = turn + 1 == window ? 0 : turn + 1) {
    sum += static_cast<double>(gains[i]) - static_cast<double>(past[turn]);
    past[turn] = gains[i];
    gains[i] = static_cast<float>(sum * share);
  }
}

void apply(StereoAudio& audio, double drive, std::span<const float> gains) {
  const auto applyTo = [&](std::vector<float>& channel) {
    const auto level = static_cast<float>(drive);
    for (std::size_t i = 0; i < gains.size(); ++i) channel[i] *= level * gains[i];
  };
  const std::jthread other([&] { applyTo(audio.left); });
  applyTo(audio.right);
}

void scale(StereoAudio& audio, double ratio) {
  for (auto* channel : {&audio.left, &audio.right}) {
    for (float& sample : *channel) sample *= static_cast<float>(ratio);
  }
}

/// Drives sound into the limiter until its loudness is right, in place. Limiting takes loudness away, so a few rounds
/// are needed; `mostDrive` bounds what the limiter may take off. `peaks` are the sound's true peaks.
MasteringReport limitTo(StereoAudio& audio, const std::vector<float>& peaks, double targetLufs, double drive,
                        double mostDrive) {
  const double ceiling = fromDecibels(kTruePeakCeilingDb - kCeilingMarginDb);
  drive = std::min(drive, mostDrive);
  MasteringReport report;
  std::vector<float> gains;
  for (int round = 0;; ++round) {
    gains = limiterGains(peaks, drive, ceiling, audio.sampleRateHz, std::move(gains));
    report.loudnessLufs = integratedLoudness(audio, gains) + toDecibels(drive);
    const double missing = targetLufs - report.loudnessLufs;
    if (std::abs(missing) <= kToleranceLu || (missing > 0 && drive >= mostDrive) || round + 1 == kMostRounds) break;
    drive = std::min(drive * fromDecibels(missing), mostDrive);
  }
  report.limitedDb = -toDecibels(static_cast<double>(*std::min_element(gains.begin(), gains.end())));
  apply(audio, drive, gains);
  const double highest = truePeak(audio);
  const double over = std::max(1.0, highest / fromDecibels(kTruePeakCeilingDb));
  if (over > 1) scale(audio, 1 / over);
  report.loudnessLufs -= toDecibels(over);
  report.truePeakDb = toDecibels(highest / over);
  return report;
}

}  // namespace

std::vector<float> limiterGains(const std::vector<float>& peaks, double drive, double ceiling, int sampleRateHz,
                                std::vector<float> room) {
  std::vector<float> gains = std::move(room);
  gains.resize(peaks.size());
  const auto highest = static_cast<float>(ceiling / drive);
  bool anyAbove = false;
  for (std::size_t i = 0; i < peaks.size(); ++i) {
    gains[i] = std::min(1.0f, highest / std::max(peaks[i], highest));
    anyAbove |= peaks[i] > highest;
  }
  if (!anyAbove) return gains;
  // The mean of minima that all look far enough ahead to see a peak is itself low enough for that peak.
  const auto window = std::max<std::size_t>(2, toFrames(kLookAheadSeconds, sampleRateHz));
  slideMinimum(gains, window);
  slowRelease(gains, sampleRateHz);
  slideMean(gains, window);
  return gains;
}

MasteringReport master(StereoAudio& audio, double targetLufs) {
  const double raw = integratedLoudness(audio);
  const auto peaks = truePeaks(audio, kPeakFloor * samplePeak(audio));
  const double highest = peaks.empty() ? 0 : static_cast<double>(*std::max_element(peaks.begin(), peaks.end()));
  if (raw <= kSilenceLufs || highest <= 0) return {raw, toDecibels(highest), 0};
  const double ceiling = fromDecibels(kTruePeakCeilingDb - kCeilingMarginDb);
  const double drive = fromDecibels(targetLufs - raw);
  if (drive * highest <= ceiling) {
    scale(audio, drive);
    return {targetLufs, toDecibels(drive * highest), 0};
  }
  return limitTo(audio, peaks, targetLufs, drive, ceiling * fromDecibels(kMostLimitedDb) / highest);
}

}  // namespace amuse::media
