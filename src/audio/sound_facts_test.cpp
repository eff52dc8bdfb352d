#include "audio/sound_facts.h"

#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <numbers>

#include "audio/augment.h"
#include "audio/sound_features.h"
#include "base/random.h"

namespace amuse::audio {
namespace {

const SoundRecogniser& shipped() {
  static const auto model = SoundRecogniser::open(std::filesystem::path(AMUSE_SOURCE_DIR) / "models/sounds.bin");
  REQUIRE_MESSAGE(model.has_value(), model.error().message);
  return *model;
}

MonoAudio quiet(double seconds) {
  return {std::vector<float>(static_cast<std::size_t>(seconds * kAnalysisRateHz)), kAnalysisRateHz};
}

MonoAudio hiss(double seconds, double level, std::uint64_t seed) {
  auto audio = quiet(seconds);
  Random random(seed);
  for (float& sample : audio.samples) sample = static_cast<float>(random.uniform(-level, level));
  return audio;
}

/// Short bursts at even distances.
MonoAudio ticks(double everySeconds, double seconds) {
  auto audio = quiet(seconds);
  Random random(4);
  for (double at = 0.3; at < seconds; at += everySeconds)
    for (std::size_t i = 0; i < 300; ++i)
      if (const auto where = static_cast<std::size_t>(at * kAnalysisRateHz) + i; where < audio.samples.size())
        audio.samples[where] = static_cast<float>(random.uniform(-0.8, 0.8) * std::exp(-static_cast<double>(i) / 60));
  return audio;
}

/// Four chords of plucked tones, eighth after eighth.
MonoAudio arpeggios(double seconds) {
  auto audio = quiet(seconds);
  constexpr int kTones[4][4] = {{48, 60, 64, 67}, {43, 59, 62, 67}, {45, 57, 60, 64}, {41, 57, 60, 65}};
  int step = 0;
  for (double at = 0; at < seconds; at += 0.25, ++step) {
    const double hertz = 440 * std::exp2((kTones[step / 8 % 4][step % 4] - 69) / 12.0);
    const auto first = static_cast<std::size_t>(at * kAnalysisRateHz);
    for (std::size_t i = 0; i < kAnalysisRateHz && first + i < audio.samples.size(); ++i) {
      const double t = static_cast<double>(i) / kAnalysisRateHz;
      for (int partial = 1; partial <= 4; ++partial)
        audio.samples[first + i] += static_cast<float>(0.12 / partial * std::exp(-3 * t) *
                                                       std::sin(2 * std::numbers::pi * hertz * partial * t));
    }
  }
  return audio;
}

TEST_CASE("silence is silence") {
  for (const auto& audio : {quiet(3), quiet(0), MonoAudio{{}, kAnalysisRateHz}}) {
    const auto facts = describeSound(shipped(), audio);
    REQUIRE(facts.has_value());
    CHECK(facts->kind == SoundKind::Silence);
    CHECK(facts->heard.empty());
    CHECK_FALSE(facts->tempo.has_value());
  }
}

TEST_CASE("another rate or too long a sound is refused") {
  CHECK(describeSound(shipped(), {std::vector<float>(100), 44100}).error().code == ErrorCode::InvalidArgument);
  CHECK(describeSound(shipped(), quiet(61)).error().code == ErrorCode::InvalidArgument);
}

TEST_CASE("hiss is steady and no music, ticks are rhythmic and no music") {
  const auto noise = describeSound(shipped(), hiss(5, 0.2, 1));
  REQUIRE(noise.has_value());
  CHECK(noise->kind == SoundKind::Environment);
  CHECK(noise->music < 0.3);
  CHECK(noise->texture.steady > 0.8);
  CHECK(noise->texture.noisiness > 0.8);
  CHECK(noise->texture.rhythmic < 0.2);
  const auto clock = describeSound(shipped(), ticks(0.5, 5));
  REQUIRE(clock.has_value());
  CHECK(clock->kind == SoundKind::Environment);
  CHECK(clock->texture.rhythmic > 0.7);
  CHECK(clock->texture.steady < 0.3);
  CHECK(clock->heard.front().name == "clock_tick");
}

TEST_CASE("arpeggios are music in their key and tempo") {
  const auto facts = describeSound(shipped(), arpeggios(12));
  REQUIRE(facts.has_value());
  CHECK(facts->kind == SoundKind::Music);
  REQUIRE(facts->key.has_value());
  CHECK(theory::toText(facts->key->key) == "C Maj");
  REQUIRE(facts->tempo.has_value());
  // A note every quarter of a second: 120 to the minute, or its double.
  const double ratio = facts->tempo->bpm / 120;
  CHECK((std::abs(ratio - 1) < 0.03 || std::abs(ratio - 2) < 0.06 || std::abs(ratio - 0.5) < 0.02));
}

TEST_CASE("what is heard says where") {
  // Four seconds of nothing, then ticks.
  auto audio = quiet(4);
  const auto later = ticks(0.5, 6);
  audio.samples.insert(audio.samples.end(), later.samples.begin(), later.samples.end());
  const auto facts = describeSound(shipped(), audio);
  REQUIRE(facts.has_value());
  CHECK(facts->sounding.startSeconds == doctest::Approx(4.3).epsilon(0.05));
  REQUIRE_FALSE(facts->heard.empty());
  for (const auto& span : facts->heard.front().spans) {
    CHECK(span.startSeconds >= 4);
    CHECK(span.endSeconds <= 10.01);
    CHECK(span.startSeconds < span.endSeconds);
  }
  CHECK(facts->loudest.endSeconds - facts->loudest.startSeconds == doctest::Approx(2));
}

TEST_CASE("features are finite and as many as their names, whatever the sound") {
  for (const auto& audio : {quiet(1), hiss(0.05, 0.1, 2), hiss(1, 1, 3), ticks(0.2, 0.5), varied(hiss(2, 0.5, 5), 7)}) {
    const auto features = soundFeatures(audio, logMel(audio));
    CHECK(features.size() == soundFeatureCount());
    for (const float value : features) CHECK(std::isfinite(value));
  }
}

TEST_CASE("the same seed gives the same variation") {
  const auto audio = hiss(1, 0.5, 6);
  CHECK(varied(audio, 3) == varied(audio, 3));
  CHECK(varied(audio, 3).samples != varied(audio, 4).samples);
}

}  // namespace
}  // namespace amuse::audio
