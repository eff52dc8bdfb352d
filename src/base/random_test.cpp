#include "base/random.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>

using namespace amuse;

TEST_CASE("a seed gives the same numbers on every machine") {
  Random random(1);
  // The first outputs of SplitMix64 seeded with 1, as published with the algorithm's reference vectors.
  CHECK(random.next64() == 0x910a2dec89025cc1ULL);
  CHECK(random.next64() == 0xbeeb8da1658eec67ULL);
}

TEST_CASE("bounded draws cover their range evenly and weighted draws follow their weights") {
  Random random(7);
  std::array<int, 6> seen{};
  for (int i = 0; i < 60000; ++i) ++seen[random.below(6)];
  for (const int count : seen) CHECK(std::abs(count - 10000) < 400);  // 4 standard deviations

  const std::array<double, 3> weights{1, 0, 3};
  std::array<int, 3> drawn{};
  for (int i = 0; i < 40000; ++i) ++drawn[random.weighted(weights)];
  CHECK(drawn[1] == 0);
  CHECK(std::abs(drawn[2] - 30000) < 400);
}

TEST_CASE("normal draws have mean 0 and deviation 1") {
  Random random(3);
  double sum = 0, squares = 0;
  for (int i = 0; i < 40000; ++i) {
    const double value = random.normal();
    sum += value;
    squares += value * value;
  }
  CHECK(std::abs(sum / 40000) < 0.02);
  CHECK(std::abs(squares / 40000 - 1) < 0.03);
}

TEST_CASE("the accepting draw depends on seed and text only, and never is 0 or 1") {
  CHECK(hashedUniform(1, "C Am F G") == hashedUniform(1, "C Am F G"));
  CHECK(hashedUniform(1, "C Am F G") != hashedUniform(2, "C Am F G"));
  for (std::uint32_t seed = 0; seed < 1000; ++seed) {
    CHECK(hashedUniform(seed, "x") > 0);
    CHECK(hashedUniform(seed, "x") < 1);
  }
}
