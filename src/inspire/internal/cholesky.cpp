#include "inspire/internal/cholesky.h"

#include <cmath>

namespace amuse::inspire {

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

}  // namespace amuse::inspire
