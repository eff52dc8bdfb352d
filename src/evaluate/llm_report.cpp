#include "evaluate/llm_report.h"

#include <algorithm>
#include <span>

#include <fmt/format.h>

#include "app/calibrate_samples.h"
#include "app/models.h"
#include "base/random.h"
#include "corpus/read_corpus.h"
#include "evaluate/real_music.h"
#include "evaluate/suggestion_measures.h"
#include "lm/mixed_model.h"
#include "lm/ngram_fit.h"
#include "lm/ngram_model.h"
#include "propose/held_out.h"
#include "propose/llm_proposer.h"
#include "sample/pool.h"
#include "sample/streamed.h"

namespace amuse::evaluate {
namespace {

using corpus::ProposalRecord;

constexpr int kShownEach = 4, kAskedEach = 20;
constexpr std::size_t kBleuSet = 30;

Result<std::string> fitGeneral(const std::vector<ProposalRecord>& records) {
  lm::NgramFitOptions options;
  options.name = "llm-general-part";
  return lm::fitNgramModel(app::sectionsOf(records, [](std::size_t) { return true; }), options);
}

propose::Query queryFor(const ProposalRecord& record) {
  propose::Query query;
  for (const auto& word : record.keywords) query.brief.keywords.push_back({word, 1, {}});
  for (const auto& genre : record.genres) query.brief.genres.push_back({genre, 1});
  query.mode = query.brief.mode = record.mode;
  query.slots.resize(static_cast<std::size_t>(record.bars));
  query.phraseStarts = {0};
  return query;
}

double meanSelfBleu(const std::vector<Progression>& progressions) {
  double sum = 0;
  std::size_t sets = 0;
  for (std::size_t i = 0; i + kBleuSet <= progressions.size(); i += kBleuSet, ++sets)
    sum += selfBleu(std::span(progressions).subspan(i, kBleuSet));
  return sets == 0 ? 0 : sum / static_cast<double>(sets);
}

double distanceOf(const std::vector<Progression>& progressions, const BigramCounts& real) {
  BigramCounts counts;
  for (const auto& progression : progressions) counts.add(progression);
  return counts.distanceTo(real);
}

/// The same records as the model answers when it is asked with their keywords.
Result<std::vector<ProposalRecord>> askedRecords(const propose::LlmProposer& proposer,
                                                 const std::vector<ProposalRecord>& records, std::uint32_t seed) {
  std::vector<ProposalRecord> asked;
  for (const auto& record : records) {
    auto proposals = proposer.propose(queryFor(record), kAskedEach, seed, 0);
    if (!proposals) return tl::unexpected(proposals.error());
    ProposalRecord answer = record;
    answer.progressions.clear();
    for (auto& candidate : proposals->candidates) answer.progressions.push_back(std::move(candidate.chords));
    if (!answer.progressions.empty()) asked.push_back(std::move(answer));
  }
  return asked;
}

/// Progressions that passed and as many raw ones, set by set.
struct Drawn {
  std::vector<Progression> passed, raw;
};

/// Adds as many of the raw proposals as have passed; any of them are as good as any others.
void addRaw(Drawn& drawn, std::vector<propose::Candidate> candidates, Random random) {
  while (drawn.raw.size() < drawn.passed.size() && !candidates.empty()) {
    const std::size_t pick = random.below(candidates.size());
    drawn.raw.push_back(std::move(candidates[pick].chords));
    candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(pick));
  }
}

LlmRow rowOf(std::string name, const Drawn& drawn, const RealMusic& music) {
  return {std::move(name),
          drawn.passed.size(),
          distanceOf(drawn.raw, music.sections),
          distanceOf(drawn.passed, music.sections),
          meanSelfBleu(drawn.raw),
          meanSelfBleu(drawn.passed),
          0};
}

sample::Request requestFor(const ProposalRecord& record, double surprise, std::uint32_t seed) {
  sample::Request request;
  request.query = queryFor(record);
  request.count = kShownEach;
  request.surprise = surprise;
  request.seed = seed;
  return request;
}

/// Everything that passes of one answer of the model for each record.
Result<LlmRow> measureAccepted(const sample::Models& with, const std::vector<ProposalRecord>& answers,
                               const RealMusic& music, double surprise, std::uint32_t seed) {
  Drawn drawn;
  int accepted = 0, judged = 0;
  for (std::size_t r = 0; r < answers.size(); ++r) {
    const auto request = requestFor(answers[r], surprise, seed + static_cast<std::uint32_t>(r));
    propose::Proposals proposals;
    for (const auto& progression : answers[r].progressions) proposals.candidates.push_back({progression});
    auto raw = proposals.candidates;
    sample::Pool pool(with, request);
    if (const auto taken = pool.take(std::move(proposals)); !taken) return tl::unexpected(taken.error());
    for (const auto& draft : pool.drafts())
      if (draft.accepted) drawn.passed.push_back(draft.chords);
    accepted += pool.stats().accepted;
    judged += pool.stats().accepted + pool.stats().rejected;
    addRaw(drawn, std::move(raw), Random(request.seed));
  }
  LlmRow row = rowOf(fmt::format("accepted, surprise {:.1f}", surprise), drawn, music);
  row.acceptance = static_cast<double>(accepted) / std::max(1, judged);
  return row;
}

/// The cards that a songwriter would see.
Result<LlmRow> measureShown(const sample::Models& with, const std::vector<ProposalRecord>& answers,
                            const RealMusic& music, std::uint32_t seed, LlmReport& report) {
  Drawn drawn;
  for (std::size_t r = 0; r < answers.size(); ++r) {
    const auto request = requestFor(answers[r], 0.5, seed + static_cast<std::uint32_t>(r));
    const auto answer = sample::suggestStreamed(with, request, [](const sample::Suggestion&) {});
    if (!answer) return tl::unexpected(answer.error());
    for (const auto& suggestion : answer->suggestions) drawn.passed.push_back(suggestion.chords);
    report.proposed += answer->stats.proposed;
    report.malformed += answer->stats.malformed;
    report.filled += answer->stats.filled;
    std::vector<propose::Candidate> raw;
    for (const auto& progression : answers[r].progressions) raw.push_back({progression});
    addRaw(drawn, std::move(raw), Random(request.seed));
  }
  return rowOf("shown, four a set", drawn, music);
}

}  // namespace

RecordUse useOf(const std::vector<std::string>& keywords) {
  const int fold = propose::foldOfSet(keywords);
  if (fold < propose::kSetFolds / 2) return RecordUse::General;
  return fold < propose::kSetFolds * 3 / 4 ? RecordUse::Calibration : RecordUse::Suggestions;
}

Result<LlmReport> evaluateLlm(app::LanguageModels& models, const std::filesystem::path& data, std::uint32_t seed) {
  const auto client = models.client(models.settings().proposer);
  if (!client) return tl::unexpected(client.error());
  const auto songs = corpus::readCorpus(data / "chords" / "corpus.jsonl.gz");
  if (!songs) return tl::unexpected(songs.error());
  const auto records = corpus::readProposals(models.home() / "data" / "llm");
  if (!records) return tl::unexpected(records.error());
  const RealMusic music = realMusicOf(*songs);
  std::vector<ProposalRecord> general, calibration, suggestions;
  for (const auto& record : *records) {
    const auto use = useOf(record.keywords);
    (use == RecordUse::General ? general : use == RecordUse::Calibration ? calibration : suggestions).push_back(record);
  }
  LlmReport report;
  report.model = (*client)->provider().model;
  report.generalRecords = general.size();
  report.suggestionRecords = suggestions.size();

  const propose::LlmProposer proposer(*client, models.proposePrompt());
  const auto generalBytes = fitGeneral(general);
  if (!generalBytes) return tl::unexpected(generalBytes.error());
  auto generalModel = lm::viewModel(*generalBytes, "the general Q");
  if (!generalModel) return tl::unexpected(generalModel.error());
  const auto asked = askedRecords(proposer, calibration, seed);
  if (!asked) return tl::unexpected(asked.error());
  report.calibrationRecords = asked->size();
  const auto fitted = app::fitSampledModel(**generalModel, *asked);
  if (!fitted) return tl::unexpected(fitted.error());
  report.generalBits = fitted->generalBits;
  report.mixedBits = fitted->mixedBits;
  auto own = lm::viewModel(fitted->ownBytes, "the samples' model");
  if (!own) return tl::unexpected(own.error());
  const lm::MixedModel q(*std::move(generalModel), *std::move(own), fitted->share);
  const auto prior = app::openPrior(models.home(), app::PriorSet::Open);
  if (!prior) return tl::unexpected(prior.error());
  const auto spread = app::calibrateOnSamples(**prior, q, *asked);
  if (!spread) return tl::unexpected(spread.error());

  const auto answers = askedRecords(proposer, suggestions, seed);
  if (!answers) return tl::unexpected(answers.error());
  const sample::Models with{**prior, q, proposer, *spread};
  for (const double surprise : {0.0, 0.5, 0.8}) {
    auto row = measureAccepted(with, *answers, music, surprise, seed);
    if (!row) return tl::unexpected(row.error());
    report.rows.push_back(*std::move(row));
  }
  auto shown = measureShown(with, *answers, music, seed, report);
  if (!shown) return tl::unexpected(shown.error());
  report.rows.push_back(*std::move(shown));
  return report;
}

std::string toText(const LlmReport& report) {
  std::string text = fmt::format("{}: records {} for the general Q, {} to calibrate, {} to suggest for\n", report.model,
                                 report.generalRecords, report.calibrationRecords, report.suggestionRecords);
  text += fmt::format("bits a chord, held out: general Q {:.3f}, calibrated {:.3f}\n", report.generalBits,
                      report.mixedBits);
  text += fmt::format("shown: {} proposed, {} unreadable, {} filled up from the refused\n\n", report.proposed,
                      report.malformed, report.filled);
  text += fmt::format("{:<24} {:>8} {:>9} {:>22} {:>8} {:>12} {:>18}\n", "", "number", "accepted",
                      "distance: raw, passed", "change", "divergence", "Self-BLEU of 30");
  for (const auto& row : report.rows) {
    const double ratio = row.rawDistance > 0 ? row.distance / row.rawDistance : 1;
    text += fmt::format("{:<24} {:>8} {:>8.1f}% {:>12.4f} {:>9.4f} {:>7.1f}% {:>11.1f}% {:>10.3f} {:>7.3f}\n", row.name,
                        row.progressions, 100 * row.acceptance, row.rawDistance, row.distance, 100 * (ratio - 1),
                        100 * (ratio * ratio - 1), row.rawSelfBleu, row.selfBleu);
  }
  return text;
}

}  // namespace amuse::evaluate
