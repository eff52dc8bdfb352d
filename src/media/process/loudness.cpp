#include "media/process/loudness.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

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

/// The K-weighted energy of every 100 ms, both channels added (their weights are 1).
std::vector<double> stepEnergies(const StereoAudio& audio) {
  const auto stages = kWeighting(audio.sampleRateHz);
  const auto stepFrames = static_cast<std::size_t>(audio.sampleRateHz / 10);
  std::vector<double> energies;
  std::array<std::array<BiquadState, 2>, 2> state;
  const std::size_t steps = audio.left.size() / stepFrames;
  energies.reserve(steps);
  for (std::size_t step = 0; step < steps; ++step) {
    double sum = 0;
    for (std::size_t i = step * stepFrames; i < (step + 1) * stepFrames; ++i) {
      const double left = state[0][1].step(stages[1], state[0][0].step(stages[0], static_cast<double>(audio.left[i])));
      const double right =
          state[1][1].step(stages[1], state[1][0].step(stages[0], static_cast<double>(audio.right[i])));
      sum += left * left + right * right;
    }
    energies.push_back(sum / static_cast<double>(stepFrames));
  }
  return energies;
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

double integratedLoudness(const StereoAudio& audio) {
  const auto steps = stepEnergies(audio);
  std::vector<double> blocks;
  for (std::size_t i = 0; i + kStepsPerBlock <= steps.size(); ++i) {
    blocks.push_back((steps[i] + steps[i + 1] + steps[i + 2] + steps[i + 3]) / kStepsPerBlock);
  }
  const double loud = gatedMean(blocks, kAbsoluteGateLufs);
  if (loud <= 0) return kSilenceLufs;
  return toLufs(gatedMean(blocks, std::max(kAbsoluteGateLufs, toLufs(loud) + kRelativeGateLu)));
}

std::vector<float> truePeaks(const StereoAudio& audio, float floor) {
  constexpr std::size_t kBlock = kPeakBlock;
  const std::size_t frames = audio.left.size();
  std::vector<float> peaks(frames);
  for (std::size_t i = 0; i < frames; ++i) peaks[i] = std::max(std::abs(audio.left[i]), std::abs(audio.right[i]));
  std::vector<float> blockPeaks;
  for (std::size_t start = 0; start < frames; start += kBlock) {
    const auto end = peaks.begin() + static_cast<std::ptrdiff_t>(std::min(start + kBlock, frames));
    blockPeaks.push_back(*std::max_element(peaks.begin() + static_cast<std::ptrdiff_t>(start), end));
  }
  for (std::size_t block = 0; block < blockPeaks.size(); ++block) {
    float near = blockPeaks[block];
    if (block > 0) near = std::max(near, blockPeaks[block - 1]);
    if (block + 1 < blockPeaks.size()) near = std::max(near, blockPeaks[block + 1]);
    if (near < floor) continue;
    const std::size_t start = block * kBlock, end = std::min(start + kBlock, frames);
    raisePeaks(audio.left, start, end, peaks);
    raisePeaks(audio.right, start, end, peaks);
  }
  return peaks;
}

double truePeak(const StereoAudio& audio) {
  float highest = 0;
  for (const auto* channel : {&audio.left, &audio.right}) {
    for (const float sample : *channel) highest = std::max(highest, std::abs(sample));
  }
  if (highest <= 0) return 0;
  // Between samples the waveform may rise somewhat above them, not to twice their height.
  const auto peaks = truePeaks(audio, 0.5f * highest);
  return static_cast<double>(*std::max_element(peaks.begin(), peaks.end()));
}

double toDecibels(double ratio) noexcept { return 20 * std::log10(std::max(ratio, 1e-5)); }
double fromDecibels(double decibels) noexcept { return std::pow(10.0, decibels / 20); }

}  // namespace amuse::media
