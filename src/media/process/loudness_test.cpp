#include "media/process/loudness.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

namespace amuse::media {
namespace {

/// A sine on both channels; `level` in dB of its peak below full scale.
void addSine(StereoAudio& audio, double hertz, double levelDb, double seconds, double phase = 0) {
  const auto frames = static_cast<std::size_t>(seconds * audio.sampleRateHz);
  for (std::size_t i = 0; i < frames; ++i) {
    const double angle = 2 * std::numbers::pi * hertz * static_cast<double>(i) / audio.sampleRateHz + phase;
    const auto sample = static_cast<float>(fromDecibels(levelDb) * std::sin(angle));
    audio.left.push_back(sample);
    audio.right.push_back(sample);
  }
}

TEST_CASE("K-weighting at 48 kHz has the standard's coefficients") {
  // Source: ITU-R BS.1770-4, tables 1 and 2.
  const auto [shelf, highPass] = kWeighting(48000);
  CHECK(shelf.b0 == doctest::Approx(1.53512485958697).epsilon(1e-9));
  CHECK(shelf.b1 == doctest::Approx(-2.69169618940638).epsilon(1e-9));
  CHECK(shelf.b2 == doctest::Approx(1.19839281085285).epsilon(1e-9));
  CHECK(shelf.a1 == doctest::Approx(-1.69065929318241).epsilon(1e-9));
  CHECK(shelf.a2 == doctest::Approx(0.73248077421585).epsilon(1e-9));
  CHECK(highPass.a1 == doctest::Approx(-1.99004745483398).epsilon(1e-9));
  CHECK(highPass.a2 == doctest::Approx(0.99007225036621).epsilon(1e-9));
}

TEST_CASE("a stereo sine of 1 kHz reads its own level at every sample rate") {
  // Source: EBU Tech 3341 (2016), test cases 1 and 2; tolerance 0.1 LU.
  for (const int rate : {22050, 32000, 44100, 48000}) {
    for (const double level : {-23.0, -33.0}) {
      StereoAudio audio{{}, {}, rate};
      addSine(audio, 1000, level, 5);
      CAPTURE(rate);
      CHECK(std::abs(integratedLoudness(audio) - level) < 0.1);
    }
  }
}

TEST_CASE("quiet stretches are gated out") {
  // Source: EBU Tech 3341, test cases 3 and 4.
  StereoAudio third{{}, {}, 48000};
  for (const auto& [level, seconds] : {std::pair{-36.0, 10.0}, std::pair{-23.0, 60.0}, std::pair{-36.0, 10.0}}) {
    addSine(third, 1000, level, seconds);
  }
  CHECK(std::abs(integratedLoudness(third) + 23) < 0.1);
  StereoAudio fourth{{}, {}, 48000};
  for (const auto& [level, seconds] : {std::pair{-72.0, 10.0}, std::pair{-36.0, 10.0}, std::pair{-23.0, 60.0},
                                       std::pair{-36.0, 10.0}, std::pair{-72.0, 10.0}}) {
    addSine(fourth, 1000, level, seconds);
  }
  CHECK(std::abs(integratedLoudness(fourth) + 23) < 0.1);
}

TEST_CASE("silence and sound shorter than a block measure the floor") {
  CHECK(integratedLoudness({std::vector<float>(48000), std::vector<float>(48000), 48000}) == kSilenceLufs);
  CHECK(integratedLoudness({}) == kSilenceLufs);
}

TEST_CASE("peaks between samples are seen") {
  // Source: EBU Tech 3341, test cases 15 to 19: a quarter of the sampling frequency, 45 degrees off the samples; the
  // samples stay 3 dB below the peak. Tolerance +0.2, -0.4 dB.
  StereoAudio audio{{}, {}, 48000};
  addSine(audio, 12000, -6, 0.5, std::numbers::pi / 4);
  // Away from the ends, where the sine starts out of nothing.
  StereoAudio middle{
      {audio.left.begin() + 100, audio.left.end()}, {audio.right.begin() + 100, audio.right.end()}, 48000};
  const double peak = toDecibels(truePeak(middle));
  CHECK(peak > -6.4);
  CHECK(peak < -5.8);
}

}  // namespace
}  // namespace amuse::media
