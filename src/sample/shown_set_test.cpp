#include "sample/shown_set.h"

#include <doctest/doctest.h>

#include <set>

#include "base/random.h"
#include "sample/internal/fakes.h"
#include "sample/word.h"

using namespace amuse;
using namespace amuse::sample;
using fakes::major;

namespace {
std::vector<theory::RelativeChord> roots(std::initializer_list<int> list) {
  std::vector<theory::RelativeChord> chords;
  for (const int root : list) chords.push_back(major(root));
  return chords;
}

std::vector<Choice> randomChoices(std::size_t n, std::uint64_t seed) {
  Random random(seed);
  std::vector<Choice> choices;
  for (std::size_t i = 0; i < n; ++i) {
    std::vector<theory::RelativeChord> chords;
    for (int j = 0; j < 4; ++j) chords.push_back(major(static_cast<int>(random.below(12))));
    choices.push_back({chords, -random.uniform(1, 4), 0});
  }
  return choices;
}
}  // namespace

TEST_CASE("rotations of a loop have one root cycle") {
  CHECK(rootCycle(roots({0, 7, 9, 5})) == rootCycle(roots({9, 5, 0, 7})));
  CHECK(rootCycle(roots({0, 7, 9, 5})) != rootCycle(roots({0, 5, 9, 7})));
}

TEST_CASE("distance is 0 for the same, symmetric, and grows with what differs") {
  const auto a = roots({0, 7, 9, 5}), b = roots({0, 7, 9, 2}), c = roots({1, 6, 3, 8});
  CHECK(distance(a, a) == doctest::Approx(0));
  CHECK(distance(a, b) == doctest::Approx(distance(b, a)));
  CHECK(distance(a, b) < distance(a, c));
  CHECK(distance(a, c) == doctest::Approx(1));
}

TEST_CASE("a shown set holds the plainest first, the boldest last, no cycle twice and an open start") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    auto choices = randomChoices(40, seed);
    const auto chosen = chooseShownSet(choices, {4, true, true});
    REQUIRE(chosen.size() == 4);
    std::set<std::string> cycles;
    bool away = false;
    for (const auto i : chosen) {
      CHECK(cycles.insert(rootCycle(choices[i].chords)).second);
      away = away || choices[i].chords.front().root != 0;
    }
    CHECK(away);
    for (std::size_t i = 0; i + 1 < chosen.size(); ++i)
      CHECK(choices[chosen[i]].typicality >= choices[chosen[i + 1]].typicality);
    for (const auto& choice : choices) CHECK(choices[chosen.front()].typicality >= choice.typicality);
  }
}

TEST_CASE("too few different ones give fewer, not a repetition") {
  const std::vector<Choice> choices{{roots({0, 7, 9, 5}), -1, 0}, {roots({9, 5, 0, 7}), -1.5, 0}};
  CHECK(chooseShownSet(choices, {4, true, true}).size() == 1);
  CHECK(chooseShownSet(choices, {4, false, true}).size() == 2);
  CHECK(chooseShownSet({}, {4, true, true}).empty());
}

TEST_CASE("every suggestion gets a word, none twice while words last") {
  Random random(3);
  std::vector<std::vector<theory::RelativeChord>> progressions;
  for (const auto& choice : randomChoices(11, 4)) progressions.push_back(choice.chords);
  const auto words = wordsFor(progressions, theory::Mode::Maj);
  CHECK(std::set<std::string_view>(words.begin(), words.end()).size() == 11);
  const auto two = wordsFor(std::vector{roots({0, 5, 7, 0}), roots({9, 2, 5, 7})}, theory::Mode::Maj);
  CHECK(two[0] == "home");
}
