#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <unistd.h>

#include "app/calibrate.h"
#include "app/calibrate_llm.h"
#include "app/calibrate_samples.h"
#include "app/models.h"
#include "base/files.h"
#include "cli/internal/commands.h"
#include "cli/internal/parse_error.h"
#include "inspire/inspirations.h"

namespace amuse::cli {
namespace {

struct CalibrateOptions {
  std::string proposer = "builtin";
  int samples = 0;  ///< 0: as many as are usual for the proposer.
  bool tablesOnly = false;
  std::filesystem::path from, out = "calibration";
  std::string config;
  std::uint32_t seed = 1;
};

/// Proposals of any proposer, as lines of data/llm/proposals_*.jsonl.
constexpr std::size_t kMostSampleBytes = 64u << 20;

/// Draws from another stream than Q was fitted on: log r is measured on proposals Q has not seen.
constexpr std::uint32_t kFitSeed = 1, kMeasureSeed = 2;
/// Mean, spread and the 95th percentile need fewer draws than Q does.
constexpr int kMeasureShare = 3;
constexpr std::array kPriorSets{app::PriorSet::Open, app::PriorSet::Research};

/// The tables of mean, spread and log M against both priors; returns rows for Q's model card.
Result<std::string> writeCalibrations(const std::filesystem::path& home, const app::ProposalSource& source,
                                      const Streams& streams) {
  const auto proposerModel = app::openProposerModel(home);
  if (!proposerModel) return tl::unexpected(proposerModel.error());
  std::vector<std::unique_ptr<lm::ChordModel>> opened;
  std::vector<const lm::ChordModel*> priors;
  for (const auto set : kPriorSets) {
    auto prior = app::openPrior(home, set);
    if (!prior) return tl::unexpected(prior.error());
    opened.push_back(*std::move(prior));
    priors.push_back(opened.back().get());
  }
  const auto calibrations = app::calibrate(source, priors, **proposerModel);
  if (!calibrations) return tl::unexpected(calibrations.error());
  std::string rows;
  for (std::size_t i = 0; i < kPriorSets.size(); ++i) {
    const auto& calibration = (*calibrations)[i];
    for (const auto mode : {theory::Mode::Maj, theory::Mode::Min, theory::Mode::Dor, theory::Mode::Loc})
      for (const int chords : {2, 4, 8}) {
        const auto spread = calibration.at({}, mode, chords);
        rows += fmt::format("| {} | {} | {} | {:.2f} | {:.2f} | {:.2f} |\n", toText(kPriorSets[i]),
                            theory::toText(mode), chords, spread.mean, spread.sd, spread.logM);
      }
    const auto path = app::calibrationPath(home, kPriorSets[i]);
    streams.out << "writing " << path.string() << '\n';
    if (const auto written = writeFile(path, calibration.toText()); !written) return tl::unexpected(written.error());
  }
  return rows;
}

/// The model card of Q and its calibrations.
std::string cardOf(const std::string& proposer, int samples, std::size_t texts, const std::string& rows) {
  return fmt::format(R"(# q-builtin, and the calibration tables

What the built-in proposer draws, whatever the keywords: the Q of rejection sampling. An n-gram mixture (docs/models.md)
fitted on the proposer's own output, so that P/Q compares songs with this proposer and not with what it learned from.

| | |
|---|---|
| proposer | {} |
| drawn from | {} proposals for {} authored inspirations (data/llm/inspirations.jsonl, without the held-out fifth): half in each one's own mode, half in all nine; 2 to 8 bars; looping and closing; with and without chords before |
| seeds | {} for the fit, {} for the calibration, which is measured on other draws |
| command | `amuse calibrate --samples {}` |
| licence | Apache-2.0: made from our own texts and from the proposer, whose sources stand in its card |

## log r = log P - log Q, without the end, at the start of a section

| prior | mode | chords | mean | sd | log M |
|---|---|---|---|---|---|
{}
## Limits

Fitted on queries of up to eight bars; longer progressions are compared by phrase. A change of the proposer needs this
command again.
)",
                     proposer, samples, texts, kFitSeed, kMeasureSeed, samples, rows);
}

Result<int> calibrateFrom(const CalibrateOptions& options, const Streams& streams) {
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  const auto text = readFile(options.from, kMostSampleBytes);
  if (!text) return tl::unexpected(text.error());
  const auto records = corpus::parseProposals(*text, options.from.stem().string());
  if (!records) return tl::unexpected(records.error());
  const auto general = app::openGeneralModel(*home);
  if (!general) return tl::unexpected(general.error());
  const auto model = app::fitSampledModel(**general, *records);
  if (!model) return tl::unexpected(model.error());
  std::error_code ignored;
  std::filesystem::create_directories(options.out, ignored);
  if (const auto written = app::writeSampledCalibration(*home, options.out, *model, *records); !written)
    return tl::unexpected(written.error());
  streams.out << fmt::format(
      "{}: {} progressions for {} keyword sets\nbits a chord, held out by record: general {:.3f}, own {:.3f}, "
      "{:.0f} % own {:.3f}\nwritten to {}\n",
      options.from.string(), model->progressions, model->records, model->generalBits, model->ownBits,
      100 * model->share, model->mixedBits, options.out.string());
  return 0;
}

/// Asks the configured language model for samples and measures it.
Result<int> calibrateLlm(const CalibrateOptions& options, const Streams& streams) {
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  static const SystemClock clock;
  const auto models = app::openProposingModels(*home, options.config, clock);
  if (!models) return tl::unexpected(models.error());
  const auto made = app::calibrateLanguageModel(**models, options.samples, options.seed, [&](int samples) {
    streams.out << fmt::format("{} of {} samples\r", samples, options.samples);
    streams.out.flush();
  });
  if (!made) return tl::unexpected(made.error());
  streams.out << fmt::format(
      "\n{} {}, {}, {}: {} progressions, {} unreadable\nbits a chord, held out by question: general {:.3f}, own "
      "{:.3f}, "
      "{:.0f} % own {:.3f}\nwritten to {}\n",
      made->facts.family, made->facts.model, made->facts.prompt, made->facts.date, made->facts.samples, made->malformed,
      made->model.generalBits, made->model.ownBits, 100 * made->model.share, made->model.mixedBits,
      (*models)->calibrationFolder((*models)->settings().proposer).string());
  return 0;
}

/// Tables for language models that nobody calibrated yet; every calibration of ours writes them anew.
Result<void> writeGeneralTables(const std::filesystem::path& home, const Streams& streams) {
  for (const auto set : kPriorSets) {
    const auto calibration = app::calibrateGeneral(home, set);
    if (!calibration) return tl::unexpected(calibration.error());
    const auto path = app::generalCalibrationPath(home, set);
    streams.out << "writing " << path.string() << '\n';
    if (auto written = writeFile(path, calibration->toText()); !written) return written;
  }
  return {};
}

Result<int> runCalibrate(CalibrateOptions options, const Streams& streams) {
  // The built-in proposer's samples cost half a minute; a language model's are twenty a request.
  constexpr int kUsualSamples = 32000, kUsualLlmSamples = 1000;
  if (options.samples == 0) options.samples = options.proposer == "llm" ? kUsualLlmSamples : kUsualSamples;
  if (!options.from.empty()) return calibrateFrom(options, streams);
  if (options.proposer == "llm") return calibrateLlm(options, streams);
  if (options.proposer != "builtin" && options.proposer != "general")
    return fail(ErrorCode::InvalidArgument, "--proposer: use builtin, llm or general");
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  if (const auto written = writeGeneralTables(*home, streams); !written) return tl::unexpected(written.error());
  if (options.proposer == "general") return 0;
  const auto reader = inspire::TextReader::open(*home / "data" / "llm");
  if (!reader) return tl::unexpected(reader.error());
  const auto records = inspire::loadInspirations(*home / "data" / "llm" / "inspirations.jsonl");
  if (!records) return tl::unexpected(records.error());
  const auto proposer = app::openProposer(*home);
  if (!proposer) return tl::unexpected(proposer.error());

  app::ProposalSource source{*reader, **proposer, {}, options.samples, kFitSeed};
  // Q is judged on inspirations it was not drawn for.
  for (const auto& record : *records)
    if (!inspire::isHeldOut(record.text)) source.texts.push_back(record.text);
  const auto path = app::proposerModelPath(*home);
  if (!options.tablesOnly) {
    const auto model = app::fitProposerModel(source, "q-builtin-2");
    if (!model) return tl::unexpected(model.error());
    streams.out << fmt::format("writing {}: what {} draws, {} samples\n", path.string(), (*proposer)->name(),
                               options.samples);
    if (const auto written = writeFile(path, *model); !written) return tl::unexpected(written.error());
  }
  source.seed = kMeasureSeed;
  source.samples = std::max(options.samples / kMeasureShare, 1000);
  const auto rows = writeCalibrations(*home, source, streams);
  if (!rows) return tl::unexpected(rows.error());
  const auto card = std::filesystem::path(path).replace_extension(".md");
  if (const auto written = writeFile(card, cardOf((*proposer)->name(), options.samples, source.texts.size(), *rows));
      !written)
    return tl::unexpected(written.error());
  return 0;
}

Result<int> runTrain(const std::vector<std::string>& arguments) {
  const auto program = programFolder() / "amuse-train";
  std::vector<std::string> words{program.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (auto& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  ::execv(program.c_str(), pointers.data());
  return fail(ErrorCode::Unavailable, "amuse-train is not built; build it with './dev train'");
}

}  // namespace

void addCalibrate(CLI::App& app, Runner& runner) {
  auto options = std::make_shared<CalibrateOptions>();
  auto* command = app.add_subcommand(
      "calibrate", "Fits a proposer's own distribution Q and how it differs from real songs; done once a proposer");
  command
      ->add_option("--proposer", options->proposer,
                   "builtin; llm: the configured language model, asked for samples; general: language models unknown")
      ->capture_default_str();
  command->add_option("--config", options->config, "With llm: its configuration [~/.config/amuse/amuse.toml]");
  command->add_option("--seed", options->seed, "With llm: which questions are asked")->capture_default_str();
  command->add_option("--from", options->from,
                      "Samples of any proposer instead, lines as in data/llm/proposals_*.jsonl; takes seconds");
  command->add_option("--out", options->out, "With --from: the folder to write Q and its tables to")
      ->capture_default_str();
  command->add_flag("--tables-only", options->tablesOnly, "Keep Q; enough when only a prior has changed");
  command->add_option("--samples", options->samples, "Proposals to draw [32000; with llm 1000, twenty a request]")
      ->check(wholeNumber(app::kFewestLlmSamples, 1000000));
  command->callback(
      [options, &runner] { runner.action = [options, &runner] { return runCalibrate(*options, runner.streams); }; });
}

void addTrain(CLI::App& app, Runner& runner) {
  auto* command = app.add_subcommand("train", "Makes weights; passes its arguments to amuse-train where that is built");
  command->prefix_command();
  command->callback([command, &runner] { runner.action = [command] { return runTrain(command->remaining()); }; });
}

}  // namespace amuse::cli
