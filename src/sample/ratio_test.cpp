#include "sample/ratio.h"

#include <doctest/doctest.h>

#include "sample/internal/fakes.h"

using namespace amuse;
using namespace amuse::sample;
using fakes::major;

namespace {
propose::Query openQuery(std::size_t slots) {
  propose::Query query;
  query.slots.resize(slots);
  query.phraseStarts = {0};
  return query;
}
}  // namespace

TEST_CASE("equal neighbours are one held chord, also over the end of the context") {
  propose::Query query = openQuery(4);
  query.before = {major(0)};
  const auto stretches = stretchesOf(query, {{major(0), major(5), major(5), major(7)}});
  REQUIRE(stretches.size() == 1);
  CHECK(stretches[0].prefix == std::vector{major(0)});
  CHECK(stretches[0].chords == std::vector{major(5), major(7)});
  CHECK(stretches[0].afterContext);
}

TEST_CASE("what comes before the first open slot is prefix and what follows the slots is scored") {
  propose::Query query = openQuery(4);
  query.slots[0].fixed = major(0);
  query.slots[2].fixed = major(7);
  const auto stretches = stretchesOf(query, {{major(0), major(5), major(7), major(9)}});
  REQUIRE(stretches.size() == 1);
  CHECK(stretches[0].prefix == std::vector{major(0)});
  CHECK(stretches[0].chords == std::vector{major(5), major(7), major(9)});
}

TEST_CASE("the end counts for close only, and long progressions are compared by phrase") {
  propose::Query query = openQuery(12);
  query.phraseStarts = {0, 4, 8};
  query.ending = propose::Ending::Close;
  propose::Candidate candidate;
  for (int i = 0; i < 12; ++i) candidate.chords.push_back(major(i));
  const auto closed = stretchesOf(query, candidate);
  REQUIRE(closed.size() == 3);
  CHECK_FALSE(closed[0].withEnd);
  CHECK(closed[2].withEnd);
  CHECK(closed[1].prefix.size() == 4);
  CHECK(closed[1].chords.size() == 4);
  query.ending = propose::Ending::Loop;
  CHECK_FALSE(stretchesOf(query, candidate)[2].withEnd);
}

TEST_CASE("the ratio is sevenths level plus 0.3 of the residual, and Q doubts itself") {
  const std::vector<double> flat(12, 1.0 / 12),
      steep{0.5, 0.1, 0.04, 0.04, 0.04, 0.04, 0.04, 0.04, 0.04, 0.04, 0.04, 0.04};
  const fakes::RootModel p(steep, -1.0), q(flat, -2.0);
  Stretch stretch;
  stretch.chords = {major(0), major(1)};
  const std::vector<Stretch> stretches{stretch};
  const auto ratios = compare(p, q, {}, stretches);
  const double doubted = kProposerPower * std::log((1 - kProposerDoubt) / 12 + kProposerDoubt / lm::kSymbolCount);
  const double expected = std::log(0.5 * 0.1) - 2 * 0.3 * 1.0 - (2 * doubted - 2 * 0.3 * 2.0);
  CHECK(ratios.at(0).logR() == doctest::Approx(expected));
  CHECK(ratios[0].chordCount == 2);
  CHECK(ratios[0].logPSevenths == doctest::Approx(std::log(0.05)));
  // A proposer's own setting moves P's residual, never Q's.
  ProposerTrust heavier;
  heavier.priorResidual = 0.6;
  CHECK(compare(p, q, {}, stretches, heavier)[0].logR() == doctest::Approx(expected - 2 * 0.3 * 1.0));
}

TEST_CASE("the key of a progression tells apart what sounds different") {
  auto other = major(0);
  other.bass = 4;
  CHECK(progressionKey(std::vector{major(0)}) != progressionKey(std::vector{other}));
  CHECK(progressionKey(std::vector{major(0), major(1)}) != progressionKey(std::vector{major(1), major(0)}));
}

TEST_CASE("what neither model would write does not gain by being rarer still under Q") {
  std::vector<double> p(12, 0.08 / 10), q(12, 0.0002 / 10);
  p[0] = p[7] = 0.46, q[0] = q[7] = 0.4999;
  const fakes::RootModel prior(p, -1.0), proposer(q, -1.0);
  Stretch usual, foreign;
  usual.chords = {major(0), major(7)};
  foreign.chords = {major(0), major(6)};
  const std::vector<Stretch> stretches{usual, foreign};
  const auto ratios = compare(prior, proposer, {}, stretches);
  CHECK(ratios.at(0).logR() > ratios.at(1).logR());
}
