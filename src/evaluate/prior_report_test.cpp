#include "evaluate/prior_report.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

namespace {

using namespace amuse;
using namespace amuse::evaluate;

PriorFigures figures(std::string model, bool hasExact, double bits) {
  lm::Prediction p;
  p.sections = 2, p.symbols = 10, p.triads = 8 * bits, p.sevenths = 10 * bits, p.exact = 12 * bits;
  p.first = 4, p.amongFive = 8;
  return {std::move(model), hasExact, p, {{"billboard", p}}, {{"Maj", p}}, {{"4", p}}};
}

PriorReport smallReport() {
  return {"open", 100, {figures("open-ngram-1 (0badcafe)", true, 3), figures("KN-5", false, 4)}, 1e-15};
}

TEST_CASE("the prior report shows each model's bits and the ratio to each baseline") {
  const std::string text = toText(smallReport());
  CHECK(text.find("open-ngram-1 (0badcafe)") != std::string::npos);
  CHECK(text.find("prior / KN-5: 0.750 triads, 0.750 sevenths") != std::string::npos);
  CHECK(text.find("billboard") != std::string::npos);
  CHECK(text.find("3.000") != std::string::npos);
}

TEST_CASE("the prior report as JSON leaves exact out where a model has none") {
  const auto json = nlohmann::json::parse(toJsonText(smallReport()));
  CHECK(json["set"] == "open");
  CHECK(json["models"][0]["all"]["exact"] == doctest::Approx(3.6));
  CHECK_FALSE(json["models"][1]["all"].contains("exact"));
  CHECK(json["models"][1]["byMode"]["Maj"]["top5"] == doctest::Approx(0.8));
}

TEST_CASE("without the data the prior cannot be measured, and it says so") {
  const auto report = evaluatePrior({nullptr, PriorData::Open, "no/such/folder"});
  REQUIRE_FALSE(report.has_value());
  CHECK(report.error().code == ErrorCode::Unavailable);
}

}  // namespace
