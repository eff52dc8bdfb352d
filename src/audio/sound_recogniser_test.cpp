#include "audio/sound_recogniser.h"

#include <doctest/doctest.h>

#include <cmath>

#include "base/random.h"

namespace amuse::audio {
namespace {

/// Three clouds of points in ten dimensions.
std::vector<SoundExample> clouds(std::size_t count, std::uint64_t seed) {
  Random random(seed);
  std::vector<SoundExample> examples;
  for (std::size_t i = 0; i < count; ++i) {
    SoundExample example{std::vector<float>(10), i % 3};
    for (std::size_t d = 0; d < 10; ++d)
      example.features[d] = static_cast<float>(random.uniform(-1, 1) + (d % 3 == example.label ? 1.5 : 0));
    examples.push_back(example);
  }
  return examples;
}

TEST_CASE("what was learnt from some examples holds for others") {
  const auto model = SoundRecogniser::fit(clouds(90, 1), {"rain", "bell", "dog"});
  int right = 0;
  for (const auto& example : clouds(90, 2)) {
    const auto found = model.classify(example.features);
    REQUIRE(found.size() == 3);
    double sum = 0;
    for (const auto& one : found) sum += one.probability;
    CHECK(sum == doctest::Approx(1));
    CHECK(found[0].probability >= found[1].probability);
    right += found[0].label == example.label ? 1 : 0;
  }
  CHECK(right >= 80);
}

TEST_CASE("a model's bytes give the same model back") {
  const auto model = SoundRecogniser::fit(clouds(30, 1), {"rain", "bell", "dog"});
  const auto bytes = model.toBytes();
  const auto again = SoundRecogniser::parse(bytes);
  REQUIRE(again.has_value());
  CHECK(again->toBytes() == bytes);
  CHECK(again->classes() == model.classes());
  const auto probe = clouds(1, 5)[0].features;
  CHECK(again->classify(probe)[0].probability == model.classify(probe)[0].probability);
}

TEST_CASE("damaged models are refused") {
  const auto bytes = SoundRecogniser::fit(clouds(6, 1), {"rain", "bell", "dog"}).toBytes();
  for (std::size_t size = 0; size < bytes.size(); size += 7)
    CHECK_FALSE(SoundRecogniser::parse(bytes.substr(0, size)).has_value());
  CHECK_FALSE(SoundRecogniser::parse(bytes + "x").has_value());
  CHECK(SoundRecogniser::parse(std::string(kMaxSoundModelBytes + 1, 'x')).error().code == ErrorCode::TooLarge);
  std::string huge = bytes;
  for (std::size_t i = 10; i < 22; ++i) huge[i] = '\xff';
  CHECK(SoundRecogniser::parse(huge).error().code == ErrorCode::Parse);
  CHECK(SoundRecogniser::open("/nonexistent/sounds.bin").error().code == ErrorCode::Unavailable);
}

}  // namespace
}  // namespace amuse::audio
