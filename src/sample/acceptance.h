#pragma once

#include <span>

#include "sample/calibration.h"
#include "sample/ratio.h"
#include "theory/mode.h"

/// The probability with which a candidate passes the filter (DESIGN section 2).
namespace amuse::sample {

/// One setting of the filter, for one request.
struct Filter {
  theory::Mode mode = theory::Mode::Maj;
  double surprise = 0.5;    ///< 0 only what songs favour .. 1 the raw proposer.
  double modeSections = 0;  ///< Real sections of that mode the prior was trained on.
  double shift = 0;         ///< Added to every log M: how far this request's batch lies off the calibration.
};

/// The exponent b: 2 (1 - surprise) x min(1, 1.4 / sd) x n / (n + 200).
[[nodiscard]] double exponentOf(const Filter& filter, double sd) noexcept;

/// a(x) = min(1, (r/M)^b). Over one stretch (phrases of a long progression) the mean of their log(r/M) counts, so that
/// length alone refuses nothing. `stretches` and `ratios` run parallel. Without a scored chord: 0.
[[nodiscard]] double acceptanceOf(const Filter& filter, const Calibration& calibration,
                                  std::span<const Stretch> stretches, std::span<const Ratio> ratios) noexcept;

/// How far a candidate lies above the calibration's mean, natural log units, averaged over its stretches.
[[nodiscard]] double excessOf(theory::Mode mode, const Calibration& calibration, std::span<const Stretch> stretches,
                              std::span<const Ratio> ratios) noexcept;

/// The shift of log M for a batch: the median of its excesses, shrunk by N / (N + kShiftShrinkage); 0 for none.
[[nodiscard]] double shiftOf(std::span<const double> excesses);
inline constexpr double kShiftShrinkage = 16;

}  // namespace amuse::sample
