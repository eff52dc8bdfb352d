#include "propose/phrase_plan.h"

#include <doctest/doctest.h>

#include <set>

using namespace amuse;
using namespace amuse::propose;

TEST_CASE("phrases cover the bars without a gap, whatever their number") {
  for (int bars = 1; bars <= 32; ++bars) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      CAPTURE(bars);
      Random random(seed);
      const auto plan = planPhrases(bars, random);
      int bar = 0;
      for (const auto& phrase : plan) {
        CHECK(phrase.firstBar == bar);
        CHECK(phrase.bars >= 1);
        CHECK(phrase.bars <= 10);
        bar += phrase.bars;
      }
      CHECK(bar == bars);
      CHECK((plan.size() == 1) == (bars <= 8));
      CHECK(readForm(formOf(plan)).size() == plan.size());
      CHECK(plan.front().letter == 'A');
    }
  }
}

TEST_CASE("sixteen bars take several forms and something always returns or answers") {
  std::set<std::string> forms;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Random random(seed);
    forms.insert(formOf(planPhrases(16, random)));
  }
  CHECK(forms.size() >= 3);
  CHECK(forms.count("AABA'") == 1);
}

TEST_CASE("a malformed form is read as none") {
  CHECK(readForm("AA'BA'").size() == 4);
  CHECK(readForm("'A").empty());
  CHECK(readForm("aab").empty());
}
