#include "lm/kneser_ney.h"

#include <doctest/doctest.h>

namespace {

using namespace amuse::lm;

constexpr std::uint64_t kEmpty = 1, kAfterA = 10, kAfterB = 11;
constexpr std::array<std::uint64_t, 2> kChainA{kEmpty, kAfterA}, kChainB{kEmpty, kAfterB};

/// After A came 0, 0, 1; after B came 0.
KneserNey tinyCounts() {
  KneserNey counts(3);
  counts.add(kChainA, 0);
  counts.add(kChainA, 0);
  counts.add(kChainA, 1);
  counts.add(kChainB, 0);
  counts.finish();
  return counts;
}

TEST_CASE("modified Kneser-Ney gives the probabilities worked out by hand") {
  const KneserNey counts = tinyCounts();
  // Depth 1: n1 = 2, n2 = 1, so Y = 1/2, D1 = 1 - 2Y n2/n1 = 1/2, D2 = 2 cut to 1.9.
  // Depth 0 counts the contexts a value was new in, {0: 2, 1: 1}: Y = 1/3, D1 = 1/3, D2 = 1.9.
  CHECK(counts.discounts(1)[0] == doctest::Approx(0.5));
  CHECK(counts.discounts(1)[1] == doctest::Approx(1.9));
  CHECK(counts.discounts(0)[0] == doctest::Approx(1.0 / 3));
  const double held = (1.9 + 1.0 / 3) / 3;
  const double general0 = 0.1 / 3 + held / 3, general1 = (2.0 / 3) / 3 + held / 3, general2 = held / 3;
  const std::array<std::uint64_t, 1> general{kEmpty};
  CHECK(counts.probability(general, 0) == doctest::Approx(general0));
  CHECK(counts.probability(general, 1) == doctest::Approx(general1));
  CHECK(counts.probability(general, 2) == doctest::Approx(general2));
  CHECK(counts.probability(kChainA, 0) == doctest::Approx((0.1 + 2.4 * general0) / 3));
  CHECK(counts.probability(kChainA, 1) == doctest::Approx((0.5 + 2.4 * general1) / 3));
  CHECK(counts.probability(kChainB, 2) == doctest::Approx(0.5 * general2));
}

TEST_CASE("Kneser-Ney sums to one and falls back on shorter contexts") {
  const KneserNey counts = tinyCounts();
  const std::array<std::uint64_t, 2> unknown{kEmpty, 99};
  const std::array<std::uint64_t, 1> general{kEmpty};
  for (const auto& chain : {kChainA, kChainB, unknown}) {
    std::array<float, 3> p{};
    counts.probabilities(chain, p);
    CHECK(p[0] + p[1] + p[2] == doctest::Approx(1));
    for (std::uint32_t value = 0; value < 3; ++value)
      CHECK(static_cast<double>(p[value]) == doctest::Approx(counts.probability(chain, value)));
  }
  CHECK(counts.probability(unknown, 1) == counts.probability(general, 1));
}

TEST_CASE("the written table says what the counts say") {
  const KneserNey counts = tinyCounts();
  const auto layout = counts.table().finish();
  double p = 0, weight = 1;
  for (const std::uint64_t key : {kAfterA, kEmpty}) {
    double own = 0;
    const float left = layout.view().visit(key, [&](std::uint32_t value, float q) {
      if (value == 1) own = static_cast<double>(q);
    });
    p += weight * own;
    weight *= static_cast<double>(left);
  }
  CHECK(p + weight / 3 == doctest::Approx(counts.probability(kChainA, 1)).epsilon(1e-3));
}

}  // namespace
