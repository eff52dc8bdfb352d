#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "inspire/fisher_vector.h"

/// Principal axes and mixtures of Gaussians, fitted to samples of descriptors.
namespace amuse::train {

/// @param samples  Rows of `descriptorSize` floats. @param axes, components  Multiples of 8.
/// Whitens nothing; the mixture starts from k-means and runs `rounds` rounds of expectation maximisation.
[[nodiscard]] inspire::FisherCodebook fitCodebook(std::span<const float> samples, std::size_t descriptorSize,
                                                  std::size_t axes, std::size_t components, int rounds,
                                                  std::uint32_t seed);

}  // namespace amuse::train
