#include "audio/spectrogram.h"

#include <algorithm>
#include <cmath>

#include "audio/fft.h"

namespace amuse::audio {
namespace {

double toMel(double hertz) { return 2595 * std::log10(1 + hertz / 700); }
double fromMel(double mel) { return 700 * (std::pow(10, mel / 2595) - 1); }

/// One triangle: the bins it covers and their weights.
struct MelBand {
  std::size_t first = 0;
  std::vector<float> weights;
};

std::vector<MelBand> melFilters(std::size_t bins, double hertzPerBin, std::size_t bands, double lowHz, double highHz) {
  std::vector<double> edges;
  const double low = toMel(lowHz), step = (toMel(highHz) - low) / static_cast<double>(bands + 1);
  for (std::size_t i = 0; i < bands + 2; ++i)
    edges.push_back(fromMel(low + step * static_cast<double>(i)) / hertzPerBin);
  std::vector<MelBand> filters(bands);
  for (std::size_t b = 0; b < bands; ++b) {
    const double left = edges[b], peak = edges[b + 1], right = edges[b + 2];
    const auto last = std::min(bins - 1, static_cast<std::size_t>(std::ceil(right)));
    filters[b].first = std::min(bins - 1, static_cast<std::size_t>(std::floor(left)));
    for (std::size_t k = filters[b].first; k <= last; ++k) {
      const auto at = static_cast<double>(k);
      const double weight = at <= peak ? (at - left) / (peak - left) : (right - at) / (right - peak);
      filters[b].weights.push_back(static_cast<float>(std::max(0.0, weight)));
    }
    // Narrow bands may fall between two bins: take the nearest one.
    if (*std::max_element(filters[b].weights.begin(), filters[b].weights.end()) < 0.01f)
      filters[b] = {std::min(bins - 1, static_cast<std::size_t>(std::lround(peak))), {1.0f}};
  }
  return filters;
}

}  // namespace

FrameMatrix powerSpectrogram(const MonoAudio& audio, std::size_t window, std::size_t hop) {
  RealFft fft(window);
  const auto shape = hannWindow(window);
  const auto& samples = audio.samples;
  FrameMatrix out;
  out.width = fft.bins();
  out.frames = samples.empty() ? 0 : (samples.size() + hop - 1) / hop;
  out.frameSeconds = static_cast<double>(hop) / audio.sampleRateHz;
  out.values.resize(out.frames * out.width);
  const auto scale = static_cast<float>(4.0 / static_cast<double>(window));
  std::vector<float> piece(window);
  for (std::size_t f = 0; f < out.frames; ++f) {
    const auto start = static_cast<std::ptrdiff_t>(f * hop) - static_cast<std::ptrdiff_t>(window / 2);
    const auto begin = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, -start));
    const auto left = static_cast<std::ptrdiff_t>(samples.size()) - start;
    const auto end = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(left, 0, static_cast<std::ptrdiff_t>(window)));
    std::fill(piece.begin(), piece.end(), 0.0f);
    for (std::size_t i = begin; i < end; ++i)
      piece[i] = samples[static_cast<std::size_t>(start + static_cast<std::ptrdiff_t>(i))] * shape[i] * scale;
    fft.power(piece, out.frame(f));
  }
  return out;
}

FrameMatrix melBands(const FrameMatrix& spectrogram, double hertzPerBin, std::size_t bands, double lowHz,
                     double highHz) {
  const auto filters = melFilters(spectrogram.width, hertzPerBin, bands, lowHz, highHz);
  FrameMatrix out{spectrogram.frames, bands, spectrogram.frameSeconds, {}};
  out.values.resize(out.frames * bands);
  for (std::size_t f = 0; f < out.frames; ++f) {
    const auto from = spectrogram.frame(f);
    const auto to = out.frame(f);
    for (std::size_t b = 0; b < bands; ++b) {
      float sum = 0;
      for (std::size_t i = 0; i < filters[b].weights.size() && filters[b].first + i < from.size(); ++i)
        sum += from[filters[b].first + i] * filters[b].weights[i];
      to[b] = sum;
    }
  }
  return out;
}

}  // namespace amuse::audio
