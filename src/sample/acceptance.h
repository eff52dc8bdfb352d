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
  double shift = 0;         ///< Added to every log M: how far this request's batch lies off the calibration
                            ///< for a candidate of this colour.
};

/// The exponent b: 2 (1 - surprise) x min(1, fullSd / sd) x n / (n + 200).
[[nodiscard]] double exponentOf(const Filter& filter, double sd, double fullSd = kFullExponentSd) noexcept;

/// a(x) = min(1, (r/M)^b). Over one stretch (phrases of a long progression) the mean of their log(r/M) counts, so that
/// length alone refuses nothing. `stretches` and `ratios` run parallel. Without a scored chord: 0.
[[nodiscard]] double acceptanceOf(const Filter& filter, const Calibration& calibration,
                                  std::span<const Stretch> stretches, std::span<const Ratio> ratios) noexcept;

/// How far a candidate lies above the calibration's mean, natural log units, averaged over its stretches.
[[nodiscard]] double excessOf(theory::Mode mode, const Calibration& calibration, std::span<const Stretch> stretches,
                              std::span<const Ratio> ratios) noexcept;

/// What the keywords ask of a candidate's sound and neither P nor Q knows of, since both know no genre and no mood.
struct Flavour {
  double colour = 0;  ///< How rich its chords are: mean of propose::colourOf.
  double strain = 0;  ///< How much they grate: mean of propose::roughnessOf, and of tones outside the scale.
};
[[nodiscard]] Flavour flavourOf(std::span<const theory::RelativeChord> chords, theory::Mode mode) noexcept;

/// How log M is moved for a batch: its level, and slopes on flavour. P and Q alone would take the ninths out of jazz,
/// the sevenths out of the blues and the bite out of a boss battle; what keywords ask of flavour stays theirs.
struct BatchShift {
  double level = 0;
  Flavour mean, slope;
  [[nodiscard]] double at(const Flavour& flavour) const noexcept {
    return level + slope.colour * (flavour.colour - mean.colour) + slope.strain * (flavour.strain - mean.strain);
  }
};
/// The level is the median of the excesses, less what taking flavour out leaves of their 95th percentile; the slopes
/// their least-squares plane over the candidates' flavours (parallel to the excesses) with a ridge; all shrunk by N /
/// (N + kShiftShrinkage), strain's by kStrainKept besides, since what is strange in songs is partly just wrong. 0 for
/// none.
[[nodiscard]] BatchShift shiftOf(std::span<const double> excesses, std::span<const Flavour> flavours);
inline constexpr double kShiftShrinkage = 8;

/// How far the floor under log P a chord sinks for a batch: real openings that strain as much as it does on average are
/// less likely than others, so a boss battle is not held to what a lullaby may be. 0 for a batch that strains no more
/// than five of six real openings. `candidates`: how many the mean is of (shrinks it as above).
/// Source: quantile regression of the 2nd percentile of held-out openings on strain
/// (docs/decisions/022-the-floor-follows-strain.md).
[[nodiscard]] double floorDropOf(double meanStrain, std::size_t candidates, std::size_t chords) noexcept;
inline constexpr double kStrainKept = 0.6;

}  // namespace amuse::sample
