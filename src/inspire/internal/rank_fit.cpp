#include "inspire/internal/rank_fit.h"

#include "inspire/internal/cholesky.h"

namespace amuse::inspire {
namespace {

constexpr double kRankPenalty = 1;  ///< On the weights' squares, beside the sum of the examples' losses.
constexpr int kNewtonSteps = 12;    ///< The last ones change nothing that could be seen.
constexpr std::size_t kSide = kRankFeatures;

}  // namespace

RankFeatures fitRanker(const std::vector<RankExample>& examples) {
  RankFeatures weights{};
  for (int step = 0; step < kNewtonSteps; ++step) {
    std::vector<double> curve(kSide * kSide, 0), slope(kSide, 0);
    for (std::size_t i = 0; i < kSide; ++i) curve[i * kSide + i] = kRankPenalty, slope[i] = -kRankPenalty * weights[i];
    for (const RankExample& example : examples) {
      const double chance = chanceOf(weights, example.features), sway = chance * (1 - chance);
      for (std::size_t i = 0; i < kSide; ++i) {
        slope[i] += (example.label - chance) * example.features[i];
        const double here = sway * example.features[i];
        for (std::size_t j = 0; j <= i; ++j) curve[i * kSide + j] += here * example.features[j];
      }
    }
    factorise(curve, kSide);
    solveFactored(curve, slope, kSide, 1);
    for (std::size_t i = 0; i < kSide; ++i) weights[i] += slope[i];
  }
  return weights;
}

}  // namespace amuse::inspire
