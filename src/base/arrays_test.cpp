#include <doctest/doctest.h>

#include "base/audio_buffer.h"
#include "base/image.h"

using namespace amuse;

TEST_CASE("sound knows its length and mixes down to the mean of its channels") {
  const StereoAudio stereo{.left = {1.0f, -1.0f, 0.5f, 0.0f}, .right = {1.0f, 1.0f, 0.0f, 0.0f}, .sampleRateHz = 8};
  CHECK(stereo.durationSeconds() == doctest::Approx(0.5));
  const MonoAudio mono = toMono(stereo);
  CHECK(mono.samples == std::vector<float>{1.0f, 0.0f, 0.25f, 0.0f});
  CHECK(mono.sampleRateHz == 8);
  CHECK(MonoAudio{}.durationSeconds() == 0);
  CHECK(MonoAudio{{0.5f}, 0}.durationSeconds() == 0);
}

TEST_CASE("a picture finds its pixels by column and row and notices missing bytes") {
  const Image image{2, 2, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}};
  CHECK(image.isWhole());
  CHECK(image.at(1, 0) == Rgb{4, 5, 6});
  CHECK(image.at(0, 1) == Rgb{7, 8, 9});
  CHECK_FALSE(Image{2, 2, {1, 2, 3}}.isWhole());
  CHECK_FALSE(Image{-1, -1, {1, 2, 3}}.isWhole());
  CHECK(Image{}.isWhole());
}
