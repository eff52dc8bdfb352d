#include "transcribe/log_spectrum.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "audio/fft.h"
#include "transcribe/transcription.h"

namespace amuse::transcribe {
namespace {

constexpr std::size_t kHighWindow = 8192, kLowWindow = 2048, kDecimation = 8, kDecimationTaps = 97;
/// Pitches below are read from the slower samples and the longer window.
constexpr double kLowestHighPitch = 57;
constexpr std::size_t kTuningEvery = 4, kFramesBetweenReports = 64;
/// Quietest mean bin that counts as sound, and how the logarithm bends: 5 times the mean bin is about half way up.
constexpr double kQuietestLevel = 1.8e-4, kActiveShare = 0.05, kBend = 5, kTop = 5.5;

double pitchHz(double pitch, double tuningCents) { return 440 * std::exp2((pitch - 69) / 12 + tuningCents / 1200); }

/// Every eighth sample of the sound without what lies above 1.2 kHz.
std::vector<float> slower(const std::vector<float>& samples) {
  std::array<float, kDecimationTaps> taps{};
  constexpr double kMiddle = (kDecimationTaps - 1) / 2.0, kCut = 0.055;
  double sum = 0;
  for (std::size_t i = 0; i < kDecimationTaps; ++i) {
    const double x = static_cast<double>(i) - kMiddle, turn = 2 * std::numbers::pi;
    const double sinc = x == 0 ? 2 * kCut : std::sin(turn * kCut * x) / (std::numbers::pi * x);
    taps[i] = static_cast<float>(sinc * (0.5 + 0.5 * std::cos(turn * x / kDecimationTaps)));
    sum += taps[i];
  }
  std::vector<float> out(samples.size() / kDecimation + 1);
  for (std::size_t o = 0; o < out.size(); ++o) {
    const auto first = static_cast<std::ptrdiff_t>(o * kDecimation) - static_cast<std::ptrdiff_t>(kMiddle);
    const std::size_t begin = first < 0 ? static_cast<std::size_t>(-first) : 0;
    const auto left = static_cast<std::ptrdiff_t>(samples.size()) - first;
    const std::size_t end = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(left, 0, kDecimationTaps));
    float value = 0;
    for (std::size_t i = begin; i < end; ++i) value += taps[i] * samples[static_cast<std::size_t>(first) + i];
    out[o] = value / static_cast<float>(sum);
  }
  return out;
}

/// Windowed power spectra of one signal at any place, scaled so that a sine of amplitude 1 peaks near 1.
class PowerReader final {
 public:
  PowerReader(std::span<const float> samples, std::size_t window)
      : samples_(samples), fft_(window), shape_(audio::hannWindow(window)), piece_(window), power_(fft_.bins()) {
    const auto scale = static_cast<float>(4.0 / static_cast<double>(window));
    for (float& s : shape_) s *= scale;
  }
  std::span<const float> around(std::size_t middle) {
    const std::size_t window = shape_.size();
    const auto start = static_cast<std::ptrdiff_t>(middle) - static_cast<std::ptrdiff_t>(window / 2);
    for (std::size_t i = 0; i < window; ++i) {
      const auto at = start + static_cast<std::ptrdiff_t>(i);
      const bool isInside = at >= 0 && at < static_cast<std::ptrdiff_t>(samples_.size());
      piece_[i] = isInside ? samples_[static_cast<std::size_t>(at)] * shape_[i] : 0.0f;
    }
    fft_.power(piece_, power_);
    return power_;
  }

 private:
  std::span<const float> samples_;
  audio::RealFft fft_;
  std::vector<float> shape_, piece_, power_;
};

/// A bin's share of a spectrum: the first value and the weights from there.
struct PitchKernel {
  std::size_t first = 0;
  std::vector<float> weights;
};

/// A triangle a third of a semitone to both sides, or one spectral value where that is wider.
PitchKernel kernelAt(double hertz, double hertzPerValue) {
  const double middle = hertz / hertzPerValue;
  const double half = std::max(1.0, middle * (std::exp2(1.0 / 36) - 1));
  PitchKernel kernel{static_cast<std::size_t>(std::ceil(middle - half)), {}};
  for (double at = std::ceil(middle - half); at < middle + half; ++at)
    kernel.weights.push_back(static_cast<float>(1 - std::abs(at - middle) / half));
  return kernel;
}

float amplitude(const PitchKernel& kernel, std::span<const float> power) {
  float sum = 0;
  for (std::size_t i = 0; i < kernel.weights.size(); ++i) sum += kernel.weights[i] * power[kernel.first + i];
  return std::sqrt(sum);
}

/// Adds the deviations of a spectrum's peaks from the semitones, as angles.
void addDeviations(std::span<const float> power, double hertzPerValue, double& cosine, double& sine) {
  const auto low = static_cast<std::size_t>(150 / hertzPerValue), high = static_cast<std::size_t>(1500 / hertzPerValue);
  const float least = *std::max_element(power.begin() + static_cast<std::ptrdiff_t>(low),
                                        power.begin() + static_cast<std::ptrdiff_t>(high)) *
                      1e-2f;
  for (std::size_t k = low; k < high; ++k) {
    if (power[k] <= least || power[k] < power[k - 1] || power[k] <= power[k + 1]) continue;
    const double left = std::log(power[k - 1] + 1e-20), top = std::log(power[k] + 1e-20);
    const double right = std::log(power[k + 1] + 1e-20);
    const double shift = 0.5 * (left - right) / (left - 2 * top + right);
    const double pitch = 12 * std::log2((static_cast<double>(k) + shift) * hertzPerValue / 440);
    const double angle = 2 * std::numbers::pi * (pitch - std::round(pitch)), weight = std::sqrt(power[k]);
    cosine += weight * std::cos(angle);
    sine += weight * std::sin(angle);
  }
}

/// From amplitudes to 0..1, by what the sounding frames' mean bin is.
void bend(LogSpectrum& spectrum) {
  auto& bins = spectrum.bins;
  std::vector<double> levels(bins.frames);
  double loudest = 0;
  for (std::size_t f = 0; f < bins.frames; ++f) {
    for (const float a : bins.frame(f)) levels[f] += static_cast<double>(a) / kPitchBins;
    loudest = std::max(loudest, levels[f]);
  }
  double sum = 0, count = 0;
  for (const double level : levels)
    if (level > kActiveShare * loudest) sum += level, count += 1;
  const double mean = count > 0 ? sum / count : 0;
  spectrum.levelDb = mean > 1e-5 ? 20 * std::log10(mean) : -100;
  const auto factor = static_cast<float>(mean > kQuietestLevel ? kBend / mean : 0);
  for (float& value : bins.values) value = std::min(1.0f, std::log1p(factor * value) / static_cast<float>(kTop));
}

}  // namespace

Result<LogSpectrum> findLogSpectrum(const MonoAudio& audio, const std::function<void(double)>& progress,
                                    const std::stop_token& stop) {
  const double highStep = static_cast<double>(kTranscribeRateHz) / kHighWindow;
  const double lowStep = static_cast<double>(kTranscribeRateHz) / kDecimation / kLowWindow;
  const auto slow = slower(audio.samples);
  PowerReader high(audio.samples, kHighWindow), low(slow, kLowWindow);
  LogSpectrum out;
  auto& bins = out.bins;
  bins.frames = (audio.samples.size() + kPitchHop - 1) / kPitchHop;
  bins.width = kPitchBins;
  bins.frameSeconds = static_cast<double>(kPitchHop) / kTranscribeRateHz;
  bins.values.resize(bins.frames * bins.width);
  double cosine = 0, sine = 0;
  for (std::size_t f = 0; f < bins.frames; f += kTuningEvery)
    addDeviations(high.around(f * kPitchHop), highStep, cosine, sine);
  out.tuningCents = cosine == 0 && sine == 0 ? 0 : std::atan2(sine, cosine) / (2 * std::numbers::pi) * 100;
  std::vector<PitchKernel> kernels;
  std::size_t lowBins = 0;
  for (std::size_t b = 0; b < kPitchBins; ++b) {
    const double pitch = kLowestPitch + (static_cast<double>(b) - 1) / kBinsPerSemitone;
    const bool isLow = pitch < kLowestHighPitch - 0.5;
    lowBins += isLow ? 1 : 0;
    kernels.push_back(kernelAt(pitchHz(pitch, out.tuningCents), isLow ? lowStep : highStep));
  }
  for (std::size_t f = 0; f < bins.frames; ++f) {
    if (f % kFramesBetweenReports == 0) {
      if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "the transcription was cancelled");
      if (progress) progress(static_cast<double>(f) / static_cast<double>(bins.frames));
    }
    const auto lowPower = low.around(f * kPitchHop / kDecimation), highPower = high.around(f * kPitchHop);
    for (std::size_t b = 0; b < kPitchBins; ++b)
      bins.frame(f)[b] = amplitude(kernels[b], b < lowBins ? lowPower : highPower);
  }
  bend(out);
  return out;
}

}  // namespace amuse::transcribe
