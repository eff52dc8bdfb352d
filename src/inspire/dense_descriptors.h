#pragma once

#include <vector>

#include "base/image.h"

/// Descriptors of overlapping square patches on a dense grid and several scales: what scene recognition sees.
namespace amuse::inspire {

/// Patches row by row: `size` floats each, and where each patch lies.
struct Descriptors {
  std::size_t size = 0;
  std::vector<float> values;   ///< count() * size.
  std::vector<float> middleY;  ///< Middle of each patch, 0 (top) .. 1 (bottom).
  [[nodiscard]] std::size_t count() const noexcept { return middleY.size(); }
  [[nodiscard]] const float* at(std::size_t index) const noexcept { return values.data() + index * size; }
};

/// A picture's lightness, 0..1, row by row.
struct LightPlane {
  int width = 0, height = 0;
  std::vector<float> values;
};
/// Rec. 601 luma, so that a picture and its grey copy give the same plane.
[[nodiscard]] LightPlane lightOf(const Image& image);

/// True when fewer than one pixel in a hundred has a visible colour: channels that differ by over 12 of 255.
[[nodiscard]] bool isGreyPicture(const Image& image) noexcept;

inline constexpr std::size_t kGradientDescriptorSize = 128;
/// Gradient orientations: 4 x 4 cells of 8 directions a patch, square roots of shares (Hellinger distance).
/// Patches of 16 to 64 pixels; a plane smaller than 16 x 16 gives none.
/// Source: Lowe 2004 (SIFT), sampled densely as Lazebnik, Schmid and Ponce 2006; Arandjelovic and Zisserman 2012
/// (root).
[[nodiscard]] Descriptors gradientDescriptors(const LightPlane& plane);

inline constexpr std::size_t kLightDescriptorSize = 32;
/// Mean and spread of lightness in 4 x 4 cells a patch.
/// Source: Clinchant, Csurka, Perronnin and Renders 2007 (local colour statistics), with one channel.
[[nodiscard]] Descriptors lightDescriptors(const LightPlane& plane);

inline constexpr std::size_t kColourDescriptorSize = 64;
/// Mean and spread of two colour differences (red - green, yellow - blue) in 4 x 4 cells a patch; nothing of lightness.
/// Source: as lightDescriptors.
[[nodiscard]] Descriptors colourDescriptors(const Image& image);

}  // namespace amuse::inspire
