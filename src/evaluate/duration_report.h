#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "lm/net_inputs.h"

namespace amuse::lm {
class ChordModel;
}

/// How well the prior's network says how long a chord is held, beside counts of training sections.
namespace amuse::evaluate {

struct HeldOutSection;

/// The yardstick: how often each length (a class of lm::kDurationBeats) was held, and after which.
class DurationCounts {
 public:
  /// Lengths in beats; <= 0 is unknown and left out.
  void add(std::span<const double> beats);
  /// ln P of each class: shares over all, or after the class before it where that is known; each class has one more
  /// than was counted.
  [[nodiscard]] std::array<double, lm::kDurationClasses> logs() const noexcept { return logsOf(kAny); }
  [[nodiscard]] std::array<double, lm::kDurationClasses> logsAfter(double beatsBefore) const noexcept;

 private:
  static constexpr std::size_t kAny = lm::kDurationClasses;
  [[nodiscard]] std::array<double, lm::kDurationClasses> logsOf(std::size_t before) const noexcept;
  std::array<std::array<double, lm::kDurationClasses>, lm::kDurationClasses + 1> counts_{};
};

/// One predictor on the held-out lengths.
struct DurationRow {
  std::string model;
  double bits = 0, right = 0;  ///< Bits a length; share of lengths whose class was the likeliest.
};
struct DurationFigures {
  std::size_t sections = 0, lengths = 0;
  std::vector<DurationRow> rows;  ///< Empty for a prior without a network.
};

/// Every held-out chord whose length is known. The network is asked twice: told the chords alone, and told the earlier
/// lengths as well.
[[nodiscard]] DurationFigures measureDurations(const lm::ChordModel& prior, const DurationCounts& training,
                                               std::span<const HeldOutSection> sections);

[[nodiscard]] std::string toText(const DurationFigures& figures);

}  // namespace amuse::evaluate
