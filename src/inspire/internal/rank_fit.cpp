#include "inspire/internal/rank_fit.h"

#include <cmath>

namespace amuse::inspire {
namespace {

constexpr double kRankPenalty = 1;  ///< On the weights' squares, beside the sum of the examples' losses.
constexpr int kNewtonSteps = 12;    ///< The last ones change nothing that could be seen.
constexpr std::size_t kSide = kRankFeatures;

/// Lower half, row-major.
using RankMatrix = std::vector<double>;

/// Solves m x = b in place of b; m becomes its Cholesky factor.
void solvePositive(RankMatrix& m, RankFeatures& b) {
  for (std::size_t i = 0; i < kSide; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = m[i * kSide + j];
      for (std::size_t k = 0; k < j; ++k) sum -= m[i * kSide + k] * m[j * kSide + k];
      m[i * kSide + j] = i == j ? std::sqrt(sum) : sum / m[j * kSide + j];
    }
  for (std::size_t i = 0; i < kSide; ++i) {
    for (std::size_t k = 0; k < i; ++k) b[i] -= m[i * kSide + k] * b[k];
    b[i] /= m[i * kSide + i];
  }
  for (std::size_t i = kSide; i-- > 0;) {
    for (std::size_t k = i + 1; k < kSide; ++k) b[i] -= m[k * kSide + i] * b[k];
    b[i] /= m[i * kSide + i];
  }
}

}  // namespace

RankFeatures fitRanker(const std::vector<RankExample>& examples) {
  RankFeatures weights{};
  for (int step = 0; step < kNewtonSteps; ++step) {
    RankMatrix curve(kSide * kSide, 0);
    RankFeatures slope{};
    for (std::size_t i = 0; i < kSide; ++i) curve[i * kSide + i] = kRankPenalty, slope[i] = -kRankPenalty * weights[i];
    for (const RankExample& example : examples) {
      const double chance = chanceOf(weights, example.features), sway = chance * (1 - chance);
      for (std::size_t i = 0; i < kSide; ++i) {
        slope[i] += (example.label - chance) * example.features[i];
        const double here = sway * example.features[i];
        for (std::size_t j = 0; j <= i; ++j) curve[i * kSide + j] += here * example.features[j];
      }
    }
    solvePositive(curve, slope);
    for (std::size_t i = 0; i < kSide; ++i) weights[i] += slope[i];
  }
  return weights;
}

}  // namespace amuse::inspire
