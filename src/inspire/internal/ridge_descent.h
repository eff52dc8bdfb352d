#pragma once

#include <span>
#include <vector>

#include "inspire/internal/ridge.h"

namespace amuse::inspire {

/// Ridge regression as solveRidge gives it, by conjugate gradients: for thousands of rows and columns.
/// @param rows       Their own `targets` are not looked at.
/// @param penalties  One a column, above 0.
/// @param targets    Row-major, `targetCount` numbers for each of `rows`.
/// @return Weights, row-major: one row a column of the data, `targetCount` numbers each.
/// Cost: some 25 passes over all values for every target. Deterministic.
[[nodiscard]] std::vector<float> descendRidge(const std::vector<SparseRow>& rows, const std::vector<double>& penalties,
                                              std::span<const float> targets, std::size_t targetCount);

}  // namespace amuse::inspire
