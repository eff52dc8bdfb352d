#include "evaluate/natural_pairs.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/files.h"

using namespace amuse;
using namespace amuse::evaluate;

TEST_CASE(
    "the table of natural and awkward pairs reads, is large enough, and its two sides are no heavier than each other") {
  const auto table = readFile(std::filesystem::path(AMUSE_SOURCE_DIR) / "data" / "natural_pairs.tsv");
  REQUIRE(table.has_value());
  const auto pairs = parseNaturalPairs(*table);
  REQUIRE(pairs.has_value());
  CHECK(pairs->size() >= 150);
  CHECK(std::count_if(pairs->begin(), pairs->end(), [](const auto& pair) { return pair.subtle; }) >= 25);
  const auto tones = [](const std::vector<theory::RelativeChord>& chords) {
    double sum = 0;
    for (const auto& chord : chords) sum += chord.quality.tones.size() + (chord.bass == 0 ? 0 : 1);
    return sum;
  };
  double natural = 0, awkward = 0;
  for (const auto& pair : *pairs) {
    CAPTURE(pair.naturalText);
    CHECK(pair.natural.size() == pair.awkward.size());
    natural += tones(pair.natural), awkward += tones(pair.awkward);
  }
  // Awkward must not mean more complex.
  CHECK(awkward <= 1.01 * natural);
}

TEST_CASE("a broken row of the pairs is named") {
  const std::string header = "mode\tstyle\tending\tnatural\tawkward\tsubtle\twhy\tsource\n";
  const auto shorter = parseNaturalPairs(header + "Maj\tpop\tloop\tC F\tC\tno\tx\ty\n");
  REQUIRE_FALSE(shorter.has_value());
  CHECK(shorter.error().message.find("row 1") != std::string::npos);
  CHECK_FALSE(parseNaturalPairs(header + "Maj\tpop\tloop\tC H\tC F\tno\tx\ty\n").has_value());
  CHECK_FALSE(parseNaturalPairs(header + "Maj\tpop\n").has_value());
}
