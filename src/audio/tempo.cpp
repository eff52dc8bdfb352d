#include "audio/tempo.h"

#include <algorithm>
#include <cmath>

#include "audio/fft.h"

namespace amuse::audio {
namespace {

constexpr double kSlowestBpm = 45, kFastestBpm = 220, kPreferredBpm = 112, kPreferenceOctaves = 0.9;
constexpr double kShortestSeconds = 2;
/// How strictly beats keep their distance. Source: Ellis (2007), p. 56 (alpha), for strengths of unit deviation.
constexpr double kTightness = 400;

/// Autocorrelation at lags 0 .. size - 1, normalised to 1 at lag 0 and for the shrinking overlap.
std::vector<double> autocorrelation(const std::vector<float>& values) {
  std::size_t size = 8;
  while (size < 2 * values.size() && size < 65536) size *= 2;
  const std::size_t count = std::min(values.size(), size / 2);
  double mean = 0;
  for (std::size_t i = 0; i < count; ++i) mean += values[i] / static_cast<double>(count);
  RealFft fft(size);
  std::vector<float> piece(size, 0.0f), re(fft.bins()), im(fft.bins());
  for (std::size_t i = 0; i < count; ++i) piece[i] = values[i] - static_cast<float>(mean);
  fft.power(piece, re);
  for (std::size_t k = 0; k < fft.bins(); ++k) {
    piece[k] = re[k];
    if (k > 0 && k < size / 2) piece[size - k] = re[k];
  }
  fft.transform(piece, re, im);
  std::vector<double> out(count);
  for (std::size_t lag = 0; lag < count; ++lag)
    out[lag] = re[0] > 0 ? re[lag] / re[0] * static_cast<double>(count) / static_cast<double>(count - lag) : 0;
  return out;
}

double at(const std::vector<double>& values, double index) {
  const auto low = static_cast<std::size_t>(index);
  if (low + 1 >= values.size()) return 0;
  const double part = index - static_cast<double>(low);
  return values[low] * (1 - part) + values[low + 1] * part;
}

/// The highest of values near a lag, so that a period between two frames is not missed.
double peakNear(const std::vector<double>& values, double lag) {
  return std::max({at(values, lag - 0.7), at(values, lag), at(values, lag + 0.7)});
}

/// How well a beat of this period explains the repetitions: the beat itself, its bars and its halves.
double support(const std::vector<double>& repeats, double lag) {
  double sum = 0, weights = 0;
  for (const auto& [multiple, weight] : {std::pair{1.0, 1.0}, {2.0, 0.6}, {3.0, 0.15}, {4.0, 0.6}, {0.5, 0.25}}) {
    const double wanted = lag * multiple;
    if (wanted >= static_cast<double>(repeats.size()) * 0.75) continue;
    sum += weight * peakNear(repeats, wanted);
    weights += weight;
  }
  return weights > 0 ? sum / weights : 0;
}

double preference(double bpm) {
  const double octaves = std::log2(bpm / kPreferredBpm) / kPreferenceOctaves;
  return std::exp(-0.5 * octaves * octaves);
}

/// The beats that hit the most onset strength at nearly even distances.
std::vector<double> placeBeats(const Onsets& onsets, double lag) {
  const auto& strength = onsets.strength;
  double square = 1e-9;
  for (const float s : strength) square += static_cast<double>(s) * s / static_cast<double>(strength.size());
  const double unit = 1 / std::sqrt(square);
  std::vector<double> score(strength.size());
  std::vector<std::ptrdiff_t> before(strength.size(), -1);
  const auto nearest = static_cast<std::ptrdiff_t>(lag * 0.5), furthest = static_cast<std::ptrdiff_t>(lag * 2);
  for (std::size_t f = 0; f < strength.size(); ++f) {
    double best = 0;
    for (std::ptrdiff_t d = std::max<std::ptrdiff_t>(1, nearest); d <= furthest; ++d) {
      const auto from = static_cast<std::ptrdiff_t>(f) - d;
      if (from < 0) break;
      const double stretch = std::log(static_cast<double>(d) / lag);
      const double value = score[static_cast<std::size_t>(from)] - kTightness * stretch * stretch;
      if (value > best) best = value, before[f] = from;
    }
    score[f] = best + strength[f] * unit;
  }
  if (score.empty()) return {};
  const auto tail = score.end() - std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(lag) + 1,
                                                           static_cast<std::ptrdiff_t>(score.size()));
  std::vector<double> beats;
  for (auto f = std::max_element(tail, score.end()) - score.begin(); f >= 0; f = before[static_cast<std::size_t>(f)])
    beats.push_back(static_cast<double>(f) * onsets.frameSeconds);
  std::reverse(beats.begin(), beats.end());
  return beats;
}

}  // namespace

std::optional<Tempo> findTempo(const Onsets& onsets) {
  const double seconds = static_cast<double>(onsets.strength.size()) * onsets.frameSeconds;
  if (seconds < kShortestSeconds || onsets.timesSeconds.size() < 4) return std::nullopt;
  const auto repeats = autocorrelation(onsets.strength);
  double best = 0, bestBpm = 0;
  for (double bpm = kSlowestBpm; bpm <= kFastestBpm; bpm *= 1.004) {
    const double value = support(repeats, 60 / bpm / onsets.frameSeconds) * preference(bpm);
    if (value > best) best = value, bestBpm = bpm;
  }
  if (bestBpm == 0) return std::nullopt;
  Tempo tempo;
  const double lag = 60 / bestBpm / onsets.frameSeconds;
  tempo.confidence = std::clamp(support(repeats, lag), 0.0, 1.0);
  tempo.beatsSeconds = placeBeats(onsets, lag);
  tempo.bpm = bestBpm;
  // The beats' mean distance is finer than the grid of lags.
  if (const auto& beats = tempo.beatsSeconds; beats.size() >= 6) {
    const double mean = (beats.back() - beats.front()) / static_cast<double>(beats.size() - 1);
    if (std::abs(60 / mean / bestBpm - 1) < 0.05) tempo.bpm = 60 / mean;
  }
  return tempo;
}

}  // namespace amuse::audio
