#pragma once

#include <span>
#include <vector>

#include "inspire/dense_descriptors.h"

/// How a picture's descriptors differ from those of pictures at large: one long vector of fixed size.
namespace amuse::inspire {

/// Principal axes and a mixture of Gaussians over descriptors. All sizes that end inner loops are multiples of 8.
struct FisherCodebook {
  std::size_t descriptorSize = 0, axes = 0, components = 0;
  std::vector<float> mean;        ///< descriptorSize.
  std::vector<float> projection;  ///< descriptorSize x axes.
  std::vector<float> weights;     ///< components; they sum to 1.
  std::vector<float> means;       ///< components x axes.
  std::vector<float> variances;   ///< components x axes.
};

/// Strips from top to bottom that are encoded beside the whole.
inline constexpr std::size_t kFisherStrips = 3;
/// Regions encoded: the whole, then the strips.
inline constexpr std::size_t kFisherRegions = 1 + kFisherStrips;

/// Encodes descriptors by one codebook. Immutable; prepared once.
class FisherEncoder final {
 public:
  explicit FisherEncoder(FisherCodebook codebook);
  /// Floats in a vector: kFisherRegions x components x axes x 2.
  [[nodiscard]] std::size_t size() const noexcept;
  [[nodiscard]] const FisherCodebook& codebook() const noexcept { return codebook_; }
  /// Gradients by means and by spreads, region after region; signed square roots, each region of length 1 (all zero
  /// where no descriptor lies in it). Source: Sanchez, Perronnin, Mensink and Verbeek 2013.
  [[nodiscard]] std::vector<float> encode(const Descriptors& descriptors) const;
  /// Descriptors on the principal axes: count x axes.
  [[nodiscard]] std::vector<float> project(const Descriptors& descriptors) const;
  /// Log weight times density of every component for one projected descriptor, up to a constant.
  void logDensities(const float* projected, std::span<float> out) const;

 private:
  FisherCodebook codebook_;
  std::vector<float> start_, table_;  ///< Log densities as a linear map of (x, x squared).
  std::vector<float> projectionStart_;
};

}  // namespace amuse::inspire
