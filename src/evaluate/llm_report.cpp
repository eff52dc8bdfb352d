#include "evaluate/llm_report.h"

#include <algorithm>
#include <array>
#include <map>
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
/// Raw proposals are drawn so often beside what passed: one draw of them moves a distance by a hundredth.
constexpr std::size_t kRawDraws = 8;
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

/// How often songs are in a mode, beside how often progressions of a row are: their weights.
std::map<theory::Mode, double> weightsOf(const std::vector<theory::Mode>& modes, const RealMusic& music) {
  std::map<theory::Mode, double> songs, here, weights;
  for (const auto mode : music.openingModes) songs[mode] += 1 / static_cast<double>(music.openingModes.size());
  for (const auto mode : modes) here[mode] += 1 / static_cast<double>(modes.size());
  for (const auto& [mode, share] : here) weights[mode] = songs[mode] / share;
  return weights;
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

struct Sample {
  std::vector<Progression> progressions;
  std::vector<theory::Mode> modes;  ///< Parallel to them.

  void add(Progression progression, theory::Mode mode) {
    progressions.push_back(std::move(progression));
    modes.push_back(mode);
  }
};

/// Progressions that passed and, several times, as many raw ones, set by set.
struct Drawn {
  Sample passed;
  std::array<Sample, kRawDraws> raw;
  int accepted = 0, judged = 0;

  /// Adds as many of a set's raw proposals as have passed; any of them are as good as any others.
  void addRaw(const std::vector<Progression>& candidates, theory::Mode mode, Random random) {
    for (auto& sample : raw) {
      auto left = candidates;
      while (sample.modes.size() < passed.modes.size() && !left.empty()) {
        const std::size_t pick = random.below(left.size());
        sample.add(std::move(left[pick]), mode);
        left.erase(left.begin() + static_cast<std::ptrdiff_t>(pick));
      }
    }
  }
};

double distanceOf(const Sample& sample, bool likeSongs, const RealMusic& music) {
  auto weights = weightsOf(sample.modes, music);
  BigramCounts counts;
  for (std::size_t i = 0; i < sample.modes.size(); ++i)
    counts.add(sample.progressions[i], likeSongs ? weights[sample.modes[i]] : 1);
  return counts.distanceTo(music.sections);
}

LlmRow rowOf(std::string name, const Drawn& drawn, const RealMusic& music) {
  LlmRow row;
  row.name = std::move(name);
  row.progressions = drawn.passed.modes.size();
  for (const bool likeSongs : {false, true}) {
    auto& distances = row.distances[likeSongs ? 1 : 0];
    for (const auto& raw : drawn.raw) distances.raw += distanceOf(raw, likeSongs, music) / kRawDraws;
    distances.passed = distanceOf(drawn.passed, likeSongs, music);
  }
  row.rawSelfBleu = meanSelfBleu(drawn.raw.front().progressions);
  row.selfBleu = meanSelfBleu(drawn.passed.progressions);
  row.acceptance = static_cast<double>(drawn.accepted) / std::max(1, drawn.judged);
  return row;
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
Result<void> drawAccepted(const sample::Models& with, const std::vector<ProposalRecord>& answers, double surprise,
                          std::uint32_t seed, Drawn& drawn) {
  for (std::size_t r = 0; r < answers.size(); ++r) {
    const auto request = requestFor(answers[r], surprise, seed + static_cast<std::uint32_t>(r));
    propose::Proposals proposals;
    for (const auto& progression : answers[r].progressions) proposals.candidates.push_back({progression});
    sample::Pool pool(with, request);
    if (auto taken = pool.take(std::move(proposals)); !taken) return taken;
    for (const auto& draft : pool.drafts())
      if (draft.accepted) drawn.passed.add(draft.chords, request.query.mode);
    drawn.accepted += pool.stats().accepted;
    drawn.judged += pool.stats().accepted + pool.stats().rejected;
    drawn.addRaw(answers[r].progressions, request.query.mode, Random(request.seed));
  }
  return {};
}

constexpr std::array kSurprises{0.0, 0.5, 0.8};

/// What was drawn in all rotations: at each setting of surprise, and the shown, of all sets and of either half.
struct AllDrawn {
  std::array<Drawn, kSurprises.size()> accepted;
  Drawn shown;
  std::array<Drawn, 2> shownOfHalf;
};

/// The cards that a songwriter would see.
Result<void> drawShown(const sample::Models& with, const std::vector<ProposalRecord>& answers, std::uint32_t seed,
                       LlmReport& report, AllDrawn& all) {
  for (std::size_t r = 0; r < answers.size(); ++r) {
    const auto request = requestFor(answers[r], 0.5, seed + static_cast<std::uint32_t>(r));
    const auto answer = sample::suggestStreamed(with, request, [](const sample::Suggestion&) {});
    if (!answer) return tl::unexpected(answer.error());
    report.proposed += answer->stats.proposed;
    report.malformed += answer->stats.malformed;
    report.filled += answer->stats.filled;
    const int half = propose::foldOfSet(answers[r].keywords) % 2;
    for (Drawn* drawn : {&all.shown, &all.shownOfHalf[static_cast<std::size_t>(half)]}) {
      for (const auto& suggestion : answer->suggestions) drawn->passed.add(suggestion.chords, request.query.mode);
      drawn->addRaw(answers[r].progressions, request.query.mode, Random(request.seed));
    }
  }
  return {};
}

/// One way of dividing the records: fits, calibrates, and draws for the records that are left.
Result<void> measureRotation(const propose::LlmProposer& proposer, const lm::ChordModel& prior,
                             const std::vector<ProposalRecord>& records, int rotation, std::uint32_t seed,
                             LlmReport& report, AllDrawn& drawn) {
  std::array<std::vector<ProposalRecord>, 3> uses;
  for (const auto& record : records) uses[static_cast<std::size_t>(useOf(record.keywords, rotation))].push_back(record);
  const auto& [general, calibration, suggestions] = uses;
  report.suggestionRecords += suggestions.size();
  const auto generalBytes = fitGeneral(general);
  if (!generalBytes) return tl::unexpected(generalBytes.error());
  auto generalModel = lm::viewModel(*generalBytes, "the general Q");
  if (!generalModel) return tl::unexpected(generalModel.error());
  const auto asked = askedRecords(proposer, calibration, seed);
  if (!asked) return tl::unexpected(asked.error());
  const auto fitted = app::fitSampledModel(**generalModel, *asked);
  if (!fitted) return tl::unexpected(fitted.error());
  report.generalBits += fitted->generalBits / kRotations;
  report.mixedBits += fitted->mixedBits / kRotations;
  auto own = lm::viewModel(fitted->ownBytes, "the samples' model");
  if (!own) return tl::unexpected(own.error());
  const lm::MixedModel q(*std::move(generalModel), *std::move(own), fitted->share);
  const auto spread = app::calibrateOnSamples(prior, q, *asked);
  if (!spread) return tl::unexpected(spread.error());
  const auto answers = askedRecords(proposer, suggestions, seed);
  if (!answers) return tl::unexpected(answers.error());
  const sample::Models with{prior, q, proposer, *spread};
  for (std::size_t i = 0; i < kSurprises.size(); ++i)
    if (auto done = drawAccepted(with, *answers, kSurprises[i], seed, drawn.accepted[i]); !done) return done;
  return drawShown(with, *answers, seed, report, drawn);
}

}  // namespace

RecordUse useOf(const std::vector<std::string>& keywords, int rotation) {
  const int step = propose::kSetFolds / kRotations;
  const int fold = (propose::foldOfSet(keywords) + rotation * step) % propose::kSetFolds;
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
  const auto prior = app::openPrior(models.home(), app::PriorSet::Open);
  if (!prior) return tl::unexpected(prior.error());
  LlmReport report;
  report.model = (*client)->provider().model;
  const propose::LlmProposer proposer(*client, models.proposePrompt());
  AllDrawn drawn;
  for (int rotation = 0; rotation < kRotations; ++rotation)
    if (const auto done = measureRotation(proposer, **prior, *records, rotation, seed, report, drawn); !done)
      return tl::unexpected(done.error());
  for (std::size_t i = 0; i < kSurprises.size(); ++i)
    report.rows.push_back(rowOf(fmt::format("accepted, surprise {:.1f}", kSurprises[i]), drawn.accepted[i], music));
  report.rows.push_back(rowOf("shown, four a set", drawn.shown, music));
  for (std::size_t half = 0; half < drawn.shownOfHalf.size(); ++half)
    report.rows.push_back(rowOf(fmt::format("shown, half {} of the sets", half + 1), drawn.shownOfHalf[half], music));
  return report;
}

std::string toText(const LlmReport& report) {
  std::string text = fmt::format(
      "{}: suggested for {} records, in four rotations: half of the records for the general Q, a quarter to "
      "calibrate\n",
      report.model, report.suggestionRecords);
  text += fmt::format("bits a chord, held out: general Q {:.3f}, calibrated {:.3f}\n", report.generalBits,
                      report.mixedBits);
  text += fmt::format("shown: {} proposed, {} unreadable, {} filled up from the refused\n", report.proposed,
                      report.malformed, report.filled);
  for (const bool likeSongs : {false, true}) {
    text += fmt::format("\n{:<26} {:>8} {:>9} {:>22} {:>8} {:>12} {:>18}\n",
                        likeSongs ? "modes as in songs" : "modes as asked", "number", "accepted",
                        "distance: raw, passed", "change", "divergence", "Self-BLEU of 30");
    for (const auto& row : report.rows) {
      const auto& [raw, passed] = row.distances[likeSongs ? 1 : 0];
      const double ratio = raw > 0 ? passed / raw : 1;
      text += fmt::format("{:<26} {:>8} {:>9} {:>12.4f} {:>9.4f} {:>7.1f}% {:>11.1f}% {:>10.3f} {:>7.3f}\n", row.name,
                          row.progressions, row.acceptance > 0 ? fmt::format("{:.1f}%", 100 * row.acceptance) : "", raw,
                          passed, 100 * (ratio - 1), 100 * (ratio * ratio - 1), row.rawSelfBleu, row.selfBleu);
    }
  }
  return text;
}

}  // namespace amuse::evaluate
