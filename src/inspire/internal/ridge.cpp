#include "inspire/internal/ridge.h"

#include <cmath>

namespace amuse::inspire {
namespace {

double innerProduct(const SparseRow& a, const SparseRow& b, const std::vector<double>& penalties) {
  double sum = 0;
  for (std::size_t i = 0, j = 0; i < a.values.size() && j < b.values.size();) {
    if (a.values[i].first == b.values[j].first) {
      sum += a.values[i].second * b.values[j].second / penalties[a.values[i].first];
      ++i, ++j;
    } else if (a.values[i].first < b.values[j].first) {
      ++i;
    } else {
      ++j;
    }
  }
  return sum;
}

/// In-place Cholesky factor of a symmetric positive matrix, lower half, row-major.
void factorise(std::vector<double>& m, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = m[i * n + j];
      const double *x = &m[i * n], *y = &m[j * n];
      for (std::size_t k = 0; k < j; ++k) sum -= x[k] * y[k];
      m[i * n + j] = i == j ? std::sqrt(sum) : sum / y[j];
    }
  }
}

/// Solves for all targets at once; `b` is row-major, n rows of `width`.
void solveFactored(const std::vector<double>& m, std::vector<double>& b, std::size_t n, std::size_t width) {
  const auto subtract = [&](std::size_t to, std::size_t from, double factor) {
    for (std::size_t t = 0; t < width; ++t) b[to * width + t] -= factor * b[from * width + t];
  };
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) subtract(i, k, m[i * n + k]);
    for (std::size_t t = 0; t < width; ++t) b[i * width + t] /= m[i * n + i];
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) subtract(i, k, m[k * n + i]);
    for (std::size_t t = 0; t < width; ++t) b[i * width + t] /= m[i * n + i];
  }
}

}  // namespace

std::vector<float> solveRidge(const std::vector<SparseRow>& rows, const std::vector<double>& penalties,
                              std::size_t targetCount) {
  const std::size_t n = rows.size();
  std::vector<double> kernel(n * n), alpha(n * targetCount, 0);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) kernel[i * n + j] = innerProduct(rows[i], rows[j], penalties);
    kernel[i * n + i] += 1 / rows[i].weight;
    for (const auto& [target, value] : rows[i].targets) alpha[i * targetCount + target] = value;
  }
  factorise(kernel, n);
  solveFactored(kernel, alpha, n, targetCount);
  std::vector<double> weights(penalties.size() * targetCount, 0);
  for (std::size_t i = 0; i < n; ++i)
    for (const auto& [column, value] : rows[i].values)
      for (std::size_t t = 0; t < targetCount; ++t)
        weights[column * targetCount + t] += alpha[i * targetCount + t] * value / penalties[column];
  return {weights.begin(), weights.end()};
}

}  // namespace amuse::inspire
