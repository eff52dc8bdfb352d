#include "audio/sound_features.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "audio/fft.h"

namespace amuse::audio {
namespace {

constexpr std::size_t kWindow = 1024, kHop = 256, kBands = 40, kGroups = 10, kBandsAGroup = kBands / kGroups;
constexpr float kRangeDb = 80, kActiveDb = 50, kSilenceDb = -85;
constexpr double kLowHz = 50, kHighHz = 11000;
constexpr std::size_t kModulationWindow = 256;
/// Edges of the modulation bands in Hz: slow swells, strokes, flutter, roughness.
constexpr std::array<double, 7> kModulationHz{0.3, 1, 2, 4, 8, 16, 43};

float toDb(float power) { return 10 * std::log10(power + 1e-12f); }

double mean(const std::vector<float>& values) {
  return values.empty() ? 0 : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}
double deviation(const std::vector<float>& values) {
  const double middle = mean(values);
  double sum = 0;
  for (const float v : values) sum += (v - middle) * (v - middle);
  return values.empty() ? 0 : std::sqrt(sum / static_cast<double>(values.size()));
}
/// The value below which `share` of all lie.
float quantile(std::vector<float>& values, double share) {
  if (values.empty()) return 0;
  const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<std::size_t>(at)];
}

/// Collects values and, the first time, their names.
class Row {
 public:
  std::vector<float> values;
  std::vector<std::string> names;
  void add(std::string name, double value) {
    names.push_back(std::move(name));
    values.push_back(std::isfinite(value) ? static_cast<float>(value) : 0.0f);
  }
  void addSpread(const std::string& name, std::vector<float>& series) {
    add(name + " mean", mean(series));
    add(name + " deviation", deviation(series));
    add(name + " low", quantile(series, 0.1));
    add(name + " high", quantile(series, 0.9));
  }
};

std::vector<std::size_t> activeFrames(const LogMel& mel) {
  std::vector<std::size_t> active;
  for (std::size_t f = 0; f < mel.isActive.size(); ++f)
    if (mel.isActive[f]) active.push_back(f);
  return active;
}

/// Shape of the spectrum, its spread over time and how fast it moves, band by band.
void addBands(const LogMel& mel, const std::vector<std::size_t>& active, Row& row) {
  std::array<double, kBands> middle{};
  for (const std::size_t f : active)
    for (std::size_t b = 0; b < kBands; ++b) middle[b] += mel.decibels.frame(f)[b];
  for (double& m : middle) m /= static_cast<double>(active.size());
  const double all = std::accumulate(middle.begin(), middle.end(), 0.0) / kBands;
  std::vector<float> series;
  for (std::size_t b = 0; b < kBands; ++b) {
    series.clear();
    for (const std::size_t f : active) series.push_back(mel.decibels.frame(f)[b]);
    const std::string n = std::to_string(b);
    row.add("shape " + n, middle[b] - all);
    row.add("spread " + n, deviation(series));
    const float half = quantile(series, 0.5);
    row.add("above " + n, quantile(series, 0.95) - half);
    row.add("below " + n, half - quantile(series, 0.05));
    double change = 0, rise = 0;
    for (const std::size_t f : active) {
      if (f < 2) continue;
      const double step = mel.decibels.frame(f)[b] - mel.decibels.frame(f - 2)[b];
      change += std::abs(step);
      rise = std::max(rise, step);
    }
    row.add("change " + n, change / static_cast<double>(active.size()));
    row.add("sharpest " + n, rise);
  }
  row.add("level", all);
}

/// The mean of each group of neighbouring bands over time.
std::vector<std::vector<float>> groupEnvelopes(const LogMel& mel) {
  std::vector<std::vector<float>> groups(kGroups, std::vector<float>(mel.decibels.frames));
  for (std::size_t f = 0; f < mel.decibels.frames; ++f)
    for (std::size_t g = 0; g < kGroups; ++g) {
      float sum = 0;
      for (std::size_t b = 0; b < kBandsAGroup; ++b) sum += mel.decibels.frame(f)[g * kBandsAGroup + b];
      groups[g][f] = sum / kBandsAGroup;
    }
  return groups;
}

/// How strongly an envelope moves in each band of modulation frequencies.
/// Source: Sukittanon, Atlas and Pitton, IEEE Trans. Signal Proc. 52 (2004), p. 3023 (modulation-scale analysis).
std::array<double, 6> modulation(const std::vector<float>& envelope, double frameSeconds, RealFft& fft,
                                 const std::vector<float>& shape) {
  std::array<double, 6> energy{};
  std::vector<float> piece(kModulationWindow), power(fft.bins());
  int windows = 0;
  for (std::size_t start = 0; start == 0 || start + kModulationWindow <= envelope.size();
       start += kModulationWindow / 2, ++windows) {
    const std::size_t count = std::min(kModulationWindow, envelope.size() - start);
    double middle = 0;
    for (std::size_t i = 0; i < count; ++i) middle += envelope[start + i] / static_cast<double>(count);
    for (std::size_t i = 0; i < kModulationWindow; ++i)
      piece[i] = i < count ? (envelope[start + i] - static_cast<float>(middle)) * shape[i] : 0;
    fft.power(piece, power);
    for (std::size_t k = 1; k < power.size(); ++k) {
      const double hertz = static_cast<double>(k) / (kModulationWindow * frameSeconds);
      for (std::size_t m = 0; m < 6; ++m)
        if (hertz >= kModulationHz[m] && hertz < kModulationHz[m + 1]) energy[m] += power[k];
    }
  }
  for (double& e : energy) e = 10 * std::log10(e / windows + 1);
  return energy;
}

void addModulation(const std::vector<std::vector<float>>& groups, double frameSeconds, Row& row) {
  RealFft fft(kModulationWindow);
  const auto shape = hannWindow(kModulationWindow);
  for (std::size_t g = 0; g < kGroups; ++g) {
    const auto energy = modulation(groups[g], frameSeconds, fft, shape);
    for (std::size_t m = 0; m < 6; ++m) row.add("movement " + std::to_string(g) + " " + std::to_string(m), energy[m]);
    for (std::size_t m = 0; m + 1 < 6; ++m)
      row.add("tilt " + std::to_string(g) + " " + std::to_string(m), energy[m + 1] - energy[m]);
  }
}

/// Whether bands move together: a knock does, a choir of sources does not.
void addTogetherness(const std::vector<std::vector<float>>& groups, Row& row) {
  for (std::size_t a = 0; a < kGroups; a += 2)
    for (std::size_t b = a + 2; b < kGroups; b += 2) {
      const double ma = mean(groups[a]), mb = mean(groups[b]);
      double ab = 0, aa = 1e-9, bb = 1e-9;
      for (std::size_t f = 0; f < groups[a].size(); ++f) {
        const double da = groups[a][f] - ma, db = groups[b][f] - mb;
        ab += da * db, aa += da * da, bb += db * db;
      }
      row.add("together " + std::to_string(a) + " " + std::to_string(b), ab / std::sqrt(aa * bb));
    }
}

/// Onset strength, its peaks and its period.
void addEvents(const LogMel& mel, Row& row) {
  const std::size_t frames = mel.decibels.frames;
  std::vector<float> flux(frames, 0.0f);
  for (std::size_t f = 2; f < frames; ++f)
    for (std::size_t b = 0; b < kBands; ++b)
      flux[f] += std::max(0.0f, mel.decibels.frame(f)[b] - mel.decibels.frame(f - 2)[b]) / kBands;
  std::vector<float> sorted = flux;
  const float typical = quantile(sorted, 0.5);
  const float most = quantile(sorted, 1.0);
  int events = 0, strong = 0;
  for (std::size_t f = 3; f + 3 < frames; ++f) {
    const bool isPeak = *std::max_element(&flux[f - 3], &flux[f + 3] + 1) == flux[f];
    if (isPeak && flux[f] > typical + 3) ++events;
    if (isPeak && flux[f] > typical + 10) ++strong;
  }
  const double seconds = static_cast<double>(frames) * mel.decibels.frameSeconds;
  row.add("flux typical", typical);
  row.add("flux most", most);
  row.add("flux mean", mean(flux));
  row.add("flux deviation", deviation(flux));
  row.add("events a second", events / seconds);
  row.add("strong events a second", strong / seconds);
  const double middle = mean(flux);
  double zero = 1e-9, best = 0;
  std::size_t bestLag = 0;
  for (const float v : flux) zero += (v - middle) * (v - middle);
  for (std::size_t lag = 9; lag < std::min<std::size_t>(frames / 2, 130); ++lag) {
    double sum = 0;
    for (std::size_t f = lag; f < frames; ++f) sum += (flux[f] - middle) * (flux[f - lag] - middle);
    if (sum / zero > best) best = sum / zero, bestLag = lag;
  }
  row.add("period strength", best);
  row.add("period", static_cast<double>(bestLag) * mel.decibels.frameSeconds);
}

/// How loudness runs: share of silence, number and length of stretches, where the weight lies.
void addLevel(const LogMel& mel, const std::vector<std::size_t>& active, Row& row) {
  const auto frames = static_cast<double>(mel.levelDb.size());
  int runs = 0, run = 0, longest = 0;
  for (std::size_t f = 0; f < mel.isActive.size(); ++f) {
    if (!mel.isActive[f]) {
      run = 0;
      continue;
    }
    if (run++ == 0) ++runs;
    longest = std::max(longest, run);
  }
  std::vector<float> levels;
  levels.reserve(active.size());
  for (const std::size_t f : active) levels.push_back(mel.levelDb[f]);
  row.add("active share", static_cast<double>(active.size()) / frames);
  row.add("runs a second", runs / (frames * mel.decibels.frameSeconds));
  row.add("longest run", longest / frames);
  row.add("level deviation", deviation(levels));
  const float half = quantile(levels, 0.5);
  row.add("level above", quantile(levels, 0.99) - half);
  row.add("level below", half - quantile(levels, 0.1));
  row.add("loud share", static_cast<double>(std::count_if(
                            mel.levelDb.begin(), mel.levelDb.end(),
                            [&](float l) { return l > *std::max_element(levels.begin(), levels.end()) - 15; })) /
                            frames);
  double fall = 0, rise = 0;
  for (std::size_t f = 8; f < mel.levelDb.size(); ++f) {
    const double step = mel.levelDb[f] - mel.levelDb[f - 8];
    rise = std::max(rise, step), fall = std::max(fall, -step);
  }
  row.add("rise", rise);
  row.add("fall", fall);
}

/// Centre, width, flatness and edge of each frame's spectrum.
void addSpectra(const LogMel& mel, const std::vector<std::size_t>& active, Row& row) {
  std::vector<float> centre, width, flatness, edge;
  for (const std::size_t f : active) {
    const auto bins = mel.power.frame(f);
    double sum = 1e-12, first = 0, second = 0, logs = 0;
    for (std::size_t k = 2; k < bins.size(); ++k) {
      const double at = std::log2(static_cast<double>(k));
      sum += bins[k], first += at * bins[k], second += at * at * bins[k], logs += std::log(bins[k] + 1e-12f);
    }
    const double c = first / sum;
    centre.push_back(static_cast<float>(c));
    width.push_back(static_cast<float>(std::sqrt(std::max(0.0, second / sum - c * c))));
    const auto count = static_cast<double>(bins.size() - 2);
    flatness.push_back(static_cast<float>(logs / count - std::log(sum / count)));
    double passed = 0;
    std::size_t k = 2;
    while (k < bins.size() && passed < 0.85 * sum) passed += bins[k++];
    edge.push_back(static_cast<float>(std::log2(static_cast<double>(k))));
  }
  row.addSpread("centre", centre);
  row.addSpread("width", width);
  row.addSpread("flatness", flatness);
  row.addSpread("edge", edge);
}

void addPitch(const MonoAudio& audio, const LogMel& mel, Row& row) {
  auto track = pitchTrack(audio, mel);
  row.add("voiced share", track.voicedShare);
  row.addSpread("pitch strength", track.strengths);
  row.addSpread("pitch", track.pitches);
  row.add("glide", track.glide);
  row.add("steady pitch share", track.steadyShare);
}

/// Cepstra: means and spreads of the shape's cosine transform; smoother than single bands.
void addCepstra(const LogMel& mel, const std::vector<std::size_t>& active, Row& row) {
  constexpr std::size_t kCepstra = 16;
  std::array<std::array<float, kBands>, kCepstra> waves{};
  for (std::size_t c = 0; c < kCepstra; ++c)
    for (std::size_t b = 0; b < kBands; ++b)
      waves[c][b] = static_cast<float>(
          std::cos(3.14159265358979 * static_cast<double>(c + 1) * (static_cast<double>(b) + 0.5) / kBands) / kBands);
  std::vector<float> series(active.size());
  for (std::size_t c = 0; c < kCepstra; ++c) {
    for (std::size_t i = 0; i < active.size(); ++i) {
      const auto frame = mel.decibels.frame(active[i]);
      series[i] = std::inner_product(frame.begin(), frame.end(), waves[c].begin(), 0.0f);
    }
    const std::string n = std::to_string(c + 1);
    row.add("cepstrum " + n, mean(series));
    row.add("cepstrum spread " + n, deviation(series));
    double change = 0;
    for (std::size_t i = 1; i < series.size(); ++i) change += std::abs(series[i] - series[i - 1]);
    row.add("cepstrum change " + n, change / static_cast<double>(series.size()));
  }
}

Row featureRow(const MonoAudio& audio, const LogMel& mel) {
  Row row;
  const auto active = activeFrames(mel);
  const auto groups = groupEnvelopes(mel);
  addBands(mel, active, row);
  addCepstra(mel, active, row);
  addModulation(groups, mel.decibels.frameSeconds, row);
  addTogetherness(groups, row);
  addEvents(mel, row);
  addLevel(mel, active, row);
  addSpectra(mel, active, row);
  addPitch(audio, mel, row);
  return row;
}

}  // namespace

double melBandHz(double band) noexcept {
  const double low = 2595 * std::log10(1 + kLowHz / 700), high = 2595 * std::log10(1 + kHighHz / 700);
  return 700 * (std::pow(10, (low + (high - low) * (band + 1) / (kBands + 1)) / 2595) - 1);
}

LogMel logMel(const MonoAudio& audio) {
  LogMel out;
  out.power = powerSpectrogram(audio, kWindow, kHop);
  const double hertzPerBin = static_cast<double>(audio.sampleRateHz) / kWindow;
  out.decibels = melBands(out.power, hertzPerBin, kBands, kLowHz, kHighHz);
  float loudest = -120;
  for (std::size_t f = 0; f < out.power.frames; ++f) {
    const auto bins = out.power.frame(f);
    out.levelDb.push_back(toDb(std::accumulate(bins.begin(), bins.end(), 0.0f)));
    loudest = std::max(loudest, out.levelDb.back());
  }
  float top = -120;
  for (float& value : out.decibels.values) value = toDb(value), top = std::max(top, value);
  for (float& value : out.decibels.values) value = std::max(value, top - kRangeDb) - top;
  for (const float level : out.levelDb) out.isActive.push_back(level > loudest - kActiveDb && level > kSilenceDb);
  return out;
}

std::vector<float> soundFeatures(const MonoAudio& audio, const LogMel& mel) {
  if (std::find(mel.isActive.begin(), mel.isActive.end(), true) == mel.isActive.end())
    return std::vector<float>(soundFeatureNames().size(), 0.0f);
  return featureRow(audio, mel).values;
}

const std::vector<std::string>& soundFeatureNames() {
  static const std::vector<std::string> names = [] {
    MonoAudio noise{std::vector<float>(kAnalysisRateHz / 4), kAnalysisRateHz};
    for (std::size_t i = 0; i < noise.samples.size(); ++i)
      noise.samples[i] = static_cast<float>((i * 2654435761u >> 16) % 1000) / 1000.0f - 0.5f;
    return featureRow(noise, logMel(noise)).names;
  }();
  return names;
}

}  // namespace amuse::audio
