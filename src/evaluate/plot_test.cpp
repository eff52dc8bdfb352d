#include "evaluate/plot.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace amuse::evaluate;

namespace {
std::size_t occurrences(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}
}  // namespace

TEST_CASE("a line chart draws each series and leaves out what is not finite") {
  const auto svg =
      toSvg(LineChart{"bits & passes", "pass", "bits", {{"a<b", {{1, 3}, {2, NAN}, {3, 2}}}, {"b", {}, true}}});
  CHECK(occurrences(svg, "<polyline") == 2);
  CHECK(svg.find("bits &amp; passes") != std::string::npos);
  CHECK(svg.find("a&lt;b") != std::string::npos);
  CHECK(svg.find("nan") == std::string::npos);
  CHECK(svg.ends_with("</svg>\n"));
}

TEST_CASE("a chart without points is still a picture") {
  CHECK(toSvg(LineChart{}).ends_with("</svg>\n"));
  CHECK(toSvg(BarChart{}).ends_with("</svg>\n"));
  CHECK(toSvg(ConfusionMatrix{}).ends_with("</svg>\n"));
}

TEST_CASE("bars carry their values and the line its name") {
  const auto svg = toSvg(BarChart{"t", "bits", {"pop", "jazz"}, {{"ours", {2.5, 3.25}}}, {{"bar", 3.0}}});
  CHECK(svg.find(">2.5<") != std::string::npos);
  CHECK(svg.find(">3.25<") != std::string::npos);
  CHECK(svg.find(">bar<") != std::string::npos);
}

TEST_CASE("a confusion matrix shows shares of the row") {
  const auto svg = toSvg(ConfusionMatrix{"t", {"x", "y"}, {{3, 1}, {0, 0}}});
  CHECK(svg.find(">75<") != std::string::npos);
  CHECK(svg.find(">25<") != std::string::npos);
  CHECK(svg.find("#0072b2") == std::string::npos);
}
