#include "app/near.h"

#include <doctest/doctest.h>

#include <array>

#include "app/suggest.h"

using namespace amuse;
using namespace amuse::app;

namespace {

const Engine& engineOfNear() {
  static const Engine opened = Engine::open(AMUSE_SOURCE_DIR, PriorSet::Open).value();
  return opened;
}

SuggestInput near(std::vector<std::string> like, double change = 0.5) {
  SuggestInput input;
  input.text = "an evening by the river";
  input.mode = "Maj";
  input.seed = 5;
  input.like = std::move(like);
  input.change = change;
  return input;
}

SuggestAnswer answerOf(const SuggestInput& input) {
  const ManualClock clock;
  auto answer = suggest(engineOfNear(), input, clock);
  REQUIRE_MESSAGE(answer.has_value(), (answer ? "" : answer.error().message));
  return *std::move(answer);
}

double toneCount(const SuggestAnswer& answer) {
  double tones = 0, chords = 0;
  for (const auto& suggestion : answer.suggestions)
    for (const auto& chord : suggestion.chords) tones += chord.quality.tones.size(), chords += 1;
  return tones / chords;
}

}  // namespace

TEST_CASE("what is near to a progression keeps the share of it that is not to change, and is never the same") {
  const std::vector<std::string> liked{"C", "Am7", "Dm7", "G7"};
  for (const double change : {0.25, 0.5}) {
    const auto answer = answerOf(near(liked, change));
    REQUIRE(answer.suggestions.size() == 4);
    for (const auto& suggestion : answer.suggestions) {
      std::size_t kept = 0;
      for (std::size_t i = 0; i < liked.size(); ++i) kept += theory::toText(suggestion.chords[i]) == liked[i] ? 1 : 0;
      CHECK(kept >= 4 - 4 * change);
      CHECK(kept < 4);
    }
  }
  CHECK(answerOf(near(liked)).suggestions.front().chords == answerOf(near(liked)).suggestions.front().chords);
}

TEST_CASE("simpler takes sevenths away, richer adds those of the key") {
  auto asked = near({"Cmaj9", "Am7", "Dm9", "G13"}, 0.25);
  asked.shifts.richness = -0.5;
  const double simple = toneCount(answerOf(asked));
  asked = near({"C", "Am", "Dm", "G"}, 0.25);
  asked.shifts.richness = 0.5;
  const double rich = toneCount(answerOf(asked));
  CHECK(simple < 3.5);
  CHECK(rich > 3.6);
  const auto plan = answerOf(near({"C"})).plan;
  const auto chords = [](std::initializer_list<const char*> names) {
    std::vector<theory::ChordSymbol> list;
    for (const auto* name : names) list.push_back(theory::parseChordSymbol(name).value());
    return list;
  };
  const auto richer = likeIn(plan, chords({"C", "G", "Bdim", "Dsus4"}), 0.5);
  for (std::size_t i = 0; i < 4; ++i) {
    const auto* expected = std::array{"Cmaj7", "G7", "Bm7b5", "Dsus4"}[i];
    CHECK(theory::toText(theory::toSymbol(*richer[i], plan.key)) == expected);
  }
}

TEST_CASE("a short progression is spread over many slots, and a shift reaches affect and keywords") {
  auto asked = near({"C", "F"});
  asked.bars = 8;
  const auto plan = answerOf(asked).plan;
  const auto like = likeIn(plan, {theory::parseChordSymbol("C").value(), theory::parseChordSymbol("F").value()}, 0);
  CHECK(like[0] == like[3]);
  CHECK(like[4] == like[7]);
  CHECK(like[3] != like[4]);

  brief::Brief brief;
  brief.affect.valence = 0.5;
  brief.keywords.push_back({"rainy", 1, {}, brief::Affect{-0.4, 0, 0, 0}});
  const auto moved = shifted(brief, {0.7, 0, 0, -0.3});
  CHECK(moved.affect.valence == 1);
  CHECK(moved.affect.complexity == doctest::Approx(-0.3));
  CHECK(moved.keywords[0].affect->valence == doctest::Approx(0.3));
  CHECK(shifted(brief, {}) == brief);
}

TEST_CASE("shifts lead the chords: richer has more tones, darker more minor chords") {
  const auto asked = [](Shifts shifts) {
    SuggestInput input;
    input.text = "an evening by the river";
    input.mode = "Maj";
    input.count = 30;
    input.seed = 3;
    input.shifts = shifts;
    return answerOf(input);
  };
  CHECK(toneCount(asked({0, 0, 0, 0.8})) > toneCount(asked({0, 0, 0, -0.8})) + 0.15);
  const auto minorShare = [](const SuggestAnswer& answer) {
    double minor = 0, all = 0;
    for (const auto& suggestion : answer.suggestions)
      for (const auto& chord : suggestion.chords)
        minor += theory::thirdOf(chord.quality.chordClass) == theory::Third::Minor ? 1 : 0, all += 1;
    return minor / all;
  };
  CHECK(minorShare(asked({-0.9, 0, 0, 0})) > minorShare(asked({0.9, 0, 0, 0})));
  CHECK(asked({-0.9, 0, 0, 0}).brief == asked({}).brief);
}

TEST_CASE("who asked and left stops the work at the next batch") {
  std::stop_source gone;
  auto input = near({});
  input.stop = gone.get_token();
  const ManualClock clock;
  CHECK(suggest(engineOfNear(), input, clock));
  gone.request_stop();
  CHECK(suggest(engineOfNear(), input, clock).error().code == ErrorCode::Cancelled);
  input.like = {"C", "F"};
  CHECK(suggest(engineOfNear(), input, clock).error().code == ErrorCode::Cancelled);
}
