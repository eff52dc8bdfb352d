#include "kernel_svm.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/random.h"
#include "inspire/float_block.h"

namespace amuse::train {
namespace {

constexpr float kCost = 5, kClassCost = 10;  // an example of the class counts twice
constexpr int kPasses = 10;

float innerProduct(const float* a, const float* b, std::size_t length) {
  inspire::Float8 sums[4] = {};
  std::size_t i = 0;
  for (; i + 32 <= length; i += 32)
    for (std::size_t j = 0; j < 4; ++j)
      sums[j] += inspire::loadFloat8(a + i + 8 * j) * inspire::loadFloat8(b + i + 8 * j);
  for (; i < length; i += 8) sums[0] += inspire::loadFloat8(a + i) * inspire::loadFloat8(b + i);
  const inspire::Float8 sum = sums[0] + sums[1] + sums[2] + sums[3];
  float total = 0;
  for (int j = 0; j < 8; ++j) total += sum[j];
  return total;
}

}  // namespace

void addInnerProducts(const std::vector<float>& vectors, std::size_t length, float scale, KernelMatrix& into) {
  constexpr std::size_t kPiece = 2048, kBlock = 32;
  // Pieces of vectors in blocks, so that both sides stay in the cache.
  for (std::size_t first = 0; first < length; first += kPiece) {
    const std::size_t size = std::min(kPiece, length - first);
    for (std::size_t bi = 0; bi < into.size; bi += kBlock)
      for (std::size_t j = 0; j < into.size; ++j)
        for (std::size_t i = bi; i < std::min(bi + kBlock, j + 1); ++i)
          into.values[i * into.size + j] +=
              scale * innerProduct(&vectors[i * length + first], &vectors[j * length + first], size);
  }
  for (std::size_t i = 0; i < into.size; ++i)
    for (std::size_t j = 0; j < i; ++j) into.values[i * into.size + j] = into.values[j * into.size + i];
}

SvmWeights fitSvm(const KernelMatrix& kernel, const std::vector<std::size_t>& examples,
                  const std::vector<bool>& isClass) {
  const std::size_t count = examples.size();
  std::vector<float> dual(count), score(count);
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  Random random(1);
  for (int pass = 0; pass < kPasses; ++pass) {
    for (std::size_t i = count; i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    for (const std::size_t i : order) {
      const float sign = isClass[i] ? 1.0f : -1.0f, ridge = 0.5f / (isClass[i] ? kClassCost : kCost);
      const float* row = kernel.row(examples[i]);
      const float slope = sign * score[i] - 1 + ridge * dual[i];
      const float better = std::max(0.0f, dual[i] - slope / (row[examples[i]] + 1 + ridge));
      const float step = sign * (better - dual[i]);
      if (std::abs(step) < 1e-6f) continue;
      dual[i] = better;
      for (std::size_t j = 0; j < count; ++j) score[j] += step * (row[examples[j]] + 1);
    }
  }
  SvmWeights fitted{std::move(dual), 0};
  for (std::size_t i = 0; i < count; ++i) {
    if (!isClass[i]) fitted.weights[i] = -fitted.weights[i];
    fitted.bias += fitted.weights[i];
  }
  return fitted;
}

}  // namespace amuse::train
