#include "primal_ridge.h"

#include <algorithm>
#include <cmath>

#include "inspire/float_block.h"

namespace amuse::train {
namespace {

constexpr std::size_t kAtOnce = 8;

/// sums[j] += factors[0] * rows[0][j] + ... for j below `count`.
AMUSE_WIDE void addEight(const float* const* rows, const float* factors, std::size_t count, float* sums) noexcept {
  std::size_t j = 0;
  for (; j + 8 <= count; j += 8) {
    inspire::Float8 sum = inspire::loadFloat8(sums + j);
    for (std::size_t k = 0; k < kAtOnce; ++k) sum += factors[k] * inspire::loadFloat8(rows[k] + j);
    inspire::storeFloat8(sums + j, sum);
  }
  for (; j < count; ++j)
    for (std::size_t k = 0; k < kAtOnce; ++k) sums[j] += factors[k] * rows[k][j];
}

/// Lower half of the sum of products, in doubles; floats only within a chunk.
std::vector<double> gramOf(const std::vector<DenseExample>& examples, std::size_t n) {
  constexpr std::size_t kChunk = 32 * kAtOnce;
  std::vector<double> gram(n * n, 0);
  std::vector<float> chunk(kChunk * n), row(n);
  for (std::size_t start = 0; start < examples.size(); start += kChunk) {
    std::fill(chunk.begin(), chunk.end(), 0.0F);
    for (std::size_t r = 0; r < std::min(kChunk, examples.size() - start); ++r) {
      const DenseExample& example = examples[start + r];
      const float root = std::sqrt(example.weight);
      for (std::size_t i = 0; i < n; ++i) chunk[r * n + i] = root * example.values[i];
    }
    for (std::size_t i = 0; i < n; ++i) {
      std::fill_n(row.begin(), i + 1, 0.0F);
      for (std::size_t r = 0; r < kChunk; r += kAtOnce) {
        const float* rows[kAtOnce];
        float factors[kAtOnce];
        for (std::size_t k = 0; k < kAtOnce; ++k) rows[k] = &chunk[(r + k) * n], factors[k] = rows[k][i];
        addEight(rows, factors, i + 1, row.data());
      }
      for (std::size_t j = 0; j <= i; ++j) gram[i * n + j] += row[j];
    }
  }
  return gram;
}

/// In-place Cholesky factor of a symmetric positive matrix, lower half, row-major.
AMUSE_WIDE void factorise(double* m, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      const double *x = m + i * n, *y = m + j * n;
      double parts[4] = {0, 0, 0, 0};
      std::size_t k = 0;
      for (; k + 4 <= j; k += 4)
        for (std::size_t p = 0; p < 4; ++p) parts[p] += x[k + p] * y[k + p];
      double sum = m[i * n + j] - (parts[0] + parts[1]) - (parts[2] + parts[3]);
      for (; k < j; ++k) sum -= x[k] * y[k];
      m[i * n + j] = i == j ? std::sqrt(sum) : sum / y[j];
    }
}

AMUSE_WIDE void subtract(double* to, const double* from, double factor, std::size_t width) {
  for (std::size_t t = 0; t < width; ++t) to[t] -= factor * from[t];
}

/// Solves for all targets; `b` has a row an unknown and a column a target.
void solveFactored(const std::vector<double>& m, std::vector<double>& b, std::size_t n, std::size_t width) {
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) subtract(&b[i * width], &b[k * width], m[i * n + k], width);
    for (std::size_t t = 0; t < width; ++t) b[i * width + t] /= m[i * n + i];
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) subtract(&b[i * width], &b[k * width], m[k * n + i], width);
    for (std::size_t t = 0; t < width; ++t) b[i * width + t] /= m[i * n + i];
  }
}

}  // namespace

std::vector<double> solvePrimalRidge(const std::vector<DenseExample>& examples, double penalty,
                                     std::size_t targetCount) {
  if (examples.empty()) return {};
  const std::size_t n = examples.front().values.size();
  std::vector<double> gram = gramOf(examples, n), right(n * targetCount, 0);
  for (std::size_t i = 0; i < n; ++i) gram[i * n + i] += i + 1 == n ? penalty * 1e-3 : penalty;
  for (const DenseExample& example : examples)
    for (const auto& [target, value] : example.targets)
      for (std::size_t i = 0; i < n; ++i)
        right[i * targetCount + target] += static_cast<double>(example.weight) * value * example.values[i];
  factorise(gram.data(), n);
  solveFactored(gram, right, n, targetCount);
  std::vector<double> weights(n * targetCount);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t t = 0; t < targetCount; ++t) weights[t * n + i] = right[i * targetCount + t];
  return weights;
}

}  // namespace amuse::train
