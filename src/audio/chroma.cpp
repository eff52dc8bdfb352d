#include "audio/chroma.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace amuse::audio {
namespace {

constexpr std::size_t kWindow = 8192, kHop = 2048;
constexpr double kLowestPeakHz = 50, kBassHz = 260, kHighestPeakHz = 2000, kTonalLowHz = 100;
/// Peaks this far below a frame's strongest count for nothing.
constexpr float kPeakFloor = 1e-5f;

struct Peak {
  double pitch = 0;  ///< MIDI number with its fraction.
  double weight = 0;
};

/// A peak's place by the parabola through its three logarithms. Source: Smith and Serra, ICMC 1987.
Peak peakAt(std::span<const float> bins, std::size_t k, double hertzPerBin) {
  const double a = std::log(bins[k - 1] + 1e-20), b = std::log(bins[k] + 1e-20), c = std::log(bins[k + 1] + 1e-20);
  const double bend = a - 2 * b + c;
  const double shift = bend < 0 ? std::clamp(0.5 * (a - c) / bend, -0.5, 0.5) : 0;
  const double hertz = (static_cast<double>(k) + shift) * hertzPerBin;
  return {69 + 12 * std::log2(hertz / 440), std::pow(static_cast<double>(bins[k]), 0.25)};
}

std::vector<Peak> peaksOf(std::span<const float> bins, double hertzPerBin) {
  const auto first = static_cast<std::size_t>(kLowestPeakHz / hertzPerBin),
             last = static_cast<std::size_t>(kHighestPeakHz / hertzPerBin);
  const float strongest = *std::max_element(bins.begin() + static_cast<std::ptrdiff_t>(first),
                                            bins.begin() + static_cast<std::ptrdiff_t>(last));
  std::vector<Peak> peaks;
  if (strongest < 1e-9f) return peaks;
  for (std::size_t k = first; k < last; ++k)
    if (bins[k] > bins[k - 1] && bins[k] >= bins[k + 1] && bins[k] > strongest * kPeakFloor)
      peaks.push_back(peakAt(bins, k, hertzPerBin));
  return peaks;
}

/// Share of the power that lies in peaks four times as high as the bins three away on both sides.
double narrowShare(std::span<const float> bins, double hertzPerBin) {
  const auto first = static_cast<std::size_t>(kTonalLowHz / hertzPerBin),
             last = static_cast<std::size_t>(kHighestPeakHz / hertzPerBin);
  double all = 1e-12, narrow = 0;
  for (std::size_t k = first; k < last; ++k) {
    all += bins[k];
    const bool isPeak = bins[k] > bins[k - 1] && bins[k] >= bins[k + 1];
    if (isPeak && bins[k] > 16 * std::max(bins[k - 4], bins[k + 4])) narrow += bins[k - 1] + bins[k] + bins[k + 1];
  }
  return narrow / all;
}

/// The tuning on which most peaks agree: the angle of their mean on a circle of one semitone; and how well they agree.
struct Tuning {
  double cents = 0, agreement = 0;
};
Tuning tuningOf(const std::vector<std::vector<Peak>>& frames) {
  double x = 0, y = 0, all = 1e-12;
  for (const auto& peaks : frames)
    for (const Peak& peak : peaks) {
      if (peak.pitch < 45) continue;  // Bins are too wide to tell below.
      const double angle = 2 * std::numbers::pi * peak.pitch;
      x += peak.weight * std::cos(angle);
      y += peak.weight * std::sin(angle);
      all += peak.weight;
    }
  if (x == 0 && y == 0) return {};
  return {std::atan2(y, x) / (2 * std::numbers::pi) * 100, std::hypot(x, y) / all};
}

void fold(const std::vector<Peak>& peaks, double tuningCents, std::span<float> classes, std::span<float> bass) {
  const double bassPitch = 69 + 12 * std::log2(kBassHz / 440);
  for (const Peak& peak : peaks) {
    const double pitch = peak.pitch - tuningCents / 100;
    const double off = pitch - std::round(pitch);
    const double fit = std::cos(std::numbers::pi * off);  // Peaks between two semitones belong to neither.
    const auto index = static_cast<std::size_t>((std::lround(pitch) % 12 + 12) % 12);
    classes[index] += static_cast<float>(peak.weight * fit * fit);
    if (peak.pitch < bassPitch) bass[index] += static_cast<float>(peak.weight * fit * fit);
  }
  for (const auto values : {classes, bass}) {
    const float sum = std::accumulate(values.begin(), values.end(), 0.0f);
    if (sum > 0)
      for (float& value : values) value /= sum;
  }
}

/// The share of the pitch classes that is still there `frames` later, on average.
double keptAfter(const FrameMatrix& classes, std::size_t frames) {
  double sum = 0;
  std::size_t pairs = 0;
  for (std::size_t f = frames; f < classes.frames; ++f) {
    const auto now = classes.frame(f), before = classes.frame(f - frames);
    double shared = 0, total = 0;
    for (std::size_t c = 0; c < 12; ++c) shared += std::min(now[c], before[c]), total += now[c];
    if (total == 0) continue;
    sum += shared;
    ++pairs;
  }
  return pairs > 0 ? sum / static_cast<double>(pairs) : 0;
}

}  // namespace

Chroma findChroma(const MonoAudio& audio) {
  const auto spectra = powerSpectrogram(audio, kWindow, kHop);
  const double hertzPerBin = static_cast<double>(audio.sampleRateHz) / kWindow;
  std::vector<std::vector<Peak>> peaks;
  Chroma out;
  double narrow = 0, power = 1e-12;
  for (std::size_t f = 0; f < spectra.frames; ++f) {
    const auto bins = spectra.frame(f);
    peaks.push_back(peaksOf(bins, hertzPerBin));
    const double loudness = std::sqrt(std::accumulate(bins.begin(), bins.end(), 0.0));
    narrow += loudness * narrowShare(bins, hertzPerBin);
    power += loudness;
  }
  out.tonality = narrow / power;
  const auto tuning = tuningOf(peaks);
  out.tuningCents = tuning.cents;
  out.gridFit = tuning.agreement;
  out.classes = out.bass = {spectra.frames, 12, spectra.frameSeconds, std::vector<float>(spectra.frames * 12)};
  for (std::size_t f = 0; f < spectra.frames; ++f)
    fold(peaks[f], out.tuningCents, out.classes.frame(f), out.bass.frame(f));
  out.steadiness = keptAfter(out.classes, 2);
  out.change = 1 - keptAfter(out.classes, 6);
  return out;
}

}  // namespace amuse::audio
