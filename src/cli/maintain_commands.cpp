#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <unistd.h>

#include "app/calibrate.h"
#include "app/models.h"
#include "base/files.h"
#include "cli/internal/commands.h"
#include "cli/internal/parse_error.h"
#include "inspire/inspirations.h"

namespace amuse::cli {
namespace {

struct CalibrateOptions {
  std::string proposer = "builtin";
  int samples = 60000;
};

/// Draws from another stream than Q was fitted on: log r is measured on proposals Q has not seen.
constexpr std::uint32_t kFitSeed = 1, kMeasureSeed = 2;

/// A table of mean, spread and log M by prior; a part of Q's model card.
Result<std::string> writeCalibration(const std::filesystem::path& home, app::PriorSet set,
                                     const app::ProposalSource& source, const Streams& streams) {
  const auto prior = app::openPrior(home, set);
  if (!prior) return tl::unexpected(prior.error());
  const auto proposerModel = app::openProposerModel(home);
  if (!proposerModel) return tl::unexpected(proposerModel.error());
  const auto calibration = app::calibrate(source, **prior, **proposerModel);
  if (!calibration) return tl::unexpected(calibration.error());
  std::string rows;
  for (const auto mode : {theory::Mode::Maj, theory::Mode::Min, theory::Mode::Dor, theory::Mode::Loc})
    for (const int chords : {2, 4, 8}) {
      const auto spread = calibration->at({}, mode, chords);
      rows += fmt::format("| {} | {} | {} | {:.2f} | {:.2f} | {:.2f} |\n", toText(set), theory::toText(mode), chords,
                          spread.mean, spread.sd, spread.logM);
    }
  const auto path = app::calibrationPath(home, set);
  streams.out << "writing " << path.string() << '\n';
  if (const auto written = writeFile(path, calibration->toText()); !written) return tl::unexpected(written.error());
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
| drawn from | {} proposals for {} authored inspirations (data/llm/inspirations.jsonl): half in each one's own mode, half in all nine; 2 to 8 bars; looping and closing; with and without chords before |
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

Result<int> runCalibrate(const CalibrateOptions& options, const Streams& streams) {
  if (options.proposer != "builtin")
    return fail(ErrorCode::Unsupported, "--proposer: only builtin can be calibrated in this version");
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  const auto reader = inspire::TextReader::open(*home / "data" / "llm");
  if (!reader) return tl::unexpected(reader.error());
  const auto records = inspire::loadInspirations(*home / "data" / "llm" / "inspirations.jsonl");
  if (!records) return tl::unexpected(records.error());
  const auto proposer = app::openProposer(*home);
  if (!proposer) return tl::unexpected(proposer.error());

  app::ProposalSource source{*reader, **proposer, {}, options.samples, kFitSeed};
  for (const auto& record : *records) source.texts.push_back(record.text);
  const auto model = app::fitProposerModel(source, "q-builtin-1");
  if (!model) return tl::unexpected(model.error());
  const auto path = app::proposerModelPath(*home);
  streams.out << fmt::format("writing {}: what {} draws, {} samples\n", path.string(), (*proposer)->name(),
                             options.samples);
  if (const auto written = writeFile(path, *model); !written) return tl::unexpected(written.error());
  source.seed = kMeasureSeed;
  std::string rows;
  for (const auto set : {app::PriorSet::Open, app::PriorSet::Research}) {
    const auto table = writeCalibration(*home, set, source, streams);
    if (!table) return tl::unexpected(table.error());
    rows += *table;
  }
  const auto card = std::filesystem::path(path).replace_extension(".md");
  if (const auto written = writeFile(card, cardOf((*proposer)->name(), options.samples, source.texts.size(), rows));
      !written)
    return tl::unexpected(written.error());
  return 0;
}

Result<int> runTrain(const std::vector<std::string>& arguments) {
  const auto program = programFolder() / "amuse-train";
  std::vector<std::string> words{program.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
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
  command->add_option("--proposer", options->proposer, "builtin")->capture_default_str();
  command->add_option("--samples", options->samples, "Proposals to draw")
      ->capture_default_str()
      ->check(wholeNumber(1000, 1000000));
  command->callback(
      [options, &runner] { runner.action = [options, &runner] { return runCalibrate(*options, runner.streams); }; });
}

void addTrain(CLI::App& app, Runner& runner) {
  auto* command = app.add_subcommand("train", "Makes weights; passes its arguments to amuse-train where that is built");
  command->prefix_command();
  command->callback([command, &runner] { runner.action = [command] { return runTrain(command->remaining()); }; });
}

}  // namespace amuse::cli
