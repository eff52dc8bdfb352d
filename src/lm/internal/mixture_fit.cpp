#include "lm/internal/mixture_fit.h"

#include <cmath>
#include <numeric>

#include "base/random.h"
#include "lm/net_kernels.h"

namespace amuse::lm::internal {

namespace {

// Found on held-out songs; between 0.1 and 0.5 the result moves by less than 0.002 bit.
constexpr float kRate = 0.3f, kPowerRate = 0.1f, kDecay = 1e-6f;

struct SquaredGradients {
  std::vector<float> powers, boosts;
};

void descend(const MixtureExamples& examples, std::size_t row, float rate, MixtureWeights& weights,
             SquaredGradients& squares) {
  SymbolVector p;
  mixExample(examples, row, weights, p);
  const MixtureExample& example = examples.rows[row];
  p[example.target] -= 1;  // The gradient of -log p(target) by the logits.
  for (float& g : p) g *= example.weight;
  for (std::size_t i = 0; i < example.featureCount; ++i) {
    const Feature& feature = examples.features[example.firstFeature + i];
    float& boost = weights.boosts[feature.index];
    const float g = p[feature.symbol] + kDecay * boost;
    float& square = squares.boosts[feature.index];
    square += g * g;
    boost -= rate * g / std::sqrt(square);
  }
  const auto logs = examples.logsOf(row);
  for (std::size_t e = 0; e < examples.experts; ++e) {
    float g = 0;
    for (std::size_t w = 0; w < kSymbolCount; ++w) g += p[w] * logs[e * kSymbolCount + w];
    float& square = squares.powers[e * kLengthBuckets + example.bucket];
    square += g * g;
    weights.powers[e * kLengthBuckets + example.bucket] -= kPowerRate / kRate * rate * g / std::sqrt(square);
  }
}

}  // namespace

void mixExample(const MixtureExamples& examples, std::size_t row, const MixtureWeights& weights, SymbolVector& p) {
  const MixtureExample& example = examples.rows[row];
  const auto logs = examples.logsOf(row);
  p.fill(0);
  for (std::size_t e = 0; e < examples.experts; ++e) {
    const float power = weights.powers[e * kLengthBuckets + example.bucket];
    netKernels().addScaled(&logs[e * kSymbolCount], power, p.data(), kSymbolCount);
  }
  for (std::size_t i = 0; i < example.featureCount; ++i) {
    const Feature& feature = examples.features[example.firstFeature + i];
    p[feature.symbol] += weights.boosts[feature.index];
  }
  netKernels().softmax(p.data(), p.size());
}

MixtureWeights fitMixture(const MixtureExamples& examples, int epochs, std::uint64_t seed) {
  const std::size_t powers = examples.experts * kLengthBuckets;
  MixtureWeights weights{std::vector<float>(powers, 1.0f / static_cast<float>(examples.experts)),
                         std::vector<float>(kFeatureCount, 0.0f)};
  SquaredGradients squares{std::vector<float>(powers, 1.0f), std::vector<float>(kFeatureCount, 1e-2f)};
  std::vector<std::size_t> order(examples.rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  Random random(seed);
  for (int epoch = 0; epoch < epochs; ++epoch) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    const float rate = kRate * (1 - static_cast<float>(epoch) / static_cast<float>(epochs));
    for (const std::size_t row : order) descend(examples, row, rate, weights, squares);
  }
  return weights;
}

}  // namespace amuse::lm::internal
