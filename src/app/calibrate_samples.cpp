#include "app/calibrate_samples.h"

#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "app/models.h"
#include "base/files.h"
#include "base/text.h"
#include "lm/mixed_model.h"
#include "lm/ngram_model.h"
#include "sample/ratio.h"

namespace amuse::app {
namespace {

using corpus::ProposalRecord;

constexpr std::size_t kFewestRecords = 16, kHeldOutEvery = 4;

// No pass of the weights' descent: the experts count alike, and nothing is boosted.
Result<std::string> countSamples(std::span<const ProposalRecord> records, bool withHeldOut) {
  lm::NgramFitOptions options;
  options.name = "sampled-1";
  options.epochs = 0;
  options.folds = 4;
  const auto isCounted = [&](std::size_t record) { return withHeldOut || record % kHeldOutEvery != 0; };
  return lm::fitNgramModel(sectionsOf(records, isCounted), options);
}

/// Log probabilities of every chord and end of the held-out records.
std::vector<double> heldOutLogs(const lm::ChordModel& model, std::span<const ProposalRecord> records) {
  std::vector<double> logs;
  for (std::size_t r = 0; r < records.size(); r += kHeldOutEvery) {
    std::vector<std::vector<theory::RelativeChord>> joined;
    for (const auto& progression : records[r].progressions) joined.push_back(corpus::joinEqualNeighbours(progression));
    std::vector<lm::ScoreRequest> requests;
    requests.reserve(joined.size());
    for (const auto& chords : joined) requests.push_back({{}, chords});
    for (const auto& score : model.score({records[r].mode, {}, {}, {}}, requests)) {
      for (const auto& step : score.chords) logs.push_back(step.exact);
      logs.push_back(score.end);
    }
  }
  return logs;
}

double bitsOf(const std::vector<double>& general, const std::vector<double>& own, double share) {
  double sum = 0;
  for (std::size_t i = 0; i < general.size(); ++i) sum -= lm::mixLogs(general[i], own[i], share);
  return sum / std::log(2.0) / static_cast<double>(general.size());
}

/// The four ways in which a progression may be asked for.
std::vector<std::pair<propose::Query, propose::Candidate>> casesOf(const std::vector<theory::RelativeChord>& chords,
                                                                   theory::Mode mode) {
  std::vector<std::pair<propose::Query, propose::Candidate>> cases;
  for (const auto ending : {propose::Ending::Loop, propose::Ending::Close}) {
    for (const bool afterContext : {false, true}) {
      const std::size_t before = afterContext ? chords.size() / 2 : 0;
      propose::Query query;
      query.mode = mode;
      query.ending = ending;
      query.phraseStarts = {0};
      query.before.assign(chords.begin(), chords.begin() + static_cast<std::ptrdiff_t>(before));
      query.slots.resize(chords.size() - before);
      propose::Candidate rest{{chords.begin() + static_cast<std::ptrdiff_t>(before), chords.end()}};
      cases.emplace_back(std::move(query), std::move(rest));
    }
  }
  return cases;
}

Result<void> writeSampledModel(const std::filesystem::path& folder, const SampledModel& model) {
  if (auto written = writeFile(folder / "q.ngram", model.ownBytes); !written) return written;
  return writeFile(
      folder / "q.tsv",
      fmt::format("# Q = (1 - share) q-llm + share q.ngram; {} records, {} progressions; "
                  "bits a chord held out: general {:.3f}, own {:.3f}, mixed {:.3f}\n"
                  "share\n{:.2f}\n",
                  model.records, model.progressions, model.generalBits, model.ownBits, model.mixedBits, model.share));
}

}  // namespace

Result<std::unique_ptr<lm::ChordModel>> openGeneralModel(const std::filesystem::path& home) {
  return lm::openModel(home / "models" / "q-llm.ngram");
}

std::vector<lm::TrainingSection> sectionsOf(std::span<const ProposalRecord> records,
                                            const std::function<bool(std::size_t)>& isTaken) {
  std::vector<lm::TrainingSection> sections;
  for (std::size_t r = 0; r < records.size(); ++r) {
    if (!isTaken(r)) continue;
    for (const auto& progression : records[r].progressions) {
      lm::TrainingSection section;
      section.chords = corpus::joinEqualNeighbours(progression);
      section.mode = records[r].mode;
      section.song = static_cast<std::uint32_t>(r);
      sections.push_back(std::move(section));
    }
  }
  return sections;
}

Result<SampledModel> fitSampledModel(const lm::ChordModel& general, std::span<const ProposalRecord> records) {
  if (records.size() < kFewestRecords)
    return fail(ErrorCode::InvalidArgument, fmt::format("{} keyword sets are too few; a proposer is known from {}",
                                                        records.size(), kFewestRecords));
  SampledModel model;
  model.records = records.size();
  for (const auto& record : records) model.progressions += record.progressions.size();
  const auto counted = countSamples(records, false);
  if (!counted) return tl::unexpected(counted.error());
  const auto own = lm::viewModel(*counted, "the samples' model");
  if (!own) return tl::unexpected(own.error());
  const auto generalLogs = heldOutLogs(general, records), ownLogs = heldOutLogs(**own, records);
  model.generalBits = model.mixedBits = bitsOf(generalLogs, ownLogs, 0);
  model.ownBits = bitsOf(generalLogs, ownLogs, 1);
  for (int twentieth = 1; twentieth <= 20; ++twentieth) {
    const double bits = bitsOf(generalLogs, ownLogs, twentieth / 20.0);
    if (bits >= model.mixedBits) continue;
    model.mixedBits = bits;
    model.share = twentieth / 20.0;
  }
  auto whole = countSamples(records, true);
  if (!whole) return tl::unexpected(whole.error());
  model.ownBytes = *std::move(whole);
  return model;
}

Result<sample::Calibration> calibrateOnSamples(const lm::ChordModel& prior, const lm::ChordModel& q,
                                               std::span<const ProposalRecord> records,
                                               const sample::ProposerTrust& trust) {
  std::vector<sample::CalibrationSample> samples;
  for (const auto& record : records) {
    std::vector<sample::Stretch> stretches;
    for (const auto& progression : record.progressions) {
      if (progression.size() < 2) continue;
      for (const auto& [query, candidate] : casesOf(progression, record.mode))
        for (auto& stretch : sample::stretchesOf(query, candidate)) stretches.push_back(std::move(stretch));
    }
    const auto ratios = sample::compare(prior, q, {record.mode, {}, {}, {}}, stretches, trust);
    for (std::size_t i = 0; i < ratios.size(); ++i)
      if (ratios[i].chordCount > 0)
        samples.push_back(
            {{stretches[i].withEnd, stretches[i].afterContext}, record.mode, ratios[i].chordCount, ratios[i].logR()});
  }
  return sample::Calibration::fit(samples, trust);
}

Result<std::unique_ptr<lm::ChordModel>> openSampledModel(const std::filesystem::path& home,
                                                         const std::filesystem::path& folder) {
  auto general = openGeneralModel(home);
  if (!general) return tl::unexpected(general.error());
  auto own = lm::openModel(folder / "q.ngram");
  if (!own) return tl::unexpected(own.error());
  const auto table = readFile(folder / "q.tsv", 1u << 16);
  if (!table) return tl::unexpected(table.error());
  const auto rows = tableRows(*table);
  double share = -1;
  if (rows.size() == 1 && rows[0].size() == 1)
    std::from_chars(rows[0][0].data(), rows[0][0].data() + rows[0][0].size(), share);
  if (!(share >= 0 && share <= 1))
    return fail(ErrorCode::Parse, fmt::format("{}: no share from 0 to 1; calibrate again", (folder / "q.tsv").string()),
                0);
  return std::make_unique<lm::MixedModel>(*std::move(general), *std::move(own), share);
}

Result<void> writeSampledCalibration(const std::filesystem::path& home, const std::filesystem::path& folder,
                                     const SampledModel& model, std::span<const ProposalRecord> records) {
  if (auto written = writeSampledModel(folder, model); !written) return written;
  const auto q = openSampledModel(home, folder);
  if (!q) return tl::unexpected(q.error());
  for (const auto set : {PriorSet::Open, PriorSet::Research}) {
    const auto prior = openPrior(home, set);
    if (!prior) return tl::unexpected(prior.error());
    const auto calibration = calibrateOnSamples(**prior, **q, records);
    if (!calibration) return tl::unexpected(calibration.error());
    const auto path = folder / fmt::format("calibration-{}.tsv", toText(set));
    if (auto written = writeFile(path, calibration->toText()); !written) return written;
  }
  return {};
}

}  // namespace amuse::app
