#include "inspire/picture_kind.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/random.h"

namespace amuse::inspire {
namespace {

Image evenPicture(int width, int height, Rgb colour) {
  Image image{width, height, {}};
  for (int i = 0; i < width * height; ++i) image.pixels.insert(image.pixels.end(), colour.begin(), colour.end());
  return image;
}

void paint(Image& image, int left, int top, int width, int height, Rgb colour) {
  for (int y = top; y < top + height; ++y)
    for (int x = left; x < left + width; ++x)
      std::copy(colour.begin(), colour.end(), &image.pixels[static_cast<std::size_t>(y * image.width + x) * 3]);
}

/// Shading with grain, as a camera gives it.
Image shaded(int width, int height) {
  Image image{width, height, {}};
  Random random(1);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const double light = 60 + 120.0 * y / height + 30.0 * x / width + 10 * (random.uniform() - 0.5);
      for (int c = 0; c < 3; ++c) image.pixels.push_back(static_cast<std::uint8_t>(light + 8 * c));
    }
  return image;
}

TEST_CASE("shading with grain is a photograph; flat shapes are drawn; lines on paper are a document") {
  CHECK(kindOf(shaded(160, 120)) == PictureKind::Photograph);
  auto drawing = evenPicture(160, 120, {40, 90, 200});
  paint(drawing, 20, 20, 60, 60, {250, 200, 30});
  paint(drawing, 90, 40, 50, 50, {200, 30, 60});
  CHECK(kindOf(drawing) == PictureKind::Drawing);
  auto page = evenPicture(160, 120, {252, 252, 250});
  for (int line = 10; line < 110; line += 10)
    for (int x = 10; x < 150; x += 4) paint(page, x, line, 2, 5, {20, 20, 20});
  CHECK(kindOf(page) == PictureKind::Document);
}

TEST_CASE("the smallest pictures have a kind") {
  CHECK(kindOf(evenPicture(1, 1, {1, 2, 3})) == PictureKind::Drawing);
  CHECK(kindOf(evenPicture(1, 9, {255, 255, 255})) == PictureKind::Drawing);
}

}  // namespace
}  // namespace amuse::inspire
