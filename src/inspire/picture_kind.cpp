#include "inspire/picture_kind.h"

#include <algorithm>
#include <cstdlib>

namespace amuse::inspire {
namespace {

/// Even pairs from which a picture is drawn, and the most shading it may have then; paper from which it is a document.
/// On the training photographs these name one in a thousand or fewer (docs/inspire.md).
constexpr double kDrawnEven = 0.45, kDrawnShading = 0.2, kDocumentPaper = 0.6;
constexpr int kNearlyWhite = 225, kNearlyGrey = 16, kNoStep = 1, kSmallStep = 16;

int stepBetween(const std::uint8_t* a, const std::uint8_t* b) {
  return std::max({std::abs(a[0] - b[0]), std::abs(a[1] - b[1]), std::abs(a[2] - b[2])});
}

}  // namespace

PixelSteps stepsOf(const Image& image) {
  const auto width = static_cast<std::size_t>(image.width), height = static_cast<std::size_t>(image.height);
  std::size_t none = 0, small = 0, pairs = 0, paper = 0;
  const auto count = [&](const std::uint8_t* a, const std::uint8_t* b) {
    const int step = stepBetween(a, b);
    ++pairs;
    none += step <= kNoStep ? 1 : 0;
    small += step > kNoStep && step <= kSmallStep ? 1 : 0;
  };
  for (std::size_t y = 0; y < height; ++y)
    for (std::size_t x = 0; x < width; ++x) {
      const auto* pixel = &image.pixels[(y * width + x) * 3];
      if (x + 1 < width) count(pixel, pixel + 3);
      if (y + 1 < height) count(pixel, pixel + width * 3);
      const auto [least, most] = std::minmax({pixel[0], pixel[1], pixel[2]});
      paper += least >= kNearlyWhite && most - least <= kNearlyGrey ? 1 : 0;
    }
  const auto all = static_cast<double>(std::max<std::size_t>(1, pairs));
  return {static_cast<double>(none) / all, static_cast<double>(small) / all,
          static_cast<double>(paper) / static_cast<double>(width * height)};
}

PictureKind kindOf(const Image& image) {
  const auto steps = stepsOf(image);
  if (image.width < 2 || image.height < 2 || steps.none < kDrawnEven || steps.small > kDrawnShading)
    return image.width < 2 || image.height < 2 ? PictureKind::Drawing : PictureKind::Photograph;
  return steps.paper >= kDocumentPaper ? PictureKind::Document : PictureKind::Drawing;
}

}  // namespace amuse::inspire
