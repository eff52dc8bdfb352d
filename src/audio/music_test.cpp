#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "audio/key_estimate.h"
#include "audio/tempo.h"
#include "base/random.h"

namespace amuse::audio {
namespace {

constexpr int kRate = kAnalysisRateHz;

MonoAudio silenceOf(double seconds) { return {std::vector<float>(static_cast<std::size_t>(seconds * kRate)), kRate}; }

/// A plucked tone with three partials, on a MIDI number that may have a fraction.
void addTone(MonoAudio& audio, double pitch, double start, double seconds) {
  const double hertz = 440 * std::exp2((pitch - 69) / 12);
  const auto first = static_cast<std::size_t>(start * kRate), count = static_cast<std::size_t>(seconds * kRate);
  for (std::size_t i = 0; i < count && first + i < audio.samples.size(); ++i) {
    const double t = static_cast<double>(i) / kRate;
    for (const double partial : {1.0, 2.0, 3.0})
      audio.samples[first + i] +=
          static_cast<float>(0.1 / partial * std::exp(-2 * t) * std::sin(2 * std::numbers::pi * hertz * partial * t));
  }
}

/// A triad a second, each with its bass.
MonoAudio chords(const std::vector<std::array<int, 3>>& triads, double cents = 0) {
  auto audio = silenceOf(static_cast<double>(triads.size()));
  for (std::size_t i = 0; i < triads.size(); ++i) {
    for (const int pitch : triads[i]) addTone(audio, 60 + pitch + cents / 100, static_cast<double>(i), 1);
    addTone(audio, 36 + triads[i][0] % 12 + cents / 100, static_cast<double>(i), 1);
  }
  return audio;
}

MonoAudio clicks(double bpm, double seconds) {
  auto audio = silenceOf(seconds);
  Random random(3);
  for (double at = 0.2; at < seconds; at += 60 / bpm)
    for (std::size_t i = 0; i < 600; ++i)
      if (const auto where = static_cast<std::size_t>(at * kRate) + i; where < audio.samples.size())
        audio.samples[where] = static_cast<float>(random.uniform(-0.5, 0.5) * std::exp(-static_cast<double>(i) / 150));
  return audio;
}

TEST_CASE("clicks give their tempo and their beats") {
  for (const double bpm : {72.0, 90.0, 120.0, 150.0}) {
    CAPTURE(bpm);
    const auto tempo = findTempo(findOnsets(logMel(clicks(bpm, 10))));
    REQUIRE(tempo.has_value());
    const double ratio = tempo->bpm / bpm;
    // A lone click can be counted in halves or doubles, as a listener may.
    CHECK((std::abs(ratio - 1) < 0.02 || std::abs(ratio - 2) < 0.04 || std::abs(ratio - 0.5) < 0.01));
    CHECK(tempo->confidence > 0.5);
    REQUIRE(tempo->beatsSeconds.size() > 4);
    const double phase = std::fmod(tempo->beatsSeconds[3] - 0.2, 30 / bpm);
    CHECK(std::min(phase, 30 / bpm - phase) < 0.05);
  }
}

TEST_CASE("silence and short sounds have no tempo") {
  CHECK_FALSE(findTempo(findOnsets(logMel(silenceOf(5)))).has_value());
  CHECK_FALSE(findTempo(findOnsets(logMel(clicks(120, 1)))).has_value());
}

TEST_CASE("common progressions give their key in every transposition") {
  const std::vector<std::array<int, 3>> major{{0, 4, 7}, {7, 11, 14}, {9, 12, 16}, {5, 9, 12},
                                              {0, 4, 7}, {5, 9, 12},  {7, 11, 14}, {0, 4, 7}};
  const std::vector<std::array<int, 3>> minor{{0, 3, 7}, {8, 12, 15}, {3, 7, 10},  {10, 14, 17},
                                              {0, 3, 7}, {5, 8, 12},  {7, 10, 14}, {0, 3, 7}};
  for (int shift = 0; shift < 12; ++shift) {
    for (const bool isMinor : {false, true}) {
      auto moved = isMinor ? minor : major;
      for (auto& triad : moved)
        for (int& pitch : triad) pitch += shift;
      const auto key = estimateKey(findChroma(chords(moved)));
      CAPTURE(shift);
      CAPTURE(isMinor);
      CHECK(key.key.tonic.pitchClass() == shift);
      CHECK(theory::isMinorFamily(key.key.mode) == isMinor);
    }
  }
}

TEST_CASE("instruments tuned sharp or flat are heard so, and in the same key") {
  const std::vector<std::array<int, 3>> triads{{0, 4, 7}, {5, 9, 12}, {7, 11, 14}, {0, 4, 7}};
  for (const double cents : {-30.0, 0.0, 25.0}) {
    const auto chroma = findChroma(chords(triads, cents));
    CHECK(chroma.tuningCents == doctest::Approx(cents).scale(100).epsilon(0.05));
    CHECK(estimateKey(chroma).key.tonic.pitchClass() == 0);
  }
}

TEST_CASE("noise is on no scale") {
  auto audio = silenceOf(5);
  Random random(9);
  for (float& sample : audio.samples) sample = static_cast<float>(random.uniform(-0.3, 0.3));
  const auto chroma = findChroma(audio);
  CHECK(chroma.gridFit < 0.05);
  CHECK(chroma.tonality < 0.1);
}

}  // namespace
}  // namespace amuse::audio
