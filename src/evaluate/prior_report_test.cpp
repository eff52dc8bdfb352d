#include "evaluate/prior_report.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

namespace {

using namespace amuse;
using namespace amuse::evaluate;

PriorSums sums(double bits) {
  PriorSums sums;
  sums.sections = 2, sums.symbols = 10;
  for (const auto level : {lm::Level::Exact, lm::Level::Sevenths, lm::Level::Triads}) {
    LevelSums& own = sums.levels[indexOf(level)];
    own.bits = (12 - 2 * static_cast<double>(indexOf(level))) * bits;
    own.first = 4, own.amongFive = 8;
    own.bins[7] = {5, 10, 4};
  }
  return sums;
}

PriorFigures figures(std::string model, bool hasExact, double bits) {
  PriorFigures figures;
  figures.model = std::move(model);
  figures.hasBits = figures.hasRanks = {hasExact, true, true};
  figures.all = figures.fresh = sums(bits);
  figures.bySource = {{"billboard", sums(bits)}};
  figures.byMode = {{"Maj", sums(bits)}};
  figures.byLength = {{"4", sums(bits)}};
  return figures;
}

PriorReport smallReport() {
  return {"open",
          100,
          {figures("open-ngram-1 (0badcafe)", true, 3), figures("KN-5", false, 4)},
          {{"genre", 2, 3.5, 3.25}},
          1e-15};
}

std::vector<HeldOutSection> oneSection() {
  HeldOutSection section;
  section.id = "song-1";
  section.source = "billboard";
  for (const int root : {0, 5, 7, 0})
    section.chords.push_back({root, theory::plainQuality(theory::ChordClass::Maj), 0});
  return {section};
}

TEST_CASE("the prior report shows each model's bits and the ratio to each baseline") {
  const std::string text = toText(smallReport());
  CHECK(text.find("open-ngram-1 (0badcafe)") != std::string::npos);
  CHECK(text.find("prior / KN-5: 0.750 triads, 0.750 sevenths; fresh 0.750, 0.750") != std::string::npos);
  CHECK(text.find("billboard") != std::string::npos);
  CHECK(text.find("3.000") != std::string::npos);
}

TEST_CASE("the prior report as JSON leaves exact out where a model has none") {
  const auto json = nlohmann::json::parse(toJsonText(smallReport()));
  CHECK(json["set"] == "open");
  CHECK(json["models"][0]["all"]["exact"]["bits"] == doctest::Approx(3.6));
  CHECK_FALSE(json["models"][1]["all"].contains("exact"));
  CHECK(json["models"][1]["byMode"]["Maj"]["sevenths"]["top5"] == doctest::Approx(0.8));
  CHECK(json["models"][0]["all"]["sevenths"]["calibrationError"] == doctest::Approx(0.1));
  CHECK(json["ablations"][0]["with"] == doctest::Approx(3.25));
}

TEST_CASE("the prior report's plots are pictures of its groups") {
  const auto plots = plotsOf(smallReport());
  REQUIRE(plots.contains("prior-open-by-source.svg"));
  CHECK(plots.at("prior-open-by-source.svg").find("billboard") != std::string::npos);
  CHECK(plots.contains("prior-open-calibration.svg"));
}

TEST_CASE("kept figures of the paper's LSTM join the report, section by section") {
  PriorReport report = smallReport();
  const std::string table =
      "# made by hand\nid\tsymbols\ttriads\tsevenths\tfirst\tamongFive\nsong-1\t5\t10\t15\t2\t4\n";
  REQUIRE(addPaperFigures(table, oneSection(), report).has_value());
  const PriorFigures& paper = report.models.back();
  CHECK(paper.all.bits(lm::Level::Sevenths) == doctest::Approx(3));
  CHECK(paper.bySource.at("billboard").top5(lm::Level::Sevenths) == doctest::Approx(0.8));
  CHECK(toText(report).find("paper's LSTM") != std::string::npos);
}

TEST_CASE("a damaged or foreign table of kept figures is refused in one line") {
  PriorReport report = smallReport();
  CHECK(addPaperFigures("song-1\t5\t10\n", oneSection(), report).error().code == ErrorCode::Parse);
  CHECK(addPaperFigures("song-1\t5\tx\t15\t2\t4\n", oneSection(), report).error().code == ErrorCode::Parse);
  CHECK(addPaperFigures("song-1\t9\t10\t15\t2\t4\n", oneSection(), report).error().code == ErrorCode::Unavailable);
  CHECK(addPaperFigures("", oneSection(), report).error().code == ErrorCode::Unavailable);
}

TEST_CASE("without the data the prior cannot be measured, and it says so") {
  const auto report = evaluatePrior({nullptr, PriorData::Open, "no/such/folder", {}});
  REQUIRE_FALSE(report.has_value());
  CHECK(report.error().code == ErrorCode::Unavailable);
}

}  // namespace
