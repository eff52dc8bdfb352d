#include "audio/fft.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "audio/spectrogram.h"
#include "base/random.h"

namespace amuse::audio {
namespace {

TEST_CASE("the fast transform is the slow one") {
  for (const std::size_t size : {8u, 16u, 64u, 256u}) {
    CAPTURE(size);
    Random random(size);
    std::vector<float> in(size);
    for (float& value : in) value = static_cast<float>(random.uniform(-1, 1));
    RealFft fft(size);
    std::vector<float> re(fft.bins()), im(fft.bins()), power(fft.bins());
    fft.transform(in, re, im);
    fft.power(in, power);
    for (std::size_t k = 0; k < fft.bins(); ++k) {
      double wantedRe = 0, wantedIm = 0;
      for (std::size_t n = 0; n < size; ++n) {
        const double angle = -2 * std::numbers::pi * static_cast<double>(k * n) / static_cast<double>(size);
        wantedRe += in[n] * std::cos(angle);
        wantedIm += in[n] * std::sin(angle);
      }
      // Single precision over at most 8 stages.
      CHECK(re[k] == doctest::Approx(wantedRe).epsilon(1e-3));
      CHECK(std::abs(im[k] - wantedIm) < 1e-3);
      CHECK(power[k] == doctest::Approx(wantedRe * wantedRe + wantedIm * wantedIm).epsilon(1e-2));
    }
  }
}

TEST_CASE("a sine peaks at its frequency with its power") {
  MonoAudio audio{std::vector<float>(22050), 22050};
  for (std::size_t i = 0; i < audio.samples.size(); ++i)
    audio.samples[i] = static_cast<float>(std::sin(2 * std::numbers::pi * 1000 * static_cast<double>(i) / 22050));
  const auto spectra = powerSpectrogram(audio, 1024, 256);
  CHECK(spectra.frames == 87);
  const auto middle = spectra.frame(40);
  const auto peak = std::max_element(middle.begin(), middle.end()) - middle.begin();
  CHECK(static_cast<double>(peak) * 22050 / 1024 == doctest::Approx(1000).epsilon(0.02));
  CHECK(middle[static_cast<std::size_t>(peak)] == doctest::Approx(1).epsilon(0.25));
  CHECK(powerSpectrogram({{}, 22050}, 1024, 256).frames == 0);
}

TEST_CASE("mel bands cover the spectrum once") {
  FrameMatrix flat{1, 513, 0.01, std::vector<float>(513, 1.0f)};
  const auto mel = melBands(flat, 22050.0 / 1024, 40, 50, 11000);
  double sum = 0;
  for (const float value : mel.values) {
    CHECK(value > 0);
    sum += value;
  }
  CHECK(sum == doctest::Approx(510).epsilon(0.05));
}

}  // namespace
}  // namespace amuse::audio
