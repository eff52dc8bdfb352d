#include "evaluate/suggestion_measures.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace amuse;
using namespace amuse::evaluate;

namespace {
Progression roots(std::initializer_list<int> roots) {
  Progression progression;
  for (const int root : roots) progression.push_back({root, theory::plainQuality(theory::ChordClass::Maj), 0});
  return progression;
}
}  // namespace

TEST_CASE("Self-BLEU is 1 for copies and 0 for strangers") {
  CHECK(selfBleu(std::vector<Progression>{roots({0, 5, 7, 9}), roots({0, 5, 7, 9})}) == doctest::Approx(1));
  CHECK(selfBleu(std::vector<Progression>{roots({0, 1, 2, 3}), roots({4, 5, 6, 7})}) == 0);
  CHECK(selfBleu(std::vector<Progression>{roots({0, 5, 7, 9})}) == 0);
}

TEST_CASE("Self-BLEU with half the chords shared is the smoothed geometric mean") {
  // {0 5 7 9} against {0 5 2 4}: 2 of 4 chords, 1 of 3 pairs, none of 2 triples and 1 quadruple (each 0.1).
  const double expected = std::exp((std::log(2.0 / 4) + std::log(1.0 / 3) + std::log(0.1 / 2) + std::log(0.1)) / 4);
  CHECK(selfBleu(std::vector<Progression>{roots({0, 5, 7, 9}), roots({0, 5, 2, 4})}) == doctest::Approx(expected));
}

TEST_CASE("the bigram distance is 0 for equal and sqrt(ln 2) for disjoint counts, and held chords make no pair") {
  BigramCounts a, b, c;
  a.add(roots({0, 0, 5, 7}));
  b.add(roots({0, 5, 5, 7}));
  c.add(roots({1, 2, 3}));
  CHECK(a.distinct() == 2);
  CHECK(a.distanceTo(b) == doctest::Approx(0).epsilon(1e-9));
  CHECK(a.distanceTo(c) == doctest::Approx(std::sqrt(std::log(2.0))));
}
