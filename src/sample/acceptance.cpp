#include "sample/acceptance.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "propose/net_guide.h"
#include "propose/proposer_model.h"

namespace amuse::sample {
namespace {

/// Sections that count as half knowing a mode; with fewer, the prior's word weighs less (DESIGN section 2).
constexpr double kHalfKnownSections = 200;
/// Variance of a flavour below which a batch says little about it.
constexpr double kFlavourRidge = 0.02;
/// What five of six real openings strain at most, and what more of it the floor no longer follows.
constexpr double kUsualStrain = 0.5, kMostStrain = 1.2;
constexpr double kFloorSlopeOfFour = 3.3, kFloorSlopeOfEight = 2.6;
/// The 95th percentile of the normal law, in standard deviations.
constexpr double kNormal95 = 1.645;

}  // namespace

double exponentOf(const Filter& filter, double sd, double fullSd) noexcept {
  const double known = filter.modeSections / (filter.modeSections + kHalfKnownSections);
  return 2 * (1 - filter.surprise) * std::min(1.0, fullSd / sd) * known;
}

double acceptanceOf(const Filter& filter, const Calibration& calibration, std::span<const Stretch> stretches,
                    std::span<const Ratio> ratios) noexcept {
  double exponent = 0, excess = 0;
  int scored = 0;
  for (std::size_t i = 0; i < ratios.size(); ++i) {
    if (ratios[i].chordCount == 0) continue;
    const Spread spread =
        calibration.at({stretches[i].withEnd, stretches[i].afterContext}, filter.mode, ratios[i].chordCount);
    exponent += exponentOf(filter, spread.sd, calibration.trust().fullExponentSd);
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

Flavour flavourOf(std::span<const theory::RelativeChord> chords, theory::Mode mode) noexcept {
  Flavour flavour;
  const auto scale = theory::scaleOf(mode);
  const auto n = static_cast<double>(std::max<std::size_t>(1, chords.size()));
  for (const auto& chord : chords) {
    flavour.colour += propose::colourOf(chord) / n;
    const double foreign = chord.quality.tones.transposed(chord.root).isSubsetOf(scale) ? 0 : 1;
    flavour.strain += (propose::roughnessOf(chord) + foreign) / n;
  }
  return flavour;
}

double floorDropOf(double meanStrain, std::size_t candidates, std::size_t chords) noexcept {
  const auto n = static_cast<double>(candidates);
  const double over = std::max(0.0, std::min(meanStrain, kMostStrain) - kUsualStrain) * n / (n + kShiftShrinkage);
  const double longer = std::clamp((static_cast<double>(chords) - 4) / 4, 0.0, 1.0);
  return over * std::lerp(kFloorSlopeOfFour, kFloorSlopeOfEight, longer);
}

BatchShift shiftOf(std::span<const double> excesses, std::span<const Flavour> flavours) {
  BatchShift shift;
  if (excesses.empty()) return shift;
  std::vector<double> sorted(excesses.begin(), excesses.end());
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  const auto n = static_cast<double>(excesses.size());
  const double shrinkage = n / (n + kShiftShrinkage);
  shift.level = *middle * shrinkage;
  double mean = 0;
  for (const double excess : excesses) mean += excess / n;
  for (const auto& flavour : flavours) {
    shift.mean.colour += flavour.colour / n;
    shift.mean.strain += flavour.strain / n;
  }
  // The normal equations of two slopes, with a ridge on both.
  double cc = kFlavourRidge * n, ss = kFlavourRidge * n, cs = 0, ce = 0, se = 0;
  for (std::size_t i = 0; i < flavours.size(); ++i) {
    const double c = flavours[i].colour - shift.mean.colour, s = flavours[i].strain - shift.mean.strain;
    const double e = excesses[i] - mean;
    cc += c * c;
    ss += s * s;
    cs += c * s;
    ce += c * e;
    se += s * e;
  }
  const double determinant = cc * ss - cs * cs;
  shift.slope = {shrinkage * (ss * ce - cs * se) / determinant,
                 kStrainKept * shrinkage * (cc * se - cs * ce) / determinant};
  // M is the 95th percentile of what is left to compare, which spreads less once flavour is taken out.
  double all = 0, rest = 0;
  for (std::size_t i = 0; i < flavours.size(); ++i) {
    const double e = excesses[i] - mean, left = e - (shift.at(flavours[i]) - shift.level);
    all += e * e / n;
    rest += left * left / n;
  }
  shift.level -= shrinkage * kNormal95 * std::max(0.0, std::sqrt(all) - std::sqrt(rest));
  return shift;
}

}  // namespace amuse::sample
