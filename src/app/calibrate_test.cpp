#include "app/calibrate.h"

#include <doctest/doctest.h>

#include <cmath>
#include <map>

#include "app/calibrate_samples.h"
#include "app/models.h"
#include "base/random.h"
#include "inspire/inspirations.h"
#include "lm/ngram_model.h"

using namespace amuse;
using namespace amuse::app;

namespace {

using Symbols = std::vector<lm::Symbol>;

/// Fresh proposals of the shipped proposer, four chords each, for inspirations Q was not drawn for.
std::map<theory::Mode, std::vector<std::vector<theory::RelativeChord>>> freshProposals() {
  const auto reader = inspire::TextReader::open(std::string(AMUSE_SOURCE_DIR) + "/data/llm");
  const auto proposer = openProposer(AMUSE_SOURCE_DIR);
  const auto records = inspire::loadInspirations(std::string(AMUSE_SOURCE_DIR) + "/data/llm/inspirations.jsonl");
  REQUIRE((reader && proposer && records));
  std::map<theory::Mode, std::vector<std::vector<theory::RelativeChord>>> fresh;
  std::uint32_t seed = 77;
  for (const auto& record : *records) {
    if (!inspire::isHeldOut(record.text)) continue;
    const auto brief = inspire::inspireText(*reader, record.text);
    REQUIRE(brief.has_value());
    propose::Query query;
    query.brief = *brief;
    query.mode = brief->mode;
    query.slots.resize(4);
    query.phraseStarts = {0};
    const auto proposals = (*proposer)->propose(query, 12, ++seed, 0);
    REQUIRE(proposals.has_value());
    for (const auto& candidate : proposals->candidates)
      if (corpus::joinEqualNeighbours(candidate.chords).size() == candidate.chords.size())
        fresh[query.mode].push_back(candidate.chords);
  }
  return fresh;
}

/// Mean log Q of a progression at `sevenths` level and its standard error, without the end.
struct MeanLog {
  double mean = 0, error = 0;
};
MeanLog meanOf(const std::vector<double>& values) {
  double sum = 0, squares = 0;
  const auto n = static_cast<double>(values.size());
  for (const double value : values) sum += value, squares += value * value;
  return {sum / n, std::sqrt((squares / n - sum / n * sum / n) / n)};
}

MeanLog scoreAll(const lm::ChordModel& q, theory::Mode mode,
                 const std::vector<std::vector<theory::RelativeChord>>& progressions) {
  std::vector<lm::ScoreRequest> requests;
  for (const auto& chords : progressions) requests.push_back({{}, chords});
  std::vector<double> logs;
  for (const auto& score : q.score({mode, {}, {}, {}}, requests))
    logs.push_back(score.total(lm::Level::Sevenths, false));
  return meanOf(logs);
}

}  // namespace

TEST_CASE("Q is the proposer's true marginal: fresh proposals are as likely under it as its own draws") {
  const auto q = openProposerModel(AMUSE_SOURCE_DIR);
  REQUIRE(q.has_value());
  Random random(5);
  for (const auto& [mode, progressions] : freshProposals()) {
    if (progressions.size() < 600) continue;
    CAPTURE(theory::toText(mode));
    const MeanLog proposed = scoreAll(**q, mode, progressions);
    // Draws from Q, chord by chord, no chord repeated and no end, as the proposals are.
    std::vector<double> own;
    for (int i = 0; i < 400; ++i) {
      std::vector<theory::RelativeChord> chords;
      double log = 0;
      while (chords.size() < 4) {
        auto next = (*q)->next({mode, {}, {}, {}}, chords);
        next.p[lm::kEndSymbol] = next.p[lm::kNoChordSymbol] = 0;
        const auto symbol = random.weighted(next.p);
        log += std::log(next.p[symbol]);
        chords.push_back(lm::chordOf(static_cast<lm::Symbol>(symbol)));
      }
      own.push_back(log);
    }
    const MeanLog drawn = meanOf(own);
    MESSAGE(theory::toText(mode), ": proposals ", proposed.mean, " +- ", proposed.error, ", Q's own ", drawn.mean,
            " +- ", drawn.error);
    // Within a tenth of a nat a chord and the noise of both samples.
    CHECK(std::abs(proposed.mean - drawn.mean) < 0.4 + 2 * std::hypot(proposed.error, drawn.error));
  }
}

TEST_CASE("samples of a proposer give a Q that is better than the general one and no worse than their own counts") {
  // The built-in proposer stands for a language model that nobody has met.
  const auto reader = inspire::TextReader::open(std::string(AMUSE_SOURCE_DIR) + "/data/llm");
  const auto proposer = openProposer(AMUSE_SOURCE_DIR);
  const auto general = lm::openModel(std::string(AMUSE_SOURCE_DIR) + "/models/q-llm.ngram");
  REQUIRE((reader && proposer && general));
  std::vector<corpus::ProposalRecord> records;
  for (const char* words : {"rain", "jazz", "punk", "sea", "lullaby", "anger", "spring", "night drive", "gospel",
                            "ballad", "war", "snow", "bossa nova", "dance", "grief", "city", "farm", "church"}) {
    const auto brief = inspire::inspireText(*reader, words);
    REQUIRE(brief.has_value());
    propose::Query query;
    query.brief = *brief;
    query.mode = brief->mode;
    query.slots.resize(4);
    query.phraseStarts = {0};
    const auto proposals = (*proposer)->propose(query, 24, 3, 0);
    REQUIRE(proposals.has_value());
    corpus::ProposalRecord record;
    record.mode = query.mode;
    for (const auto& candidate : proposals->candidates) record.progressions.push_back(candidate.chords);
    records.push_back(std::move(record));
  }
  const auto model = fitSampledModel(**general, records);
  REQUIRE_MESSAGE(model.has_value(), model.error().message);
  CHECK(model->share > 0);
  CHECK(model->share < 1);
  CHECK(model->mixedBits < model->generalBits);
  CHECK(model->mixedBits < model->ownBits);
  CHECK_FALSE(fitSampledModel(**general, std::span(records).first(8)).has_value());
}
