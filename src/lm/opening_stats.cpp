#include "lm/opening_stats.h"

#include <algorithm>
#include <cmath>

namespace amuse::lm {

namespace {
constexpr std::size_t kLengths = kLongestOpening - kShortestOpening + 1, kQuantiles = kOpeningQuantiles.size();
}

OpeningStats::OpeningStats(std::span<const float> table) noexcept
    : table_(table.size() == 2 * kLengths * kQuantiles ? table : std::span<const float>{}) {}

std::span<const float> OpeningStats::row(theory::Mode mode, std::size_t length) const noexcept {
  const std::size_t family = theory::isMinorFamily(mode) ? 1 : 0;
  const std::size_t index = std::clamp(length, kShortestOpening, kLongestOpening) - kShortestOpening;
  return table_.subspan((family * kLengths + index) * kQuantiles, kQuantiles);
}

double OpeningStats::quantile(double q, theory::Mode mode, std::size_t length) const noexcept {
  if (empty()) return 0;
  const auto values = row(mode, length);
  const auto above = std::lower_bound(kOpeningQuantiles.begin(), kOpeningQuantiles.end(), q);
  if (above == kOpeningQuantiles.begin()) return values.front();
  if (above == kOpeningQuantiles.end()) return values.back();
  const auto i = static_cast<std::size_t>(above - kOpeningQuantiles.begin());
  const double share = (q - kOpeningQuantiles[i - 1]) / (kOpeningQuantiles[i] - kOpeningQuantiles[i - 1]);
  return std::lerp(static_cast<double>(values[i - 1]), static_cast<double>(values[i]), share);
}

double OpeningStats::percentile(double logPPerChord, theory::Mode mode, std::size_t length) const noexcept {
  if (empty()) return 0.5;
  const auto values = row(mode, length);
  const auto above = std::lower_bound(values.begin(), values.end(), static_cast<float>(logPPerChord));
  if (above == values.begin()) return 0;
  if (above == values.end()) return 1;
  const auto i = static_cast<std::size_t>(above - values.begin());
  const double width = static_cast<double>(values[i]) - static_cast<double>(values[i - 1]);
  const double share = width > 0 ? (logPPerChord - static_cast<double>(values[i - 1])) / width : 0;
  return std::lerp(kOpeningQuantiles[i - 1], kOpeningQuantiles[i], share);
}

std::vector<float> openingTable(OpeningSamples samples) {
  std::vector<float> table;
  for (auto& family : samples)
    for (auto& values : family) {
      std::sort(values.begin(), values.end());
      for (const double q : kOpeningQuantiles) {
        if (values.empty()) {
          table.push_back(0);
          continue;
        }
        const double place = q * static_cast<double>(values.size() - 1);
        const auto below = static_cast<std::size_t>(place);
        const std::size_t above = std::min(below + 1, values.size() - 1);
        table.push_back(
            std::lerp(values[below], values[above], static_cast<float>(place - static_cast<double>(below))));
      }
    }
  return table;
}

}  // namespace amuse::lm
