#pragma once

#include <span>
#include <vector>

/// Vectors of terms from which of them are named together.
namespace amuse::propose {

/// `size` numbers a term, unit length (all zero for a term never named with another): the leading left singular
/// vectors, weighted by the root of their singular values, of the positive pointwise mutual information of naming
/// two terms in one set. Deterministic.
/// Source: Levy and Goldberg, NIPS 2014 (PPMI with SVD); subspace iteration.
[[nodiscard]] std::vector<float> termVectors(std::span<const std::vector<int>> termSets, int termCount, int size);

}  // namespace amuse::propose
