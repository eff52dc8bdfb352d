#pragma once

#include <cstdint>
#include <vector>

#include "lm/internal/mixture.h"

/// Fitting the weights of the mixture: a convex problem (a maximum-entropy model over fixed inputs), solved by
/// stochastic gradient descent with a step size of its own for each weight.
namespace amuse::lm::internal {

/// One position to learn from: what the experts said (trained on other songs), which features held, what came.
struct MixtureExample {
  std::size_t firstFeature = 0, featureCount = 0;  ///< Into MixtureExamples::features.
  std::uint8_t target = 0, bucket = 0;
  float weight = 1;
};

struct MixtureExamples {
  std::size_t experts = 0;
  std::vector<MixtureExample> rows;
  std::vector<float> logs;  ///< rows x experts x kSymbolCount.
  std::vector<Feature> features;
  [[nodiscard]] std::span<const float> logsOf(std::size_t row) const noexcept {
    return std::span(logs).subspan(row * experts * kSymbolCount, experts * kSymbolCount);
  }
};

struct MixtureWeights {
  std::vector<float> powers, boosts;
};

/// The weights after `epochs` passes in an order drawn from `seed`. Source of the step sizes: Duchi, Hazan and Singer
/// (2011), AdaGrad, here with a rate that falls to zero.
[[nodiscard]] MixtureWeights fitMixture(const MixtureExamples& examples, int epochs, std::uint64_t seed);

/// The distribution at one example under given weights.
void mixExample(const MixtureExamples& examples, std::size_t row, const MixtureWeights& weights, SymbolVector& p);

}  // namespace amuse::lm::internal
