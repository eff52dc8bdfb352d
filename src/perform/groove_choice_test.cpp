#include "perform/groove_choice.h"

#include <doctest/doctest.h>

#include <string>

using namespace amuse;
using namespace amuse::perform;

namespace {

const GrooveBook& allGrooves() {
  static const GrooveBook loaded = loadGrooveBook(AMUSE_SOURCE_DIR).value();
  return loaded;
}

brief::Brief briefOf(std::initializer_list<const char*> keywords, std::initializer_list<const char*> genres,
                     brief::Affect affect, std::array<int, 2> tempo) {
  brief::Brief brief;
  for (const char* word : keywords) brief.keywords.push_back({word, 1, {}});
  for (const char* genre : genres) brief.genres.push_back({genre, 1});
  brief.affect = affect;
  brief.tempoBpm = tempo;
  return brief;
}

}  // namespace

TEST_CASE("briefs choose the groove a musician would") {
  struct Case {
    brief::Brief brief;
    song::Meter meter;
    const char* groove;
  };
  const Case cases[] = {
      {briefOf({"melancholic", "late-night", "lo-fi", "jazzy"}, {"lo-fi hip hop", "nu jazz"}, {-0.3, -0.6, 0, 0.5},
               {68, 84}),
       {4, 4},
       "lofi"},
      {briefOf({"angry", "breakup"}, {"punk"}, {-0.6, 0.9, 0.5, -0.5}, {160, 190}), {4, 4}, "punk"},
      {briefOf({"smoky", "jazzy"}, {"vocal jazz"}, {-0.1, -0.2, 0.2, 0.8}, {90, 130}), {4, 4}, "jazz"},
      {briefOf({"boss battle"}, {"chiptune"}, {-0.1, 0.9, 0.4, 0}, {140, 170}), {4, 4}, "chiptune"},
      {briefOf({"grief", "mournful"}, {"piano ballad"}, {-0.8, -0.6, 0.1, 0.1}, {56, 70}), {4, 4}, "ballad"},
      {briefOf({"nostalgic", "warm", "laid-back", "dreamy"}, {"surf pop", "indie pop"}, {0.6, -0.1, -0.4, 0},
               {96, 112}),
       {4, 4},
       "pop"},
      {briefOf({"waltz", "carousel"}, {}, {0.2, 0, 0, 0}, {120, 160}), {3, 4}, "waltz"},
      {briefOf({"lullaby"}, {"lullaby"}, {0.3, -0.8, -0.5, -0.3}, {60, 80}), {6, 8}, "six-eight"},
      {briefOf({"bossa nova"}, {}, {0.5, -0.2, -0.2, 0.5}, {110, 130}), {4, 4}, "bossa"},
      {briefOf({"space", "vast", "floating"}, {"ambient"}, {0, -0.8, 0, 0.2}, {50, 70}), {4, 4}, "ambient"},
      {briefOf({"epic", "war"}, {"epic orchestral"}, {-0.2, 0.6, 0.5, 0.1}, {90, 120}), {4, 4}, "cinematic"},
      {briefOf({"festival"}, {"EDM"}, {0.7, 0.8, -0.4, -0.5}, {126, 130}), {4, 4}, "dance"},
  };
  for (const Case& each : cases) {
    const auto ranked = rankGrooves(each.brief, each.meter, allGrooves());
    CAPTURE(each.groove);
    CHECK(ranked.front().groove->name == each.groove);
    CHECK(ranked.size() == allGrooves().grooves.size());
  }
}

TEST_CASE("with nothing to go by calm, dark and fast briefs still differ") {
  const auto calm = briefOf({}, {}, {0.1, -0.9, -0.2, 0}, {50, 66}),
             fast = briefOf({}, {}, {-0.2, 1, 0.4, -0.5}, {180, 200});
  CHECK(chooseGroove({}, {4, 4}, allGrooves()).name == "pop");
  CHECK(chooseGroove(calm, {4, 4}, allGrooves()).affect.arousal < -0.3);
  CHECK(chooseGroove(fast, {4, 4}, allGrooves()).affect.arousal > 0.3);
  CHECK(styleFor(fast, {4, 4}, allGrooves()).energy > styleFor(calm, {4, 4}, allGrooves()).energy);
}

TEST_CASE("chords without words are played plainly at usual tempos") {
  for (const double valence : {-0.3, 0.3})
    for (const int tempo : {92, 96, 100, 110, 120, 128}) {
      CAPTURE(tempo);
      CHECK(chooseGroove(briefOf({}, {}, {valence, 0, 0, 0}, {tempo, tempo}), {4, 4}, allGrooves()).name == "pop");
    }
  CHECK(chooseGroove(briefOf({}, {}, {0.3, 0, 0, 0}, {96, 96}), {3, 4}, allGrooves()).name == "waltz");
}

TEST_CASE("the tempo stays in the brief's range and leans towards the groove's") {
  const Groove& ballad = *allGrooves().find("ballad");
  CHECK(tempoFor(briefOf({}, {}, {}, {60, 70}), ballad) == 65);
  CHECK(tempoFor(briefOf({}, {}, {}, {80, 120}), ballad) == 88);
  CHECK(tempoFor(briefOf({}, {}, {}, {120, 140}), ballad) == 120);
}
