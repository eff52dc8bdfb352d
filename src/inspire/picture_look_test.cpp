#include "inspire/picture_look.h"

#include <doctest/doctest.h>

namespace amuse::inspire {
namespace {

Image filled(int width, int height, Rgb colour) {
  Image image{width, height, {}};
  for (int i = 0; i < width * height; ++i) image.pixels.insert(image.pixels.end(), colour.begin(), colour.end());
  return image;
}

/// The right part, from column `from`, in another colour.
Image parted(int width, int height, Rgb left, Rgb right, int from) {
  Image image = filled(width, height, left);
  for (int y = 0; y < height; ++y)
    for (int x = from; x < width; ++x)
      for (std::size_t c = 0; c < 3; ++c) image.pixels[static_cast<std::size_t>(y * width + x) * 3 + c] = right[c];
  return image;
}

TEST_CASE("a palette names colours with their shares, largest first") {
  const auto look = lookAt(parted(100, 40, {205, 35, 35}, {25, 45, 115}, 70));
  REQUIRE(look.palette.size() == 2);
  CHECK(look.palette[0].name == "red");
  CHECK(look.palette[0].share == doctest::Approx(0.7).epsilon(0.02));
  CHECK(look.palette[1].name == "deep blue");
  CHECK(toHex(look.palette[1].colour) == "#192d73");
}

TEST_CASE("light, warmth and saturation go the way the picture does") {
  const auto dark = lookAt(filled(32, 32, {10, 10, 12})), light = lookAt(filled(32, 32, {245, 244, 240}));
  CHECK(dark.brightness < 0.2);
  CHECK(light.brightness > 0.9);
  CHECK(lookAt(filled(32, 32, {230, 150, 60})).warmth > 0.5);
  CHECK(lookAt(filled(32, 32, {60, 110, 220})).warmth < -0.5);
  CHECK(lookAt(filled(32, 32, {128, 128, 128})).isGrey);
  CHECK(lookAt(filled(32, 32, {220, 20, 30})).saturation > 0.7);
  CHECK(lookAt(parted(64, 64, {0, 0, 0}, {255, 255, 255}, 32)).contrast > 0.9);
}

TEST_CASE("bright saturated colours please more than dark ones") {
  const auto bright = colourAffect(lookAt(filled(16, 16, {255, 200, 60})));
  const auto dark = colourAffect(lookAt(filled(16, 16, {30, 30, 34})));
  CHECK(bright.valence > 0.3);
  CHECK(dark.valence < -0.3);
  CHECK(bright.arousal > dark.arousal);
}

TEST_CASE("one pixel is a picture too, and shrinking keeps the mean") {
  CHECK(lookAt(filled(1, 1, {1, 2, 3})).palette.size() == 1);
  const Image small = withShortSide(parted(64, 64, {0, 0, 0}, {255, 255, 255}, 32), 16);
  CHECK((small.width == 16 && small.height == 16));
  CHECK(small.at(0, 0) == Rgb{0, 0, 0});
  CHECK(small.at(15, 15) == Rgb{255, 255, 255});
}

}  // namespace
}  // namespace amuse::inspire
