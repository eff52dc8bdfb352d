#include "sample/calibration.h"

#include <doctest/doctest.h>

#include <cmath>

#include "base/random.h"
#include "sample/acceptance.h"

using namespace amuse;
using namespace amuse::sample;

namespace {
/// log r ~ Normal(-1 + 0.5 n, 0.5 + 0.25 n variance), Dorian one higher.
std::vector<CalibrationSample> synthetic() {
  std::vector<CalibrationSample> samples;
  Random random(5);
  for (std::size_t index = 0; index < kCalibrationCases; ++index)
    for (int i = 0; i < 8000; ++i) {
      const int n = 2 + static_cast<int>(random.below(7));
      const auto mode = i % 4 == 0 ? theory::Mode::Dor : theory::Mode::Maj;
      const double mean = -1 + 0.5 * n + (mode == theory::Mode::Dor ? 1 : 0);
      samples.push_back({{index % 2 == 1, index >= 2}, mode, n, mean + std::sqrt(0.5 + 0.25 * n) * random.normal()});
    }
  return samples;
}
}  // namespace

TEST_CASE("the fit finds the line, the mode's offset and the 95th percentile") {
  const auto calibration = Calibration::fit(synthetic());
  REQUIRE(calibration.has_value());
  for (const int n : {2, 4, 8}) {
    CAPTURE(n);
    const Spread major = calibration->at({}, theory::Mode::Maj, n);
    CHECK(major.mean == doctest::Approx(-1 + 0.5 * n).epsilon(0.05));
    CHECK(major.sd == doctest::Approx(std::sqrt(0.5 + 0.25 * n)).epsilon(0.05));
    CHECK(major.logM == doctest::Approx(major.mean + 1.645 * major.sd).epsilon(0.05));
    CHECK(calibration->at({}, theory::Mode::Dor, n).mean - major.mean == doctest::Approx(1).epsilon(0.12));
    // A mode that was never drawn has no offset of its own: it sits on the common line.
    CHECK(calibration->at({}, theory::Mode::Loc, n).mean - major.mean < 0.5);
  }
}

TEST_CASE("a calibration survives its file and a broken file is named") {
  const auto calibration = Calibration::fit(synthetic());
  REQUIRE(calibration.has_value());
  const auto again = Calibration::parse(calibration->toText());
  REQUIRE(again.has_value());
  CHECK(again->at({true, false}, theory::Mode::Min, 5).logM ==
        doctest::Approx(calibration->at({true, false}, theory::Mode::Min, 5).logM).epsilon(1e-6));
  CHECK_FALSE(Calibration::parse("").has_value());
  std::string broken = calibration->toText();
  broken.resize(broken.size() / 2);
  CHECK_FALSE(Calibration::parse(broken).has_value());
  CHECK_FALSE(Calibration::fit({}).has_value());
}

TEST_CASE(
    "a calibration keeps how P and Q were compared for it; tables of version 1 have the built-in proposer's way") {
  const auto calibration = Calibration::fit(synthetic(), kLanguageModelTrust);
  REQUIRE(calibration.has_value());
  const std::string table = calibration->toText();
  const auto again = Calibration::parse(table);
  REQUIRE(again.has_value());
  CHECK(again->trust() == kLanguageModelTrust);
  CHECK(again->toText() == table);

  const std::size_t trustRow = table.find("\n0.05\t") + 1;
  std::string first = table;
  first.erase(trustRow, table.find('\n', trustRow) + 1 - trustRow);
  CHECK_FALSE(Calibration::parse(first).has_value());
  first.replace(0, first.find("meanIntercept"),
                "# Amuse calibration 1: mean and variance of log r by case (end counted + 2 x after context)\n");
  const auto old = Calibration::parse(first);
  REQUIRE(old.has_value());
  CHECK(old->trust() == ProposerTrust{});
  CHECK(old->at({}, theory::Mode::Maj, 4).logM ==
        doctest::Approx(calibration->at({}, theory::Mode::Maj, 4).logM).epsilon(1e-6));

  for (const std::string_view row : {"0\t0.5\t0.6\t1.8", "0.05\t1.5\t0.6\t1.8", "0.05\t0.5\t-1\t1.8",
                                     "0.05\t0.5\t0.6\t0", "0.05\tnan\t0.6\t1.8", "0.05\t0.5\t0.6"}) {
    CAPTURE(row);
    std::string broken = table;
    broken.replace(trustRow, table.find('\n', trustRow) - trustRow, row);
    CHECK_FALSE(Calibration::parse(broken).has_value());
  }
}

TEST_CASE("a proposer that may be refused more often keeps its full exponent up to a larger spread") {
  const auto usual = Calibration::fit(synthetic()), harder = Calibration::fit(synthetic(), kLanguageModelTrust);
  REQUIRE(usual.has_value());
  REQUIRE(harder.has_value());
  const Filter filter{theory::Mode::Maj, 0.5, 1e9, 0};
  const std::vector<Stretch> stretches(1);
  const Spread spread = usual->at({}, theory::Mode::Maj, 8);
  REQUIRE(spread.sd > kFullExponentSd);
  const std::vector<Ratio> ratios{{spread.mean, 0, 0, 8}};
  CHECK(acceptanceOf(filter, *harder, stretches, ratios) < acceptanceOf(filter, *usual, stretches, ratios));
}

TEST_CASE("of log-normal ratios with sd 1, 2 and 3 the filter passes 29, 15 and 11 percent at exponent 1") {
  // The figures of DESIGN section 2, by integration over the normal law.
  struct Row {
    double sd, share;
  };
  for (const auto& [sd, share] : {Row{1, 0.29}, Row{2, 0.15}, Row{3, 0.11}}) {
    Random random(9);
    double sum = 0;
    for (int i = 0; i < 40000; ++i) sum += std::min(1.0, std::exp(sd * (random.normal() - 1.645)));
    CHECK(sum / 40000 == doctest::Approx(share).epsilon(0.04));
  }
}

TEST_CASE("the exponent falls with surprise, with spread and with an unknown mode") {
  CHECK(exponentOf({theory::Mode::Maj, 0.5, 1e9, 0}, 1.0) == doctest::Approx(1));
  CHECK(exponentOf({theory::Mode::Maj, 0, 1e9, 0}, 1.0) == doctest::Approx(2));
  CHECK(exponentOf({theory::Mode::Maj, 1, 1e9, 0}, 1.0) == 0);
  CHECK(exponentOf({theory::Mode::Maj, 0.5, 1e9, 0}, 2.8) == doctest::Approx(0.5));
  CHECK(exponentOf({theory::Mode::Maj, 0.5, 1e9, 0}, 2.8, 2.1) == doctest::Approx(0.75));
  CHECK(exponentOf({theory::Mode::Loc, 0.5, 0, 0}, 1.0) == 0);
  CHECK(exponentOf({theory::Mode::Phr, 0.5, 200, 0}, 1.0) == doctest::Approx(0.5));
}

TEST_CASE("the shift is the batch's median, shrunk") {
  CHECK(shiftOf({}, {}).level == 0);
  const std::vector<double> batch(48, -2.0);
  CHECK(shiftOf(batch, {}).level == doctest::Approx(-2.0 * 48 / (48 + kShiftShrinkage)));
}

TEST_CASE("the floor sinks for a batch that strains more than songs do, less for longer stretches, and not for ever") {
  CHECK(floorDropOf(0.1, 48, 4) == 0);
  CHECK(floorDropOf(0.9, 1000000, 4) == doctest::Approx(3.3 * (0.9 - 0.5)).epsilon(1e-3));
  CHECK(floorDropOf(0.9, 1000000, 8) == doctest::Approx(2.6 * (0.9 - 0.5)).epsilon(1e-3));
  CHECK(floorDropOf(0.9, 48, 12) == floorDropOf(0.9, 48, 8));
  CHECK(floorDropOf(0.9, 8, 4) < floorDropOf(0.9, 48, 4));
  CHECK(floorDropOf(3, 48, 4) == floorDropOf(1.2, 48, 4));
}

TEST_CASE("a batch's slopes take out what flavour alone explains, and no more than they know") {
  std::vector<double> excesses;
  std::vector<Flavour> flavours;
  for (int i = 0; i < 60; ++i) {
    const Flavour flavour{1.0 + i % 4, 0.2 * (i % 3)};
    flavours.push_back(flavour);
    excesses.push_back(-1.5 * flavour.colour - 2 * flavour.strain);
  }
  const BatchShift shift = shiftOf(excesses, flavours);
  CHECK(shift.slope.colour < -1.0);
  CHECK(shift.slope.colour > -1.5);
  CHECK(shift.slope.strain < -0.3);
  CHECK(shift.slope.strain > -2 * kStrainKept);
  // Where all sound alike, nothing is tilted.
  const std::vector<Flavour> alike(60, Flavour{2, 0.5});
  CHECK(std::abs(shiftOf(excesses, alike).slope.colour) < 1e-9);
}
