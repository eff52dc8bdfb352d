#include "evaluate/harmony_measures.h"

#include <doctest/doctest.h>

using namespace amuse;
using namespace amuse::evaluate;

namespace {

Progression progressionOf(std::initializer_list<std::string_view> symbols) {
  Progression chords;
  for (const auto symbol : symbols) chords.push_back(theory::toRelative(*theory::parseChordSymbol(symbol), 0));
  return chords;
}

Harmony harmonyOfOne(std::initializer_list<std::string_view> symbols, theory::Mode mode = theory::Mode::Maj) {
  const std::vector<Progression> one{progressionOf(symbols)};
  return harmonyOf(one, mode);
}

}  // namespace

TEST_CASE("shares of sevenths, triads, ninths and foreign chords are counted by the chord") {
  const auto harmony = harmonyOfOne({"C", "Dm7", "G9", "Fm"});
  CHECK(harmony.triads == doctest::Approx(0.5));
  CHECK(harmony.sevenths == doctest::Approx(0.5));
  CHECK(harmony.extensions == doctest::Approx(0.25));
  CHECK(harmony.chromatic == doctest::Approx(0.25));
  CHECK(harmony.dominants == doctest::Approx(0.25));
}

TEST_CASE("major is brighter than minor, and a diminished seventh rougher than a triad") {
  const auto major = harmonyOfOne({"C", "F", "G"}), minor = harmonyOfOne({"Cm", "Fm", "Gm"}, theory::Mode::Min);
  CHECK(major.brightness > minor.brightness + 2);
  CHECK(major.majorThird == 1);
  CHECK(minor.majorThird == 0);
  CHECK(harmonyOfOne({"G7b9"}).dissonance > harmonyOfOne({"G"}).dissonance);
  CHECK(harmonyOfOne({"F#dim7"}).tension > harmonyOfOne({"C"}).tension);
}

TEST_CASE("rank correlation sees order only and shares ranks among equals") {
  const std::vector<double> rising{1, 2, 3, 4}, steep{1, 10, 100, 1000}, falling{4, 3, 2, 1}, flat{2, 2, 2, 2},
      tied{1, 1, 2, 2};
  CHECK(rankCorrelation(rising, steep) == doctest::Approx(1));
  CHECK(rankCorrelation(rising, falling) == doctest::Approx(-1));
  CHECK(rankCorrelation(rising, flat) == 0);
  CHECK(rankCorrelation(rising, tied) == doctest::Approx(0.894427));
}
