#include "media/process/mastering.h"

#include <algorithm>
#include <cmath>
#include <deque>

#include "media/process/loudness.h"

namespace amuse::media {
namespace {

constexpr double kLookAheadSeconds = 0.005, kReleaseSeconds = 0.12;
constexpr double kMostLimitedDb = 9;
constexpr double kToleranceLu = 0.05;
constexpr int kMostRounds = 4;
/// A changing gain moves peaks between samples a little; the limiter aims this much lower.
constexpr double kCeilingMarginDb = 0.1;

/// Every entry's minimum over itself and the following `window - 1`, in place.
void slideMinimum(std::vector<float>& values, std::size_t window) {
  struct Candidate {
    std::size_t index;
    float value;
  };
  std::deque<Candidate> candidates;  // Values fall from back to front: the front is the minimum.
  for (std::size_t i = values.size(); i-- > 0;) {
    if (!candidates.empty() && candidates.front().index >= i + window) candidates.pop_front();
    while (!candidates.empty() && candidates.back().value >= values[i]) candidates.pop_back();
    candidates.push_back({i, values[i]});
    values[i] = candidates.front().value;
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
  double sum = static_cast<double>(window) * static_cast<double>(gains.front());
  for (std::size_t i = 0; i < gains.size(); ++i) {
    float& oldest = past[i % window];
    sum += static_cast<double>(gains[i]) - static_cast<double>(oldest);
    oldest = gains[i];
    gains[i] = static_cast<float>(sum / static_cast<double>(window));
  }
}

StereoAudio withGains(const StereoAudio& audio, double drive, const std::vector<float>& gains) {
  StereoAudio out{std::vector<float>(audio.left.size()), std::vector<float>(audio.left.size()), audio.sampleRateHz};
  const auto level = static_cast<float>(drive);
  for (std::size_t i = 0; i < gains.size(); ++i) {
    out.left[i] = audio.left[i] * level * gains[i];
    out.right[i] = audio.right[i] * level * gains[i];
  }
  return out;
}

void scale(StereoAudio& audio, double ratio) {
  for (auto* channel : {&audio.left, &audio.right}) {
    for (float& sample : *channel) sample *= static_cast<float>(ratio);
  }
}

/// Drives sound into the limiter until its loudness is right, in place. Limiting takes loudness away, so a few rounds
/// are needed; `mostDrive` bounds what the limiter may take off.
MasteringReport limitTo(StereoAudio& audio, double targetLufs, double drive, double mostDrive) {
  const double ceiling = fromDecibels(kTruePeakCeilingDb - kCeilingMarginDb);
  drive = std::min(drive, mostDrive);
  const auto peaks = truePeaks(audio, static_cast<float>(0.5 * ceiling / mostDrive));
  MasteringReport report;
  StereoAudio finished;
  for (int round = 0; round < kMostRounds; ++round) {
    const auto gains = limiterGains(peaks, drive, ceiling, audio.sampleRateHz);
    finished = withGains(audio, drive, gains);
    report.loudnessLufs = integratedLoudness(finished);
    report.limitedDb = -toDecibels(static_cast<double>(*std::min_element(gains.begin(), gains.end())));
    const double missing = targetLufs - report.loudnessLufs;
    if (std::abs(missing) <= kToleranceLu || (missing > 0 && drive >= mostDrive)) break;
    drive = std::min(drive * fromDecibels(missing), mostDrive);
  }
  const double highest = truePeak(finished);
  const double over = std::max(1.0, highest / fromDecibels(kTruePeakCeilingDb));
  if (over > 1) scale(finished, 1 / over);
  report.loudnessLufs -= toDecibels(over);
  report.truePeakDb = toDecibels(highest / over);
  audio = std::move(finished);
  return report;
}

}  // namespace

std::vector<float> limiterGains(const std::vector<float>& peaks, double drive, double ceiling, int sampleRateHz) {
  std::vector<float> gains(peaks.size());
  const auto room = static_cast<float>(ceiling / drive);
  bool anyAbove = false;
  for (std::size_t i = 0; i < peaks.size(); ++i) {
    gains[i] = peaks[i] > room ? room / peaks[i] : 1.0f;
    anyAbove = anyAbove || peaks[i] > room;
  }
  if (!anyAbove) return gains;
  // The mean of minima that all look far enough ahead to see a peak is itself low enough for that peak.
  const auto window = std::max<std::size_t>(2, static_cast<std::size_t>(kLookAheadSeconds * sampleRateHz));
  slideMinimum(gains, window);
  slowRelease(gains, sampleRateHz);
  slideMean(gains, window);
  return gains;
}

MasteringReport master(StereoAudio& audio, double targetLufs) {
  const double raw = integratedLoudness(audio);
  const double highest = truePeak(audio);
  if (raw <= kSilenceLufs || highest <= 0) return {raw, toDecibels(highest), 0};
  const double ceiling = fromDecibels(kTruePeakCeilingDb - kCeilingMarginDb);
  const double drive = fromDecibels(targetLufs - raw);
  if (drive * highest <= ceiling) {
    scale(audio, drive);
    return {targetLufs, toDecibels(drive * highest), 0};
  }
  return limitTo(audio, targetLufs, drive, ceiling * fromDecibels(kMostLimitedDb) / highest);
}

}  // namespace amuse::media
