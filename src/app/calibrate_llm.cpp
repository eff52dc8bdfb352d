#include "app/calibrate_llm.h"

#include <algorithm>
#include <fstream>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/random.h"
#include "lm/ngram_model.h"
#include "propose/llm_proposer.h"

namespace amuse::app {
namespace {

using corpus::ProposalRecord;

constexpr std::size_t kHeldOutRecords = 10, kMostKeptBytes = 64u << 20;

/// Nobody waits for a calibration as for a suggestion.
llm::Patience patient(llm::Patience patience) {
  patience.firstText = std::max(patience.firstText, 120.0);
  patience.idle = std::max(patience.idle, 60.0);
  patience.total = std::max(patience.total, 600.0);
  patience.retrying = 120;
  patience.attempts = 8;
  return patience;
}

propose::Query queryOf(const SampleQuestion& question) {
  propose::Query query;
  for (const auto& word : question.keywords) query.brief.keywords.push_back({word, 1, {}});
  query.mode = query.brief.mode = question.mode;
  query.slots.resize(static_cast<std::size_t>(question.bars));
  query.phraseStarts = {0};
  return query;
}

/// The keywords of our authored sets, each once.
Result<std::vector<std::string>> authoredKeywords(const std::filesystem::path& home) {
  const auto records = corpus::readProposals(home / "data" / "llm");
  if (!records) return tl::unexpected(records.error());
  std::set<std::string> words;
  for (const auto& record : *records) words.insert(record.keywords.begin(), record.keywords.end());
  return std::vector<std::string>(words.begin(), words.end());
}

/// Errors: Unavailable, naming the file; what was paid for is not asked again only where it was kept.
Result<void> keepRecord(const std::filesystem::path& file, const ProposalRecord& record) {
  std::ofstream out(file, std::ios::app | std::ios::binary);
  out << toJsonLine(record) << std::flush;
  if (!out)
    return fail(ErrorCode::Unavailable, fmt::format("can't write {}: make room, then run it again", file.string()));
  return {};
}

/// Samples of an earlier call that broke off, if they were asked in the same way.
std::vector<ProposalRecord> keptRecords(const std::filesystem::path& folder, const std::string& facts) {
  std::error_code ignored;
  const auto about = readFile(folder / "asked.tsv", kMaxFactsBytes);
  if (!about || *about != facts) {
    std::filesystem::remove(folder / "samples.jsonl", ignored);
    return {};
  }
  const auto text = readFile(folder / "samples.jsonl", kMostKeptBytes);
  auto records = text ? corpus::parseProposals(*text, "samples") : Result<std::vector<ProposalRecord>>();
  return records ? *std::move(records) : std::vector<ProposalRecord>();
}

/// Until everything is written the calibration does not hold.
Result<void> writeCalibration(const LanguageModels& models, const std::filesystem::path& folder,
                              const LlmCalibration& made, std::span<const ProposalRecord> records) {
  std::error_code ignored;
  std::filesystem::remove(folder / "about.tsv", ignored);
  if (auto written = writeSampledCalibration(models.home(), folder, made.model, records); !written) return written;
  return writeFile(folder / "about.tsv", toText(made.facts));
}

}  // namespace

std::string toJsonLine(const ProposalRecord& record) {
  nlohmann::ordered_json progressions = nlohmann::ordered_json::array();
  for (const auto& progression : record.progressions) {
    std::string line;
    for (const auto& chord : progression)
      line += (line.empty() ? "" : " ") + theory::toText(theory::toSymbol(chord, {{}, record.mode}));
    progressions.push_back(line);
  }
  const nlohmann::ordered_json object{{"keywords", record.keywords},
                                      {"key", "C"},
                                      {"mode", theory::toText(record.mode)},
                                      {"bars", record.bars},
                                      {"valence", record.valence},
                                      {"arousal", record.arousal},
                                      {"tension", record.tension},
                                      {"complexity", record.complexity},
                                      {"genres", record.genres},
                                      {"tempo_bpm", {80, 120}},
                                      {"progressions", std::move(progressions)}};
  return object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

Result<std::vector<SampleQuestion>> sampleQuestions(const std::vector<std::string>& keywords, int samples,
                                                    std::uint32_t seed) {
  if (keywords.size() < 2) return fail(ErrorCode::InvalidArgument, "a calibration needs keywords to ask with");
  if (samples < kFewestLlmSamples)
    return fail(ErrorCode::InvalidArgument,
                fmt::format("{} samples are too few; ask for {} or more", samples, kFewestLlmSamples));
  Random random(seed);
  std::vector<SampleQuestion> questions;
  for (int i = 0; i * kSamplesAQuestion < samples; ++i) {
    SampleQuestion question;
    const std::size_t first = random.below(keywords.size());
    const std::size_t second = (first + 1 + random.below(keywords.size() - 1)) % keywords.size();
    question.keywords = {keywords[first], keywords[second]};
    const std::size_t mode = random.below(theory::kModeCount);
    question.mode = i % 2 == 0 ? theory::kModes[mode % 2] : theory::kModes[mode];
    question.bars = i % 5 == 4 ? 8 : 4;
    questions.push_back(std::move(question));
  }
  return questions;
}

Result<LlmCalibration> calibrateLanguageModel(LanguageModels& models, int samples, std::uint32_t seed,
                                              const SampleProgress& progress) {
  if (!models.hasProposer())
    return fail(ErrorCode::NotFound, "no language model is configured to propose; see docs/providers.md");
  const auto client = models.client(models.settings().proposer);
  if (!client) return tl::unexpected(client.error());
  const auto words = authoredKeywords(models.home());
  if (!words) return tl::unexpected(words.error());
  const auto questions = sampleQuestions(*words, samples, seed);
  if (!questions) return tl::unexpected(questions.error());
  propose::LlmProposer proposer(*client, models.proposePrompt());
  proposer.wait(patient((*client)->provider().patience));
  const auto& provider = (*client)->provider();
  LlmCalibration made;
  made.facts = {std::string(llm::toText(provider.family)), provider.model, proposer.promptVersion(),
                utcDay(*models.parts().clock), 0};

  const auto folder = models.calibrationFolder(provider.name);
  std::error_code ignored;
  std::filesystem::create_directories(folder, ignored);
  const std::string asked =
      fmt::format("{}\t{}\t{}\t{}\n", made.facts.family, made.facts.model, made.facts.prompt, seed);
  auto records = keptRecords(folder, asked);
  if (auto written = writeFile(folder / "asked.tsv", asked); !written) return tl::unexpected(written.error());
  for (std::size_t i = records.size(); i < questions->size(); ++i) {
    const auto& question = (*questions)[i];
    const auto proposals = proposer.propose(queryOf(question), kSamplesAQuestion, seed, static_cast<int>(i));
    if (!proposals) return tl::unexpected(proposals.error());
    ProposalRecord record;
    record.keywords = question.keywords;
    record.mode = question.mode;
    record.bars = question.bars;
    for (const auto& candidate : proposals->candidates) record.progressions.push_back(candidate.chords);
    made.malformed += static_cast<int>(proposals->malformed.size());
    if (auto kept = keepRecord(folder / "samples.jsonl", record); !kept) return tl::unexpected(kept.error());
    made.facts.samples += static_cast<int>(record.progressions.size());
    records.push_back(std::move(record));
    if (progress) progress(made.facts.samples);
  }
  made.facts.samples = 0;
  for (const auto& record : records) made.facts.samples += static_cast<int>(record.progressions.size());
  std::erase_if(records, [](const ProposalRecord& record) { return record.progressions.empty(); });
  const auto general = openGeneralModel(models.home());
  if (!general) return tl::unexpected(general.error());
  auto fitted = fitSampledModel(**general, records);
  if (!fitted) return tl::unexpected(fitted.error());
  made.model = *std::move(fitted);
  if (const auto written = writeCalibration(models, folder, made, records); !written)
    return tl::unexpected(written.error());
  return made;
}

Result<sample::Calibration> calibrateGeneral(const std::filesystem::path& home, PriorSet set) {
  const auto prior = openPrior(home, set);
  if (!prior) return tl::unexpected(prior.error());
  const auto records = corpus::readProposals(home / "data" / "llm");
  if (!records) return tl::unexpected(records.error());
  const auto isSeen = [](std::size_t record) { return record % kHeldOutRecords != 0; };
  std::vector<ProposalRecord> heldOut;
  for (std::size_t r = 0; r < records->size(); ++r)
    if (!isSeen(r)) heldOut.push_back((*records)[r]);
  lm::NgramFitOptions options;
  options.name = "llm-twin";
  const auto bytes = lm::fitNgramModel(sectionsOf(*records, isSeen), options);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto twin = lm::viewModel(*bytes, "the twin of q-llm");
  if (!twin) return tl::unexpected(twin.error());
  return calibrateOnSamples(**prior, **twin, heldOut);
}

}  // namespace amuse::app
