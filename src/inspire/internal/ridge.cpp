#include "inspire/internal/ridge.h"

#include "inspire/internal/cholesky.h"

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
