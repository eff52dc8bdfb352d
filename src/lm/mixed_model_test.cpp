#include "lm/mixed_model.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "lm/ngram_model.h"

using namespace amuse;
using namespace amuse::lm;

namespace {

std::unique_ptr<ChordModel> shippedModel(std::string_view name) {
  auto model = openModel(std::string(AMUSE_SOURCE_DIR) + "/models/" + std::string(name));
  REQUIRE(model.has_value());
  return *std::move(model);
}

}  // namespace

TEST_CASE("a mixed model's chances lie between its parts' and sum to 1") {
  const auto general = shippedModel("q-llm.ngram"), own = shippedModel("q-builtin.ngram");
  const MixedModel mixed(shippedModel("q-llm.ngram"), shippedModel("q-builtin.ngram"), 0.3);
  const std::vector<theory::RelativeChord> chords{chordOf(0), chordOf(9 * 16 + 1), chordOf(5 * 16), chordOf(7 * 16)};
  const Conditions conditions{theory::Mode::Maj, {}, {}, {}};
  const auto next = mixed.next(conditions, chords);
  CHECK(std::accumulate(next.p.begin(), next.p.end(), 0.0) == doctest::Approx(1));
  const ScoreRequest request{{}, chords};
  const auto a = general->score(conditions, {&request, 1}).front(), b = own->score(conditions, {&request, 1}).front();
  const auto both = mixed.score(conditions, {&request, 1}).front();
  for (std::size_t i = 0; i < chords.size(); ++i) {
    const double expected = std::log(0.7 * std::exp(a.chords[i].sevenths) + 0.3 * std::exp(b.chords[i].sevenths));
    CHECK(both.chords[i].sevenths == doctest::Approx(expected));
    CHECK(both.chords[i].exact <= both.chords[i].sevenths + 1e-9);
  }
  CHECK(both.end == doctest::Approx(std::log(0.7 * std::exp(a.end) + 0.3 * std::exp(b.end))));
}

TEST_CASE("mixing logarithms neither overflows nor vanishes") {
  CHECK(mixLogs(-2000, -1000, 0.5) == doctest::Approx(-1000 + std::log(0.5)));
  CHECK(mixLogs(-3, -3, 0.2) == doctest::Approx(-3));
  CHECK(mixLogs(-1, -50, 0) == doctest::Approx(-1));
}
