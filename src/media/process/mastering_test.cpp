#include "media/process/mastering.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "base/random.h"
#include "media/process/loudness.h"

namespace amuse::media {
namespace {

/// Noise at -30 dB with a click of `clickLevel` every half second.
StereoAudio noiseWithClicks(float clickLevel) {
  Random random(3);
  StereoAudio audio{{}, {}, 44100};
  for (std::size_t i = 0; i < 44100 * 4; ++i) {
    const bool isClick = i % 22050 < 40;
    const auto noise = static_cast<float>(random.uniform(-1, 1));
    audio.left.push_back(isClick ? clickLevel * noise : 0.03f * noise);
    audio.right.push_back(isClick ? -clickLevel * noise : 0.03f * noise);
  }
  return audio;
}

float highestSample(const StereoAudio& audio) {
  float highest = 0;
  for (const float sample : audio.left) highest = std::max(highest, std::abs(sample));
  return highest;
}

TEST_CASE("mastering reaches the loudness asked for, under the ceiling") {
  for (const float click : {0.02f, 0.06f, 0.12f}) {
    CAPTURE(click);
    auto audio = noiseWithClicks(click);
    const auto report = master(audio, -16);
    CHECK(std::abs(integratedLoudness(audio) + 16) < 0.3);
    CHECK(std::abs(report.loudnessLufs - integratedLoudness(audio)) < 0.05);
    CHECK(report.truePeakDb <= kTruePeakCeilingDb + 1e-6);
    CHECK(toDecibels(truePeak(audio)) <= kTruePeakCeilingDb + 0.01);
  }
}

TEST_CASE("sound too spiky for its target stays quieter instead of being squashed") {
  auto audio = noiseWithClicks(1.0f);
  const auto report = master(audio, -9);
  CHECK(report.loudnessLufs < -9.5);
  CHECK(report.limitedDb <= 9.3);
  CHECK(report.truePeakDb <= kTruePeakCeilingDb + 1e-6);
}

TEST_CASE("sound with room enough is only scaled") {
  StereoAudio audio{{}, {}, 44100};
  for (int i = 0; i < 44100; ++i) {
    const auto sample = static_cast<float>(0.01 * std::sin(2 * std::numbers::pi * 440 * i / 44100.0));
    audio.left.push_back(sample);
    audio.right.push_back(sample);
  }
  const StereoAudio before = audio;
  const auto report = master(audio, -20);
  CHECK(report.limitedDb == 0);
  const float ratio = highestSample(audio) / highestSample(before);
  for (std::size_t i = 0; i < audio.left.size(); i += 100) {
    CHECK(audio.left[i] == doctest::Approx(ratio * before.left[i]).epsilon(1e-4));
  }
}

TEST_CASE("music of equal bars stays equally loud, wherever its highest peak lies") {
  constexpr std::size_t kBarFrames = 44100, kBars = 8, kNoteFrames = kBarFrames / 8;
  StereoAudio audio{{}, {}, 44100};
  for (std::size_t i = 0; i < kBars * kBarFrames; ++i) {
    const double fall = std::exp(-8.0 * static_cast<double>(i % kNoteFrames) / kNoteFrames);
    // One blow in the fifth bar is higher than all others.
    const double level = i / kNoteFrames == 36 ? 0.3 : 0.12;
    const auto sample =
        static_cast<float>(level * fall * std::sin(2 * std::numbers::pi * 220 * static_cast<double>(i) / 44100.0));
    audio.left.push_back(sample);
    audio.right.push_back(sample);
  }
  const auto report = master(audio, -14);
  CHECK(report.limitedDb > 3);
  double quietest = 100, loudest = -100;
  for (const std::size_t bar : {1, 2, 3, 5, 6}) {
    double sum = 0;
    for (std::size_t i = bar * kBarFrames; i < (bar + 1) * kBarFrames; ++i)
      sum += static_cast<double>(audio.left[i]) * static_cast<double>(audio.left[i]);
    const double level = 10 * std::log10(sum / kBarFrames);
    quietest = std::min(quietest, level);
    loudest = std::max(loudest, level);
  }
  CHECK(loudest - quietest < 1);
}

TEST_CASE("silence stays silence") {
  StereoAudio audio{std::vector<float>(44100), std::vector<float>(44100), 44100};
  const auto report = master(audio, -16);
  CHECK(report.loudnessLufs == kSilenceLufs);
  CHECK(highestSample(audio) == 0);
}

TEST_CASE("the limiter's gain holds every peak and moves without jumps") {
  Random random(5);
  std::vector<float> peaks(20000);
  for (float& peak : peaks)
    peak = static_cast<float>(random.chance(0.01) ? random.uniform(0, 4) : random.uniform(0, 0.5));
  const auto gains = limiterGains(peaks, 1, 0.9, 44100);
  for (std::size_t i = 0; i < peaks.size(); ++i) {
    CHECK_FALSE(peaks[i] * gains[i] > 0.9001f);
    if (i > 0) CHECK_FALSE(std::abs(gains[i] - gains[i - 1]) > 0.01f);
  }
}

}  // namespace
}  // namespace amuse::media
