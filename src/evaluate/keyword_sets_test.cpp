#include "evaluate/keyword_sets.h"

#include <doctest/doctest.h>

using namespace amuse;
using namespace amuse::evaluate;

TEST_CASE("very tense keywords pass too: the floor is that of openings as strained as they ask for") {
  const auto engine = app::Engine::open(AMUSE_SOURCE_DIR, app::PriorSet::Open);
  REQUIRE(engine.has_value());
  const std::vector<AskedSet> sets{{{"panic", "chase"}, theory::Mode::Min, "film"},
                                   {{"doom", "occult"}, theory::Mode::Min, "rock"},
                                   {{"thriller", "suspense"}, theory::Mode::Min, "film"},
                                   {{"dread", "nightmare"}, theory::Mode::Phr, "film"}};
  for (const auto& set : sets)
    for (const int bars : {4, 8}) {
      CAPTURE(set.keywords.front());
      const auto judged = judgeSet(*engine, set, bars, 60, 0.5, 1);
      REQUIRE(judged.has_value());
      CHECK(judged->acceptance() >= 0.05);
    }
}
