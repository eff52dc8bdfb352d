#pragma once

#include <array>
#include <span>

#include "brief/brief.h"
#include "propose/proposer_fit.h"

/// What mood a progression's chords alone suggest, learned from progressions written for a mood.
namespace amuse::propose {

/// A linear guess of each coordinate from moodFeatures.
struct MoodEstimate {
  std::array<std::array<double, kMoodFeatureCount + 1>, 4>
      weights{};  ///< One row a coordinate; the last is the constant.
  [[nodiscard]] brief::Affect operator()(std::span<const double, kMoodFeatureCount> features) const noexcept;
};

/// Ridge regression over the records, each the mean of its progressions.
[[nodiscard]] MoodEstimate fitMoodEstimate(std::span<const TrainingRecord> records);

}  // namespace amuse::propose
