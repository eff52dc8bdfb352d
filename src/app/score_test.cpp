#include "app/score.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "app/models.h"

using namespace amuse;
using namespace amuse::app;

namespace {

/// The shipped models, opened once for all cases.
struct ShippedModels {
  std::unique_ptr<lm::ChordModel> prior, proposerModel;
  sample::Calibration calibration;
};
const ShippedModels& shippedModels() {
  static const ShippedModels models = [] {
    auto prior = openPrior(AMUSE_SOURCE_DIR, PriorSet::Open);
    auto proposerModel = openProposerModel(AMUSE_SOURCE_DIR);
    auto calibration = openCalibration(AMUSE_SOURCE_DIR, PriorSet::Open);
    REQUIRE(prior.has_value());
    REQUIRE(proposerModel.has_value());
    REQUIRE(calibration.has_value());
    return ShippedModels{*std::move(prior), *std::move(proposerModel), *std::move(calibration)};
  }();
  return models;
}
ScoreModels borrowedModels() {
  const auto& models = shippedModels();
  return {*models.prior, *models.proposerModel, models.calibration};
}

std::string repeated(const std::string& word, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += word + " ";
  return text;
}

TEST_CASE("genre, section name and decade move the prior, and unknown ones are told the words there are") {
  const auto plain = makeConditions(theory::Mode::Maj, "", "", 0);
  const auto jazz = makeConditions(theory::Mode::Maj, "Bebop", "", 1950);
  REQUIRE((plain && jazz));
  const auto seventh = [](const lm::Conditions& conditions) {
    double sum = 0;
    const auto next = nextChords(*shippedModels().prior, conditions, 192, "C");
    for (const auto& option : next->options)
      sum += theory::toText(option.chord).find('7') != std::string::npos ? option.p : 0;
    return sum;
  };
  CHECK(seventh(*jazz) > 1.5 * seventh(*plain));
  CHECK(makeConditions(theory::Mode::Maj, "polka", "", 0).error().message.find("jazz") != std::string::npos);
  CHECK(makeConditions(theory::Mode::Maj, "", "fugue", 0).error().code == ErrorCode::InvalidArgument);
  CHECK(makeConditions(theory::Mode::Maj, "", "", 70).error().code == ErrorCode::InvalidArgument);
}

}  // namespace

TEST_CASE("a coarser class is at least as likely, and the end has one probability") {
  for (const char* line : {"C Am F G", "Cmaj9 A7b9/C# Dm11 G13", "C C C", "N.C. C5 Bb/D", "C"}) {
    CAPTURE(line);
    const auto exact = scoreLine(borrowedModels(), {theory::Mode::Maj, {}, {}, {}}, lm::Level::Exact, line);
    const auto sevenths = scoreLine(borrowedModels(), {theory::Mode::Maj, {}, {}, {}}, lm::Level::Sevenths, line);
    const auto triads = scoreLine(borrowedModels(), {theory::Mode::Maj, {}, {}, {}}, lm::Level::Triads, line);
    REQUIRE(exact.has_value());
    REQUIRE(sevenths.has_value());
    REQUIRE(triads.has_value());
    CHECK(exact->logP.size() == exact->chords.size() + 1);
    CHECK(exact->logQ.size() == exact->chords.size() + 1);
    for (std::size_t i = 0; i < exact->logP.size(); ++i) {
      CHECK(exact->logP[i] <= sevenths->logP[i] + 1e-9);
      CHECK(sevenths->logP[i] <= triads->logP[i] + 1e-9);
      CHECK(exact->logQ[i] <= sevenths->logQ[i] + 1e-9);
      CHECK(triads->logP[i] <= 1e-9);
      CHECK(std::isfinite(exact->logP[i]));
    }
    CHECK(exact->logP.back() == doctest::Approx(triads->logP.back()));
    CHECK(exact->acceptance >= 0);
    CHECK(exact->acceptance <= 1);
  }
}

TEST_CASE("a line may hold 256 chords in either spelling, blanks and line ends as they come") {
  const auto score = [](const std::string& line) {
    return scoreLine(borrowedModels(), {theory::Mode::Maj, {}, {}, {}}, lm::Level::Exact, line);
  };
  CHECK(score(repeated("C", 256)).has_value());
  CHECK(score(repeated("C", 257)).error().code == ErrorCode::TooLarge);
  const auto plain = score("C Am F G"), harte = score("C:maj A:min F:maj G:maj"), crlf = score("\tC  Am F G\r");
  REQUIRE(plain.has_value());
  REQUIRE(harte.has_value());
  REQUIRE(crlf.has_value());
  CHECK(plain->logP == harte->logP);
  CHECK(plain->logP == crlf->logP);
}

TEST_CASE("what cannot be read says where") {
  const auto wrong = scoreLine(borrowedModels(), {theory::Mode::Maj, {}, {}, {}}, lm::Level::Exact, "C Am Fq7 G");
  REQUIRE_FALSE(wrong.has_value());
  CHECK(wrong.error().code == ErrorCode::Parse);
  CHECK(wrong.error().offset == 6);
  CHECK(scoreLine(borrowedModels(), {theory::Mode::Maj, {}, {}, {}}, lm::Level::Exact, "  ").error().code ==
        ErrorCode::Parse);
}

TEST_CASE("all options and the end sum to one, but for the silence that is never offered") {
  for (const auto mode : {theory::Mode::Maj, theory::Mode::Min, theory::Mode::Loc})
    for (const char* line : {"", "C", "C Am F", "Bb7 F#dim"}) {
      CAPTURE(line);
      const auto next = nextChords(*shippedModels().prior, {mode, {}, {}, {}}, 192, line);
      REQUIRE(next.has_value());
      CHECK(next->options.size() == 192);
      std::vector<theory::RelativeChord> context;
      for (const auto& chord : next->context) context.push_back(theory::toRelative(chord, 0));
      const double silence = shippedModels().prior->next({mode, {}, {}, {}}, context).p[lm::kNoChordSymbol];
      double sum = next->end;
      for (const auto& option : next->options) sum += option.p;
      CHECK(sum == doctest::Approx(1 - silence).epsilon(1e-6));
      for (std::size_t i = 1; i < next->options.size(); ++i) CHECK(next->options[i].p <= next->options[i - 1].p);
    }
}

TEST_CASE("next agrees with score and keeps to its range") {
  const auto next = nextChords(*shippedModels().prior, {theory::Mode::Maj, {}, {}, {}}, 1, "C Am F");
  REQUIRE(next.has_value());
  const auto likeliest = theory::toText(next->options[0].chord);
  const auto score =
      scoreLine(borrowedModels(), {theory::Mode::Maj, {}, {}, {}}, lm::Level::Sevenths, "C Am F " + likeliest);
  REQUIRE(score.has_value());
  CHECK(std::exp(score->logP[3]) == doctest::Approx(next->options[0].p).epsilon(1e-6));
  CHECK(nextChords(*shippedModels().prior, {theory::Mode::Maj, {}, {}, {}}, 0, "C").error().code ==
        ErrorCode::InvalidArgument);
  CHECK(nextChords(*shippedModels().prior, {theory::Mode::Maj, {}, {}, {}}, 193, "C").error().code ==
        ErrorCode::InvalidArgument);
  CHECK(nextChords(*shippedModels().prior, {theory::Mode::Maj, {}, {}, {}}, 5, "C H").error().offset == 2);
}
