#include "evaluate/proposer_trust.h"

#include <doctest/doctest.h>

using namespace amuse;
using namespace amuse::evaluate;

TEST_CASE(
    "of the settings that reach both bars on the first half, the largest power and then the least doubt is chosen") {
  PairTrustReport report;
  report.rows = {{{0, 1.0}, {0.5, 0.9}, {0.5, 0.9}},
                 {{0, 0.4}, {0.91, 0.5}, {0.7, 0.5}},
                 {{0.05, 0.7}, {0.92, 0.5}, {0.8, 0.5}},
                 {{0.05, 0.4}, {0.95, 0.9}, {0.9, 0.9}},
                 {{0.1, 0.7}, {0.99, 0.9}, {0.99, 0.9}}};
  CHECK(chooseTrust(report) == 2);
  const std::string text = toText(report);
  CHECK(text.find("doubt 0.05 power 0.7") != std::string::npos);
  // The other half has no say.
  report.rows[2].all[1] = report.rows[2].subtle[1] = 0;
  CHECK(chooseTrust(report) == 2);
}

TEST_CASE("where no setting reaches the bars the most doubting one stands") {
  PairTrustReport report;
  report.rows = {{{0, 1.0}, {0.5, 1}, {0.5, 1}}, {{0.2, 0.3}, {0.8, 1}, {0.9, 1}}};
  CHECK(chooseTrust(report) == 1);
}
