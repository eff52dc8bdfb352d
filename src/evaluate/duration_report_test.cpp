#include "evaluate/duration_report.h"

#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <numeric>

#include "evaluate/prior_sections.h"
#include "lm/ngram_model.h"

namespace {

using namespace amuse;
using namespace amuse::evaluate;

double sumOf(const std::array<double, lm::kDurationClasses>& logs) {
  return std::accumulate(logs.begin(), logs.end(), 0.0, [](double sum, double log) { return sum + std::exp(log); });
}

TEST_CASE("counted lengths are shares, after the length before where it is known") {
  DurationCounts counts;
  const std::vector<double> beats{4, 4, 2, 2, 0, 4};
  counts.add(beats);
  const std::size_t four = lm::durationClass(4), two = lm::durationClass(2);
  CHECK(sumOf(counts.logs()) == doctest::Approx(1));
  CHECK(sumOf(counts.logsAfter(4)) == doctest::Approx(1));
  // Three fours and two twos, one more each of nine classes; after a four came one four and one two.
  CHECK(std::exp(counts.logs()[four]) == doctest::Approx(4.0 / 14));
  CHECK(std::exp(counts.logsAfter(4)[two]) == doctest::Approx(2.0 / 11));
  CHECK(counts.logsAfter(0) == counts.logs());
}

TEST_CASE("the shipped prior says of each length how likely it is, and lengths before it matter") {
  const auto prior = lm::openModel(std::filesystem::path(AMUSE_SOURCE_DIR) / "models" / "prior-open.ngram");
  REQUIRE(prior.has_value());
  HeldOutSection section;
  for (const int root : {0, 5, 7, 0})
    section.chords.push_back({root, theory::plainQuality(theory::ChordClass::Maj), 0});
  section.beats = {4, 4, 4, 0};
  DurationCounts counts;
  counts.add(section.beats);
  const auto figures = measureDurations(**prior, counts, {&section, 1});
  CHECK(figures.lengths == 3);
  REQUIRE(figures.rows.size() == 4);
  for (const auto& row : figures.rows) {
    CHECK(row.bits > 0);
    CHECK(row.bits < 10);
  }
  // After two chords of a whole bar each, a third of a bar is what songs do.
  CHECK(figures.rows[0].bits < figures.rows[1].bits);
  CHECK(toText(figures).find("3 lengths in 1 sections") != std::string::npos);
}

}  // namespace
