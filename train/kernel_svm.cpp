#include "kernel_svm.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/random.h"
#include "inspire/float_block.h"
#include "parallel.h"

namespace amuse::train {
namespace {

constexpr float kCost = 5, kClassCost = 10;  // an example of the class counts twice
constexpr int kPasses = 10;

constexpr std::size_t kRows = 4;

AMUSE_INLINE float sumOf(const inspire::Float8& values) {
  float total = 0;
  for (int j = 0; j < 8; ++j) total += values[j];
  return total;
}

/// `piece` floats of kRows vectors with those of one: its values are read once for all.
AMUSE_WIDE void innerProducts(const float* rows, std::size_t length, const float* other, std::size_t piece,
                              float* products) {
  inspire::Float8 sums[kRows][2] = {};
  std::size_t i = 0;
  for (; i + 16 <= piece; i += 16)
    for (std::size_t half = 0; half < 2; ++half) {
      const inspire::Float8 value = inspire::loadFloat8(other + i + 8 * half);
      for (std::size_t r = 0; r < kRows; ++r)
        sums[r][half] += inspire::loadFloat8(rows + r * length + i + 8 * half) * value;
    }
  for (; i < piece; i += 8)
    for (std::size_t r = 0; r < kRows; ++r)
      sums[r][0] += inspire::loadFloat8(rows + r * length + i) * inspire::loadFloat8(other + i);
  for (std::size_t r = 0; r < kRows; ++r) products[r] = sumOf(sums[r][0] + sums[r][1]);
}

}  // namespace

void addInnerProducts(const std::vector<float>& vectors, std::size_t length, float scale, std::size_t threads,
                      KernelMatrix& into) {
  constexpr std::size_t kPiece = 2048, kBlock = 32;
  const std::size_t count = into.size;
  // Pieces of vectors in blocks, so that both sides stay in the cache. A thread has whole rows of the matrix.
  inParallel(threads, (count + kBlock - 1) / kBlock, [&](std::size_t block) {
    for (std::size_t at = 0; at < length; at += kPiece)
      for (std::size_t j = block * kBlock; j < count; ++j)
        for (std::size_t i = block * kBlock; i < std::min((block + 1) * kBlock, count); i += kRows) {
          // The last rows may be fewer than four: those before them are taken once more and left out.
          const std::size_t first = std::min(i, count - kRows);
          float products[kRows];
          innerProducts(&vectors[first * length + at], length, &vectors[j * length + at], std::min(kPiece, length - at),
                        products);
          for (std::size_t r = i - first; r < kRows; ++r) into.values[(first + r) * count + j] += scale * products[r];
        }
  });
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t j = 0; j < i; ++j) into.values[i * count + j] = into.values[j * count + i];
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
