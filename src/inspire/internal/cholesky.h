#pragma once

#include <cstddef>
#include <vector>

/// Systems of linear equations with a symmetric positive matrix.
namespace amuse::inspire {

/// In-place Cholesky factor of a matrix of n rows, lower half, row-major. Cost: n^3 / 6 multiplications.
void factorise(std::vector<double>& m, std::size_t n);

/// Solves for all right-hand sides at once, in place; `b` is row-major, n rows of `width`. @param m  Factorised.
void solveFactored(const std::vector<double>& m, std::vector<double>& b, std::size_t n, std::size_t width);

}  // namespace amuse::inspire
