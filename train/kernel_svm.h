#pragma once

#include <cstddef>
#include <vector>

/// Linear support vector machines by way of the matrix of inner products, for few examples with long vectors.
namespace amuse::train {

/// Symmetric, row by row.
struct KernelMatrix {
  std::size_t size = 0;
  std::vector<float> values;
  [[nodiscard]] const float* row(std::size_t index) const noexcept { return values.data() + index * size; }
};

/// scale times the inner products of vectors of `length` floats (a multiple of 8), added to `into`.
void addInnerProducts(const std::vector<float>& vectors, std::size_t length, float scale, std::size_t threads,
                      KernelMatrix& into);

/// Signed weight of each example, and the bias: score(x) = bias + sum of weights[i] * kernel(x, i).
struct SvmWeights {
  std::vector<float> weights;
  float bias = 0;
};
/// One class against the rest, squared hinge loss, dual coordinate descent. @param examples  Rows of the kernel to
/// learn from. @param isClass  One an example. Source: Hsieh, Chang, Lin, Keerthi and Sundararajan 2008.
[[nodiscard]] SvmWeights fitSvm(const KernelMatrix& kernel, const std::vector<std::size_t>& examples,
                                const std::vector<bool>& isClass);

}  // namespace amuse::train
