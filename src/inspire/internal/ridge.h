#pragma once

#include <cstdint>
#include <utility>
#include <vector>

/// Ridge regression of many targets at once on sparse rows, in its dual form (as many unknowns as rows).
namespace amuse::inspire {

struct SparseRow {
  std::vector<std::pair<std::uint32_t, double>> values;  ///< Column and value, columns ascending.
  std::vector<std::pair<std::uint32_t, float>> targets;  ///< Target and value; the others are 0.
  double weight = 1;
};

/// @param penalties  One a column, above 0.
/// @return Weights, row-major: one row a column of the data, `targetCount` numbers each.
/// Cost: rows^3 / 3 + 2 rows^2 targets multiplications; 2,000 rows take a few seconds. Deterministic.
[[nodiscard]] std::vector<float> solveRidge(const std::vector<SparseRow>& rows, const std::vector<double>& penalties,
                                            std::size_t targetCount);

}  // namespace amuse::inspire
