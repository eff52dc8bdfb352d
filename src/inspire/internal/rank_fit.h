#pragma once

#include <vector>

#include "inspire/internal/reader_model.h"

namespace amuse::inspire {

/// One candidate keyword of one text, and what it was worth there, 0..1.
struct RankExample {
  RankFeatures features{};
  double label = 0;
};

/// The ranker's weights: logistic regression by Newton's steps, weights held back a little.
/// Cost: some ten times examples x kRankFeatures^2 / 2 multiplications, seconds for 60,000. Deterministic.
[[nodiscard]] RankFeatures fitRanker(const std::vector<RankExample>& examples);

}  // namespace amuse::inspire
