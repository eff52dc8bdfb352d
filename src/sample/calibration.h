#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "sample/trust.h"
#include "theory/mode.h"

/// What log r looks like for one proposer, fitted once: its mean and spread by length and mode.
namespace amuse::sample {

/// The four cases that are fitted apart: does the end count, do the songwriter's chords come before.
struct CalibrationCase {
  bool withEnd = false, afterContext = false;
  [[nodiscard]] constexpr std::size_t index() const noexcept {
    return static_cast<std::size_t>(withEnd) + 2 * static_cast<std::size_t>(afterContext);
  }
};
inline constexpr std::size_t kCalibrationCases = 4;

/// One scored proposal to fit on.
struct CalibrationSample {
  CalibrationCase kind;
  theory::Mode mode = theory::Mode::Maj;
  int chordCount = 0;
  double logR = 0;
};

/// Mean and spread of log r for a length and mode, and its 95th percentile, log M.
struct Spread {
  double mean = 0, sd = 1, logM = 0;
};

/// A fitted line a case, with a shrunk offset (mean) and factor (variance) a mode; and how P and Q were compared for
/// it, which is how they must be compared when it is used.
class Calibration {
 public:
  /// Least squares on the samples: mean = a + b n + offset(mode), variance = c + d n times factor(mode); offsets and
  /// factors are shrunk by N / (N + kModeShrinkage), N the samples of that mode. log M takes the 95th percentile of
  /// the standardised residuals, so no normal law is assumed.
  /// @param trust  What the samples' log r was made with.
  /// Errors: InvalidArgument for a case with fewer than 50 samples.
  [[nodiscard]] static Result<Calibration> fit(std::span<const CalibrationSample> samples,
                                               const ProposerTrust& trust = {});

  [[nodiscard]] Spread at(CalibrationCase kind, theory::Mode mode, int chordCount) const noexcept;

  [[nodiscard]] const ProposerTrust& trust() const noexcept { return trust_; }

  /// A table with the trust's row and one a case; parse(toText()) gives the same numbers to nine digits.
  [[nodiscard]] std::string toText() const;
  /// A table of version 1 has no row of trust: it was made with the built-in proposer's. Errors: Parse, naming the
  /// line.
  [[nodiscard]] static Result<Calibration> parse(std::string_view table);

 private:
  struct Fit {
    double meanIntercept = 0, meanSlope = 0, varianceIntercept = 1, varianceSlope = 0, z95 = 1.645;
    std::array<double, theory::kModeCount> offset{}, factor{};
  };
  [[nodiscard]] static Fit fitCase(std::span<const CalibrationSample> samples);
  [[nodiscard]] static Result<Fit> parseFit(std::span<const std::string_view> row, std::size_t rowNumber);

  ProposerTrust trust_;
  std::array<Fit, kCalibrationCases> fits_{};
};

inline constexpr double kModeShrinkage = 100;

}  // namespace amuse::sample
