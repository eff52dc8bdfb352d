#include "evaluate/llm_rotation.h"

#include <algorithm>
#include <map>
#include <span>

#include "app/calibrate_samples.h"
#include "app/models.h"
#include "lm/mixed_model.h"
#include "lm/ngram_fit.h"
#include "lm/ngram_model.h"
#include "propose/held_out.h"
#include "sample/pool.h"

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

double distanceOf(const Sample& sample, bool likeSongs, const RealMusic& music) {
  auto weights = weightsOf(sample.modes, music);
  BigramCounts counts;
  for (std::size_t i = 0; i < sample.modes.size(); ++i)
    counts.add(sample.progressions[i], likeSongs ? weights[sample.modes[i]] : 1);
  return counts.distanceTo(music.sections);
}

}  // namespace

void Drawn::addRaw(const std::vector<Progression>& candidates, theory::Mode mode, Random random) {
  for (auto& sample : raw) {
    auto left = candidates;
    while (sample.modes.size() < passed.modes.size() && !left.empty()) {
      const std::size_t pick = random.below(left.size());
      sample.add(std::move(left[pick]), mode);
      left.erase(left.begin() + static_cast<std::ptrdiff_t>(pick));
    }
  }
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

RecordUse useOf(const std::vector<std::string>& keywords, int rotation) {
  const int step = propose::kSetFolds / kRotations;
  const int fold = (propose::foldOfSet(keywords) + rotation * step) % propose::kSetFolds;
  if (fold < propose::kSetFolds / 2) return RecordUse::General;
  return fold < propose::kSetFolds * 3 / 4 ? RecordUse::Calibration : RecordUse::Suggestions;
}

std::size_t halfOf(const ProposalRecord& record) {
  return static_cast<std::size_t>(propose::foldOfSet(record.keywords)) % 2;
}

sample::Request requestFor(const ProposalRecord& record, double surprise, std::uint32_t seed) {
  sample::Request request;
  request.query = queryFor(record);
  request.count = kShownEach;
  request.surprise = surprise;
  request.seed = seed;
  return request;
}

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

Result<sample::StreamedAnswer> drawShown(const sample::Models& with, const ProposalRecord& answer, std::uint32_t seed,
                                         const std::vector<Drawn*>& drawn) {
  const auto request = requestFor(answer, 0.5, seed);
  auto shown = sample::suggestStreamed(with, request, [](const sample::Suggestion&) {});
  if (!shown) return shown;
  if (shown->broken && shown->suggestions.empty()) return tl::unexpected(*shown->broken);
  for (Drawn* each : drawn) {
    for (const auto& suggestion : shown->suggestions) each->passed.add(suggestion.chords, request.query.mode);
    each->addRaw(answer.progressions, request.query.mode, Random(request.seed));
  }
  return shown;
}

Result<LlmGround> openGround(app::LanguageModels& models, const std::filesystem::path& data) {
  auto client = models.client(models.settings().proposer);
  if (!client) return tl::unexpected(client.error());
  const auto songs = corpus::readCorpus(data / "chords" / "corpus.jsonl.gz");
  if (!songs) return tl::unexpected(songs.error());
  auto records = corpus::readProposals(models.home() / "data" / "llm");
  if (!records) return tl::unexpected(records.error());
  auto prior = app::openPrior(models.home(), app::PriorSet::Open);
  if (!prior) return tl::unexpected(prior.error());
  return LlmGround{*std::move(client), realMusicOf(*songs), *std::move(records), *std::move(prior)};
}

Result<std::unique_ptr<LlmRotation>> makeRotation(const propose::LlmProposer& proposer,
                                                  const std::vector<ProposalRecord>& records, int rotation,
                                                  std::uint32_t seed) {
  std::array<std::vector<ProposalRecord>, 3> uses;
  for (const auto& record : records) uses[static_cast<std::size_t>(useOf(record.keywords, rotation))].push_back(record);
  const auto& [general, calibration, suggestions] = uses;
  auto made = std::make_unique<LlmRotation>();
  auto generalBytes = fitGeneral(general);
  if (!generalBytes) return tl::unexpected(generalBytes.error());
  made->generalBytes = *std::move(generalBytes);
  auto generalModel = lm::viewModel(made->generalBytes, "the general Q");
  if (!generalModel) return tl::unexpected(generalModel.error());
  auto asked = askedRecords(proposer, calibration, seed);
  if (!asked) return tl::unexpected(asked.error());
  made->asked = *std::move(asked);
  auto fitted = app::fitSampledModel(**generalModel, made->asked);
  if (!fitted) return tl::unexpected(fitted.error());
  made->generalBits = fitted->generalBits;
  made->mixedBits = fitted->mixedBits;
  made->ownBytes = std::move(fitted->ownBytes);
  auto own = lm::viewModel(made->ownBytes, "the samples' model");
  if (!own) return tl::unexpected(own.error());
  made->q = std::make_unique<lm::MixedModel>(*std::move(generalModel), *std::move(own), fitted->share);
  auto answers = askedRecords(proposer, suggestions, seed);
  if (!answers) return tl::unexpected(answers.error());
  made->answers = *std::move(answers);
  return made;
}

}  // namespace amuse::evaluate
