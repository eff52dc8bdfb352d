#include "app/chord_facts.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace amuse;
using namespace amuse::app;

namespace {

std::vector<std::string> completed(const char* prefix, const theory::Key& key = {}) {
  std::vector<std::string> names;
  for (const auto& facts : completeChord(prefix, key)) names.push_back(theory::toText(facts.chord));
  return names;
}

std::size_t placeOf(const std::vector<std::string>& names, const char* name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

}  // namespace

TEST_CASE("with nothing typed the key's own chords come first, then borrowed and applied ones") {
  const auto names = completed("");
  CHECK(std::vector<std::string>(names.begin(), names.begin() + 3) == std::vector<std::string>{"C", "F", "G"});
  for (const char* own : {"Am", "Dm", "Em", "G7", "Cmaj7", "Bm7b5"}) {
    CAPTURE(own);
    CHECK(placeOf(names, own) < placeOf(names, "Fm"));
  }
  CHECK(placeOf(names, "Fm") < placeOf(names, "D7"));
  CHECK(placeOf(names, "D7") < names.size());
}

TEST_CASE("what is typed comes first, in key before the rest, plain before rich") {
  const theory::Key eFlat{theory::parseSpelling("Eb").value(), theory::Mode::Maj};
  CHECK(completed("C")[0] == "C");
  CHECK(completed("C", eFlat)[1] == "Cm");
  CHECK(completed("am")[0] == "Am");
  CHECK(completed("C-")[0] == "Cm");
  CHECK(completed("Am7")[0] == "Am7");
  CHECK(completed("Gb")[0] == "Gb");
  const auto names = completed("F#");
  CHECK(placeOf(names, "F#m7b5") < names.size());
  CHECK(completed("Xyz").empty());
  CHECK(completed("C/")[0] == "C/E");
  CHECK(placeOf(completed("C/"), "C/D") < 8);
  CHECK(completed(std::string(100, 'C').c_str()).empty());
}

TEST_CASE("numerals complete as well") {
  CHECK(completed("ii")[0] == "Dm");
  CHECK(completed("bVI")[0] == "Ab");
  CHECK(completed("V7/V")[0] == "D7");
  const theory::Key aMinor{theory::parseSpelling("A").value(), theory::Mode::Min};
  CHECK(completed("VI", aMinor)[0] == "F");
}

TEST_CASE("no completion comes twice, and none begins otherwise than what was typed") {
  for (const char* prefix : {"", "C", "Bb", "d", "F#m", "Gsus", "E7", "A/", "iv"}) {
    CAPTURE(prefix);
    auto names = completed(prefix);
    CHECK(names.size() <= kMostCompletions);
    CHECK_FALSE(names.empty());
    std::sort(names.begin(), names.end());
    CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
  }
}
