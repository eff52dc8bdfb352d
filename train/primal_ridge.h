#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace amuse::train {

/// One example of many numbers and few targets that differ from 0.
struct DenseExample {
  std::vector<float> values;
  std::vector<std::pair<std::uint32_t, float>> targets;
  float weight = 1;
};

/// Ridge regression of many targets at once in its primal form: as many unknowns as there are values, however many
/// examples. The last value is taken for the constant and hardly held back.
/// @return Row-major: a row a target, as many numbers as an example has values.
/// Cost: examples x values^2 / 2 multiplications; ten thousand by two thousand take some ten seconds. Deterministic.
[[nodiscard]] std::vector<double> solvePrimalRidge(const std::vector<DenseExample>& examples, double penalty,
                                                   std::size_t targetCount);

}  // namespace amuse::train
