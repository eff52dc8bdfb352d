#include "evaluate/llm_trust.h"

#include <doctest/doctest.h>

using namespace amuse::evaluate;

namespace {

/// A setting whose cards' distance falls to `passed` of 1 on both halves.
LlmTrustRow rowWith(double passed, double acceptance, double selfBleu = 0.2) {
  LlmTrustRow row;
  for (LlmRow& half : row.ofHalf) {
    half.distances[0] = {1, passed};
    half.acceptance = acceptance;
    half.selfBleu = selfBleu;
  }
  return row;
}

}  // namespace

TEST_CASE("of the settings that accept and differ enough, the one nearest to songs is chosen") {
  std::vector<LlmTrustRow> rows{rowWith(0.95, 0.3), rowWith(0.9, 0.21), rowWith(0.8, 0.19), rowWith(0.85, 0.3, 0.3)};
  CHECK(chooseOn(rows, 0) == 1);
  rows[2].ofHalf[1].acceptance = 0.2;
  CHECK(chooseOn(rows, 0) == 1);
  CHECK(chooseOn(rows, 1) == 2);
}

TEST_CASE("where no setting may be chosen, the first stays") {
  CHECK(chooseOn({rowWith(0.9, 0.1), rowWith(0.5, 0.1)}, 0) == 0);
}
