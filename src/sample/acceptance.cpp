#include "sample/acceptance.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace amuse::sample {
namespace {

/// Sections that count as half knowing a mode; with fewer, the prior's word weighs less (DESIGN section 2).
constexpr double kHalfKnownSections = 200;
/// A spread of log r up to which the full exponent applies; beyond it the filter would pass too few.
constexpr double kFullExponentSd = 1.4;

}  // namespace

double exponentOf(const Filter& filter, double sd) noexcept {
  const double known = filter.modeSections / (filter.modeSections + kHalfKnownSections);
  return 2 * (1 - filter.surprise) * std::min(1.0, kFullExponentSd / sd) * known;
}

double acceptanceOf(const Filter& filter, const Calibration& calibration, std::span<const Stretch> stretches,
                    std::span<const Ratio> ratios) noexcept {
  double exponent = 0, excess = 0;
  int scored = 0;
  for (std::size_t i = 0; i < ratios.size(); ++i) {
    if (ratios[i].chordCount == 0) continue;
    const Spread spread =
        calibration.at({stretches[i].withEnd, stretches[i].afterContext}, filter.mode, ratios[i].chordCount);
    exponent += exponentOf(filter, spread.sd);
    excess += ratios[i].logR() - spread.logM - filter.shift;
    ++scored;
  }
  if (scored == 0) return 0;
  return std::min(1.0, std::exp(exponent / scored * excess / scored));
}

double excessOf(theory::Mode mode, const Calibration& calibration, std::span<const Stretch> stretches,
                std::span<const Ratio> ratios) noexcept {
  double excess = 0;
  int scored = 0;
  for (std::size_t i = 0; i < ratios.size(); ++i) {
    if (ratios[i].chordCount == 0) continue;
    excess += ratios[i].logR() -
              calibration.at({stretches[i].withEnd, stretches[i].afterContext}, mode, ratios[i].chordCount).mean;
    ++scored;
  }
  return scored == 0 ? 0 : excess / scored;
}

double shiftOf(std::span<const double> excesses) {
  if (excesses.empty()) return 0;
  std::vector<double> sorted(excesses.begin(), excesses.end());
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  const auto n = static_cast<double>(excesses.size());
  return *middle * n / (n + kShiftShrinkage);
}

}  // namespace amuse::sample
