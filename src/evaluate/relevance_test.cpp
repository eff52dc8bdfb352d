#include "evaluate/relevance.h"

#include <doctest/doctest.h>

#include "evaluate/genre_groups.h"

using namespace amuse;
using namespace amuse::evaluate;

namespace {
std::vector<theory::RelativeChord> chords(std::initializer_list<std::pair<int, theory::ChordClass>> symbols) {
  std::vector<theory::RelativeChord> list;
  for (const auto& [root, chordClass] : symbols) list.push_back({root, theory::plainQuality(chordClass), 0});
  return list;
}
}  // namespace

TEST_CASE("the classifier tells sevenths from triads once it has heard some of each") {
  using enum theory::ChordClass;
  ChordClassifier classifier;
  CHECK(classifier.classify(chords({{0, Maj}})).empty());
  classifier.learn("jazz", chords({{2, Min7}, {7, Dom7}, {0, Maj7}}));
  classifier.learn("folk", chords({{0, Maj}, {5, Maj}, {7, Maj}}));
  CHECK(classifier.labels() == 2);
  CHECK(classifier.classify(chords({{2, Min7}, {7, Dom7}})) == "jazz");
  CHECK(classifier.classify(chords({{5, Maj}, {0, Maj}})) == "folk");
}

TEST_CASE("genre tags fall into the groups that reports tell apart") {
  const auto group = [](std::vector<std::string> tags) { return genreGroup(tags); };
  CHECK(group({"Bossa Nova"}) == "bossa");
  CHECK(group({"acid jazz", "pop"}) == "jazz");
  CHECK(group({"unheard-of", "indie folk"}) == "folk");
  CHECK(group({"synthpop"}) == "electronic");
  CHECK(group({"pop/rock"}) == "other");
  CHECK(group({}) == "other");
}
