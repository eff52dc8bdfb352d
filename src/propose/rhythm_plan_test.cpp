#include "propose/rhythm_plan.h"

#include <doctest/doctest.h>

#include <numeric>

using namespace amuse;
using namespace amuse::propose;

namespace {

double totalBeats(const RhythmPlan& plan) { return std::accumulate(plan.beats.begin(), plan.beats.end(), 0.0); }

}  // namespace

TEST_CASE("planned rhythms fill the bars exactly in every metre") {
  struct Row {
    int beats, unit;
  };
  for (const auto& [beats, unit] : {Row{4, 4}, Row{3, 4}, Row{2, 4}, Row{2, 2}, Row{6, 8}, Row{12, 8}, Row{9, 8},
                                    Row{5, 4}, Row{7, 8}, Row{1, 4}}) {
    for (int bars = 1; bars <= 32; ++bars) {
      for (const Ending ending : {Ending::Loop, Ending::Close, Ending::Open}) {
        CAPTURE(beats);
        CAPTURE(bars);
        Random random(static_cast<std::uint64_t>(bars * 7 + beats));
        const auto phrases = planPhrases(bars, random);
        const auto plan = planRhythm(phrases, {beats, unit, ending, 0.3}, random);
        REQUIRE(plan.beats.size() <= 256);
        CHECK(totalBeats(plan) == beats * bars);
        for (const double length : plan.beats) {
          CHECK(length >= 1);
          CHECK(length <= 2 * beats);
        }
        REQUIRE(plan.phraseStarts.size() == phrases.size());
        CHECK(plan.phraseStarts.front() == 0);
        for (const int start : plan.phraseStarts) CHECK(start < static_cast<int>(plan.beats.size()));
        if (ending == Ending::Close) CHECK(plan.beats.back() == beats);
      }
    }
  }
}

TEST_CASE("dense music changes chords more often than sparse music") {
  double sparse = 0, dense = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    Random a(seed), b(seed), c(seed);
    const auto phrases = planPhrases(8, a);
    sparse += static_cast<double>(planRhythm(phrases, {4, 4, Ending::Loop, -1}, b).beats.size());
    dense += static_cast<double>(planRhythm(phrases, {4, 4, Ending::Loop, 1}, c).beats.size());
  }
  CHECK(sparse / 40 < 8);
  CHECK(dense / 40 > 9);
}

TEST_CASE("returning phrases keep their rhythm") {
  const PhrasePlan plan{{0, 4, 'A', false}, {4, 4, 'B', false}, {8, 4, 'A', true}};
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Random random(seed);
    const auto rhythm = planRhythm(plan, {4, 4, Ending::Loop, 0}, random);
    const auto from = rhythm.beats.begin();
    const std::vector<double> first(from, from + rhythm.phraseStarts[1]),
        last(from + rhythm.phraseStarts[2], rhythm.beats.end());
    // Its last chord may be held into the next phrase or not; all before is equal.
    REQUIRE(first.size() == last.size());
    CHECK(std::equal(first.begin(), first.end() - 1, last.begin()));
  }
}

TEST_CASE("one chord a bar is one slot a bar") {
  const auto plan = barRhythm({{0, 4, 'A', false}, {4, 6, 'B', false}}, 3);
  CHECK(plan.beats == std::vector<double>(10, 3.0));
  CHECK(plan.phraseStarts == std::vector<int>{0, 4});
}
