#include "sample/calibration.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"

namespace amuse::sample {
namespace {

constexpr double kLeastVariance = 0.05;
constexpr std::size_t kFewestSamples = 50;
constexpr std::size_t kNumbersInRow = 5 + 2 * theory::kModeCount;
constexpr std::string_view kHeaderOf1 =
    "# Amuse calibration 1: mean and variance of log r by case (end counted + 2 x after context)\n";
constexpr std::string_view kHeader =
    "# Amuse calibration 2: how P and Q are compared (doubt, power, weight of P's residual, full exponent up to sd);\n"
    "# then mean and variance of log r by case (end counted + 2 x after context)\n";

struct Line {
  double intercept = 0, slope = 0;
  [[nodiscard]] double at(double x) const noexcept { return intercept + slope * x; }
};

/// Least squares; a level line when x does not vary.
Line regress(std::span<const double> x, std::span<const double> y) {
  const auto n = static_cast<double>(x.size());
  double sumX = 0, sumY = 0, sumXX = 0, sumXY = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    sumX += x[i];
    sumY += y[i];
    sumXX += x[i] * x[i];
    sumXY += x[i] * y[i];
  }
  const double spread = sumXX - sumX * sumX / n;
  if (spread < 1e-9) return {sumY / n, 0};
  const double slope = (sumXY - sumX * sumY / n) / spread;
  return {(sumY - slope * sumX) / n, slope};
}

/// Per mode: the mean of `values`, pulled towards `neutral` where samples are few.
std::array<double, theory::kModeCount> shrunkByMode(std::span<const CalibrationSample> samples,
                                                    std::span<const double> values, double neutral) {
  std::array<double, theory::kModeCount> sum{}, count{}, result{};
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const auto mode = static_cast<std::size_t>(samples[i].mode);
    sum[mode] += values[i] - neutral;
    count[mode] += 1;
  }
  for (std::size_t mode = 0; mode < result.size(); ++mode)
    result[mode] = neutral + sum[mode] / (count[mode] + kModeShrinkage);
  return result;
}

double percentile(std::vector<double> values, double share) {
  const auto index = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(index), values.end());
  return values[index];
}

/// Exactly as many numbers as there is room for. Errors: Parse.
Result<void> parseNumbers(std::span<const std::string_view> row, std::size_t rowNumber, std::span<double> numbers) {
  if (row.size() != numbers.size())
    return fail(ErrorCode::Parse,
                fmt::format("calibration row {} has {} numbers, not {}", rowNumber, row.size(), numbers.size()));
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto field = row[i];
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), numbers[i]);
    if (error != std::errc{} || end != field.data() + field.size() || !std::isfinite(numbers[i]))
      return fail(ErrorCode::Parse, fmt::format("calibration row {}, number {} cannot be read", rowNumber, i + 1));
  }
  return {};
}

/// Errors: Parse.
Result<ProposerTrust> parseTrust(std::span<const std::string_view> row) {
  std::array<double, 4> numbers{};
  if (auto parsed = parseNumbers(row, 1, numbers); !parsed) return tl::unexpected(parsed.error());
  const auto [doubt, power, residual, sd] = numbers;
  const auto isShare = [](double value) { return value >= 0 && value <= 1; };
  // Without doubt a step that Q gives no chance would make the ratio infinite.
  if (!(doubt > 0 && doubt <= 1) || !isShare(power) || !isShare(residual) || !(sd > 0 && sd <= 100))
    return fail(ErrorCode::Parse, "calibration row 1: doubt, power and weight are 0 to 1, the spread above 0");
  return ProposerTrust{doubt, power, residual, sd};
}

}  // namespace

Calibration::Fit Calibration::fitCase(std::span<const CalibrationSample> samples) {
  std::vector<double> length, value;
  for (const auto& sample : samples) {
    length.push_back(sample.chordCount);
    value.push_back(sample.logR);
  }
  Fit fit;
  const Line mean = regress(length, value);
  fit.meanIntercept = mean.intercept;
  fit.meanSlope = mean.slope;
  for (std::size_t i = 0; i < value.size(); ++i) value[i] -= mean.at(length[i]);
  fit.offset = shrunkByMode(samples, value, 0);

  std::vector<double> squares(value.size());
  for (std::size_t i = 0; i < value.size(); ++i) {
    value[i] -= fit.offset[static_cast<std::size_t>(samples[i].mode)];
    squares[i] = value[i] * value[i];
  }
  const Line variance = regress(length, squares);
  fit.varianceIntercept = variance.intercept;
  fit.varianceSlope = variance.slope;
  for (std::size_t i = 0; i < value.size(); ++i) squares[i] /= std::max(variance.at(length[i]), kLeastVariance);
  fit.factor = shrunkByMode(samples, squares, 1);
  for (std::size_t i = 0; i < value.size(); ++i) {
    const double factor = fit.factor[static_cast<std::size_t>(samples[i].mode)];
    value[i] /= std::sqrt(std::max(variance.at(length[i]), kLeastVariance) * factor);
  }
  fit.z95 = percentile(std::move(value), 0.95);
  return fit;
}

Result<Calibration> Calibration::fit(std::span<const CalibrationSample> samples, const ProposerTrust& trust) {
  Calibration calibration;
  calibration.trust_ = trust;
  for (std::size_t index = 0; index < kCalibrationCases; ++index) {
    std::vector<CalibrationSample> own;
    std::copy_if(samples.begin(), samples.end(), std::back_inserter(own),
                 [&](const auto& sample) { return sample.kind.index() == index; });
    if (own.size() < kFewestSamples)
      return fail(ErrorCode::InvalidArgument,
                  fmt::format("calibration needs at least {} samples a case; case {} has {}", kFewestSamples, index,
                              own.size()));
    calibration.fits_[index] = fitCase(own);
  }
  return calibration;
}

Spread Calibration::at(CalibrationCase kind, theory::Mode mode, int chordCount) const noexcept {
  const Fit& fit = fits_[kind.index()];
  const auto row = static_cast<std::size_t>(mode);
  Spread spread;
  spread.mean = fit.meanIntercept + fit.meanSlope * chordCount + fit.offset[row];
  const double variance = fit.varianceIntercept + fit.varianceSlope * chordCount;
  spread.sd = std::sqrt(std::max(variance, kLeastVariance) * fit.factor[row]);
  spread.logM = spread.mean + fit.z95 * spread.sd;
  return spread;
}

std::string Calibration::toText() const {
  std::string text(kHeader);
  text += "meanIntercept\tmeanSlope\tvarianceIntercept\tvarianceSlope\tz95\toffset of each mode\tfactor of each mode\n";
  text += fmt::format("{:.9g}\t{:.9g}\t{:.9g}\t{:.9g}\n", trust_.doubt, trust_.power, trust_.priorResidual,
                      trust_.fullExponentSd);
  for (const Fit& fit : fits_) {
    text += fmt::format("{:.9g}\t{:.9g}\t{:.9g}\t{:.9g}\t{:.9g}", fit.meanIntercept, fit.meanSlope,
                        fit.varianceIntercept, fit.varianceSlope, fit.z95);
    for (const double offset : fit.offset) text += fmt::format("\t{:.9g}", offset);
    for (const double factor : fit.factor) text += fmt::format("\t{:.9g}", factor);
    text += '\n';
  }
  return text;
}

Result<Calibration::Fit> Calibration::parseFit(std::span<const std::string_view> row, std::size_t rowNumber) {
  std::array<double, kNumbersInRow> numbers{};
  if (auto parsed = parseNumbers(row, rowNumber, numbers); !parsed) return tl::unexpected(parsed.error());
  Fit fit{numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], {}, {}};
  std::copy_n(numbers.begin() + 5, theory::kModeCount, fit.offset.begin());
  std::copy_n(numbers.begin() + 5 + theory::kModeCount, theory::kModeCount, fit.factor.begin());
  for (double& factor : fit.factor) factor = std::max(factor, 0.01);
  return fit;
}

Result<Calibration> Calibration::parse(std::string_view table) {
  const bool isFirstVersion = table.starts_with(kHeaderOf1);
  if (!isFirstVersion && !table.starts_with(kHeader))
    return fail(ErrorCode::Parse, "not a calibration table of version 1 or 2; make it again with 'amuse calibrate'", 0);
  auto rows = tableRows(table);
  const std::size_t wanted = kCalibrationCases + (isFirstVersion ? 0 : 1);
  if (rows.size() != wanted)
    return fail(ErrorCode::Parse, fmt::format("this calibration table needs {} rows, not {}", wanted, rows.size()));
  Calibration calibration;
  if (!isFirstVersion) {
    auto trust = parseTrust(rows[0]);
    if (!trust) return tl::unexpected(trust.error());
    calibration.trust_ = *trust;
  }
  const std::size_t first = wanted - kCalibrationCases;
  for (std::size_t index = 0; index < kCalibrationCases; ++index) {
    auto fit = parseFit(rows[first + index], first + index + 1);
    if (!fit) return tl::unexpected(fit.error());
    calibration.fits_[index] = *fit;
  }
  return calibration;
}

}  // namespace amuse::sample
