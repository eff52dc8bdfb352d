#include "media/process/loudness.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>
#include <thread>

namespace amuse::media {
namespace {

constexpr double kAbsoluteGateLufs = -70, kRelativeGateLu = -10;
constexpr int kStepsPerBlock = 4;  ///< A 400 ms block moves on by 100 ms.

struct BiquadState {
  double z1 = 0, z2 = 0;
  double step(const Biquad& c, double x) noexcept {
    const double y = c.b0 * x + z1;
    z1 = c.b1 * x - c.a1 * y + z2;
    z2 = c.b2 * x - c.a2 * y;
    return y;
  }
};

/// The K-weighted energy of every 100 ms of one channel; `gains` is empty or as long as the channel.
std::vector<double> stepEnergies(std::span<const float> samples, std::span<const float> gains, int sampleRateHz) {
  const auto stages = kWeighting(sampleRateHz);
  const auto stepFrames = static_cast<std::size_t>(sampleRateHz / 10);
  std::array<BiquadState, 2> state;
  std::vector<double> energies(samples.size() / stepFrames);
  for (std::size_t step = 0; step < energies.size(); ++step) {
    double sum = 0;
    for (std::size_t i = step * stepFrames; i < (step + 1) * stepFrames; ++i) {
      const float sample = gains.empty() ? samples[i] : samples[i] * gains[i];
      const double weighted = state[1].step(stages[1], state[0].step(stages[0], static_cast<double>(sample)));
      sum += weighted * weighted;
    }
    energies[step] = sum / static_cast<double>(stepFrames);
  }
  return energies;
}

/// The same of both channels, each on a thread of its own, added (their weights are 1).
std::vector<double> stepEnergies(const StereoAudio& audio, std::span<const float> gains) {
  std::vector<double> left, right;
  {
    const std::jthread other([&] { right = stepEnergies(audio.right, gains, audio.sampleRateHz); });
    left = stepEnergies(audio.left, gains, audio.sampleRateHz);
  }
  for (std::size_t step = 0; step < left.size(); ++step) left[step] += right[step];
  return left;
}

double toLufs(double meanSquare) { return -0.691 + 10 * std::log10(std::max(meanSquare, 1e-20)); }

/// The mean of the blocks above a gate; 0 when there is none.
double gatedMean(std::span<const double> blocks, double gateLufs) {
  double sum = 0;
  std::size_t count = 0;
  for (const double block : blocks) {
    if (toLufs(block) <= gateLufs) continue;
    sum += block;
    ++count;
  }
  return count == 0 ? 0 : sum / static_cast<double>(count);
}

constexpr std::size_t kTapsBefore = 6, kTaps = 12;

/// Weights for the points a quarter, a half and three quarters past a sample: a sinc under a Kaiser window (beta 5).
std::array<std::array<float, kTaps>, 3> makeInterpolator() {
  const auto besselI0 = [](double x) {
    double sum = 1, term = 1;
    for (int k = 1; k < 25; ++k) sum += term *= (x / (2 * k)) * (x / (2 * k));
    return sum;
  };
  std::array<std::array<float, kTaps>, 3> phases{};
  for (std::size_t phase = 0; phase < 3; ++phase) {
    std::array<double, kTaps> weights{};
    double sum = 0;
    for (std::size_t tap = 0; tap < kTaps; ++tap) {
      const double distance = static_cast<double>(tap) - (kTapsBefore - 1) - 0.25 * static_cast<double>(phase + 1);
      const double edge = distance / 6.0;
      const double x = std::numbers::pi * distance;
      weights[tap] = std::sin(x) / x * besselI0(5 * std::sqrt(std::max(0.0, 1 - edge * edge))) / besselI0(5);
      sum += weights[tap];
    }
    for (std::size_t tap = 0; tap < kTaps; ++tap) phases[phase][tap] = static_cast<float>(weights[tap] / sum);
  }
  return phases;
}

constexpr std::size_t kPeakBlock = 64;

/// Raises `peaks` to the interpolated height of one channel, over at most kPeakBlock samples from `from` on. Loops of a
/// fixed length over samples, not taps: the compiler makes them wide.
void raisePeaks(std::span<const float> samples, std::size_t from, std::size_t to, std::vector<float>& peaks) {
  static const auto phases = makeInterpolator();
  std::array<float, kPeakBlock + kTaps> near{};
  for (std::size_t k = 0; k < near.size(); ++k) {
    const std::size_t at = from + k + 1;  // Shifted by kTapsBefore to stay unsigned.
    if (at >= kTapsBefore && at - kTapsBefore < samples.size()) near[k] = samples[at - kTapsBefore];
  }
  for (const auto& weights : phases) {
    std::array<float, kPeakBlock> values{};
    for (std::size_t tap = 0; tap < kTaps; ++tap) {
      for (std::size_t i = 0; i < kPeakBlock; ++i) values[i] += weights[tap] * near[i + tap];
    }
    for (std::size_t i = from; i < to; ++i) peaks[i] = std::max(peaks[i], std::abs(values[i - from]));
  }
}

struct FrameRange {
  std::size_t from, to;
};

/// The peaks of a range of frames, block by block, with what lies between the samples unless a block and both its
/// neighbours stay below `floor`. `range.from` is a multiple of kPeakBlock.
void findPeaks(const StereoAudio& audio, FrameRange range, float floor, std::vector<float>& peaks) {
  const std::size_t frames = peaks.size();
  const auto highestOf = [&](std::size_t start) {
    float highest = 0;
    for (std::size_t i = start; i < std::min(start + kPeakBlock, frames); ++i)
      highest = std::max({highest, std::abs(audio.left[i]), std::abs(audio.right[i])});
    return highest;
  };
  float before = range.from >= kPeakBlock ? highestOf(range.from - kPeakBlock) : 0, here = highestOf(range.from);
  for (std::size_t start = range.from; start < range.to; start += kPeakBlock) {
    const std::size_t end = std::min(start + kPeakBlock, range.to);
    const float after = highestOf(start + kPeakBlock);
    for (std::size_t i = start; i < end; ++i) peaks[i] = std::max(std::abs(audio.left[i]), std::abs(audio.right[i]));
    if (std::max({before, here, after}) >= floor) {
      raisePeaks(audio.left, start, end, peaks);
      raisePeaks(audio.right, start, end, peaks);
    }
    before = here;
    here = after;
  }
}

}  // namespace

std::array<Biquad, 2> kWeighting(int sampleRateHz) noexcept {
  // Source: the analogue parameters of the BS.1770 filters as found by De Man, "Evaluation of implementations of the
  // EBU R128 loudness measurement", AES Convention 145 (2018), e-Brief 475; they reproduce BS.1770-4 tables 1 and 2.
  constexpr double kShelfHz = 1681.974450955533, kShelfDb = 3.999843853973347, kShelfQ = 0.7071752369554196;
  constexpr double kHighPassHz = 38.13547087602444, kHighPassQ = 0.5003270373238773;
  double k = std::tan(std::numbers::pi * kShelfHz / sampleRateHz);
  const double vh = std::pow(10.0, kShelfDb / 20), vb = std::pow(vh, 0.4996667741545416);
  double a0 = 1 + k / kShelfQ + k * k;
  const Biquad shelf{(vh + vb * k / kShelfQ + k * k) / a0, 2 * (k * k - vh) / a0, (vh - vb * k / kShelfQ + k * k) / a0,
                     2 * (k * k - 1) / a0, (1 - k / kShelfQ + k * k) / a0};
  k = std::tan(std::numbers::pi * kHighPassHz / sampleRateHz);
  a0 = 1 + k / kHighPassQ + k * k;
  // Table 2 leaves the numerator at 1, -2, 1 instead of dividing it by a0.
  return {shelf, Biquad{1, -2, 1, 2 * (k * k - 1) / a0, (1 - k / kHighPassQ + k * k) / a0}};
}

double integratedLoudness(const StereoAudio& audio, std::span<const float> gains) {
  const auto steps = stepEnergies(audio, gains);
  std::vector<double> blocks;
  for (std::size_t i = 0; i + kStepsPerBlock <= steps.size(); ++i) {
    blocks.push_back((steps[i] + steps[i + 1] + steps[i + 2] + steps[i + 3]) / kStepsPerBlock);
  }
  const double loud = gatedMean(blocks, kAbsoluteGateLufs);
  if (loud <= 0) return kSilenceLufs;
  return toLufs(gatedMean(blocks, std::max(kAbsoluteGateLufs, toLufs(loud) + kRelativeGateLu)));
}

std::vector<float> truePeaks(const StereoAudio& audio, float floor) {
  std::vector<float> peaks(audio.left.size());
  // Each half on a thread of its own: what is read is not what is written.
  const std::size_t middle = peaks.size() / (2 * kPeakBlock) * kPeakBlock;
  {
    const std::jthread other([&] { findPeaks(audio, {0, middle}, floor, peaks); });
    findPeaks(audio, {middle, peaks.size()}, floor, peaks);
  }
  return peaks;
}

float samplePeak(const StereoAudio& audio) noexcept {
  float highest = 0;
  for (const auto* channel : {&audio.left, &audio.right}) {
    for (const float sample : *channel) highest = std::max(highest, std::abs(sample));
  }
  return highest;
}

double truePeak(const StereoAudio& audio) {
  const float highest = samplePeak(audio);
  if (highest <= 0) return 0;
  // Between samples the waveform may rise somewhat above them, not to twice their height.
  const auto peaks = truePeaks(audio, 0.5f * highest);
  return static_cast<double>(*std::max_element(peaks.begin(), peaks.end()));
}

double toDecibels(double ratio) noexcept { return 20 * std::log10(std::max(ratio, 1e-5)); }
double fromDecibels(double decibels) noexcept { return std::pow(10.0, decibels / 20); }

}  // namespace amuse::media
