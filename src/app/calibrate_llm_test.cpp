#include "app/calibrate_llm.h"

#include <doctest/doctest.h>

#include <set>

using namespace amuse;
using namespace amuse::app;

TEST_CASE("a calibration asks with pairs of different keywords, in major and minor first but in every mode") {
  const auto questions = sampleQuestions({"warm", "rainy", "jazz", "slow"}, 4000, 3);
  REQUIRE(questions);
  CHECK(questions->size() == 200);
  std::set<theory::Mode> modes;
  std::size_t plain = 0;
  for (const auto& question : *questions) {
    REQUIRE(question.keywords.size() == 2);
    CHECK(question.keywords[0] != question.keywords[1]);
    modes.insert(question.mode);
    plain += question.mode == theory::Mode::Maj || question.mode == theory::Mode::Min ? 1 : 0;
  }
  CHECK(modes.size() == theory::kModeCount);
  CHECK(plain > questions->size() / 2);
  CHECK(sampleQuestions({"warm", "rainy", "jazz", "slow"}, 4000, 3) == questions);
  CHECK_FALSE(sampleQuestions({"warm"}, 4000, 3));
  CHECK_FALSE(sampleQuestions({"warm", "cold"}, 10, 3));
}

TEST_CASE("samples that are kept read back") {
  corpus::ProposalRecord record;
  record.keywords = {"warm", "with \"quotes\""};
  record.mode = theory::Mode::Dor;
  record.bars = 2;
  record.progressions = {
      {{0, theory::plainQuality(theory::ChordClass::Min7), 0}, {5, theory::plainQuality(theory::ChordClass::Maj), 4}}};
  const auto read = corpus::parseProposals(toJsonLine(record), "samples");
  REQUIRE_MESSAGE(read.has_value(), read.error().message);
  REQUIRE(read->size() == 1);
  CHECK(read->front().keywords == record.keywords);
  CHECK(read->front().mode == record.mode);
  CHECK(read->front().progressions == record.progressions);
  CHECK(read->front().malformed == 0);
}
