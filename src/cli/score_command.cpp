#include <fmt/format.h>

#include <istream>
#include <memory>
#include <numeric>

#include "app/models.h"
#include "app/score.h"
#include "base/files.h"
#include "cli/internal/commands.h"
#include "cli/internal/parse_error.h"
#include "wire/suggest_json.h"

namespace amuse::cli {
namespace {

constexpr std::size_t kMaxLineBytes = 1 << 20;

struct ScoreOptions {
  std::string mode = "Maj", classes = "exact", prior = "open", chords, genre, section;
  int top = 10, decade = 0;
  bool json = false;
};

/// Both models and the calibration a line is scored with.
struct OpenedModels {
  std::unique_ptr<lm::ChordModel> prior, proposerModel;
  sample::Calibration calibration;
};

Result<OpenedModels> openModels(const std::string& priorName) {
  const auto set = app::parsePriorSet(priorName);
  if (!set) return tl::unexpected(set.error());
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  auto prior = app::openPrior(*home, *set);
  if (!prior) return tl::unexpected(prior.error());
  auto proposerModel = app::openProposerModel(*home);
  if (!proposerModel) return tl::unexpected(proposerModel.error());
  auto calibration = app::openCalibration(*home, *set);
  if (!calibration) return tl::unexpected(calibration.error());
  return OpenedModels{std::move(*prior), std::move(*proposerModel), *calibration};
}

/// The next line without its line feed; bytes past kMaxLineBytes are read and dropped, and `tooLong` says so.
bool readLine(std::istream& in, std::string& line, bool& tooLong) {
  line.clear();
  tooLong = false;
  bool any = false;
  for (char c = 0; in.get(c);) {
    any = true;
    if (c == '\n') break;
    if (line.size() < kMaxLineBytes)
      line += c;
    else
      tooLong = true;
  }
  return any;
}

void printScore(const Streams& streams, const app::LineScore& score) {
  const auto row = [&](const std::string& name, double p, double q) {
    streams.out << fmt::format("{:<12} {:>9.3f} {:>9.3f}\n", name, p, q);
  };
  streams.out << fmt::format("{:<12} {:>9} {:>9}\n", "", "log P", "log Q");
  for (std::size_t i = 0; i < score.chords.size(); ++i)
    row(theory::toText(score.chords[i]), score.logP[i], score.logQ[i]);
  row("(end)", score.logP.back(), score.logQ.back());
  row("sum", std::accumulate(score.logP.begin(), score.logP.end(), 0.0),
      std::accumulate(score.logQ.begin(), score.logQ.end(), 0.0));
  streams.out << fmt::format("accepted as a loop with probability {:.2f}\n\n", score.acceptance);
}

void printProblem(const Streams& streams, const Error& error) {
  const std::string where = error.offset ? fmt::format(" (at byte {})", *error.offset) : "";
  streams.out << "error: " << error.message << where << "\n\n";
}

Result<int> runScore(const ScoreOptions& options, const Streams& streams) {
  const auto mode = theory::parseMode(options.mode);
  if (!mode) return inOption("--mode", mode.error());
  const auto conditions = app::makeConditions(*mode, options.genre, options.section, options.decade);
  if (!conditions) return tl::unexpected(conditions.error());
  const auto level = lm::parseLevel(options.classes);
  if (!level) return inOption("--classes", level.error());
  const auto models = openModels(options.prior);
  if (!models) return tl::unexpected(models.error());
  const app::ScoreModels borrowed{*models->prior, *models->proposerModel, models->calibration};
  std::string line;
  bool tooLong = false;
  while (readLine(streams.in, line, tooLong)) {
    const auto score = tooLong ? Result<app::LineScore>(fail(ErrorCode::TooLarge, "line longer than 1 MB; cut it"))
                               : app::scoreLine(borrowed, *conditions, *level, line);
    if (options.json)
      printLine(streams, score ? wire::toJson(*score) : wire::toJson(score.error()));
    else if (score)
      printScore(streams, *score);
    else
      printProblem(streams, score.error());
  }
  return 0;
}

Result<int> runNext(const ScoreOptions& options, const Streams& streams) {
  const auto mode = theory::parseMode(options.mode);
  if (!mode) return inOption("--mode", mode.error());
  const auto conditions = app::makeConditions(*mode, options.genre, options.section, options.decade);
  if (!conditions) return tl::unexpected(conditions.error());
  const auto set = app::parsePriorSet(options.prior);
  if (!set) return tl::unexpected(set.error());
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  const auto prior = app::openPrior(*home, *set);
  if (!prior) return tl::unexpected(prior.error());
  const auto answer = app::nextChords(**prior, *conditions, options.top, options.chords);
  if (!answer) return tl::unexpected(answer.error());
  if (options.json) {
    printLine(streams, wire::toJson(*answer, *mode));
    return 0;
  }
  for (const auto& option : answer->options)
    streams.out << fmt::format("{:<10} {:<8} {:5.1f} %\n", theory::toText(option.chord), option.roman, 100 * option.p);
  streams.out << fmt::format("{:<10} {:<8} {:5.1f} %\n", "(end)", "", 100 * answer->end);
  return 0;
}

/// What the prior may know beside the mode.
void addConditions(CLI::App& command, ScoreOptions& options) {
  command.add_option("--genre", options.genre, "jazz, rock, soul, folk, pop, c-pop, stage ... (log P only)");
  command.add_option("--section", options.section, "intro verse pre-chorus chorus bridge solo outro (log P only)");
  command.add_option("--decade", options.decade, "A year, such as 1970 (log P only)");
}

}  // namespace

void addScore(CLI::App& app, Runner& runner) {
  auto options = std::make_shared<ScoreOptions>();
  auto* command =
      app.add_subcommand("score", "How likely songs are to hold a progression; one a line on standard input, tonic C");
  command->footer(
      "Try:\n  echo \"C Am F G\" | amuse score\n  amuse score --mode Min --classes triads --json < progressions.txt\n"
      "log P: as songs go; log Q: as the proposer goes; natural logarithms, the end counted.");
  command->add_option("--mode", options->mode, "Maj Min Dor Phr Lyd Mix Loc Hmin Phdm")->capture_default_str();
  command->add_option("--classes", options->classes, "exact, sevenths or triads: how finely chords are told apart")
      ->capture_default_str();
  addConditions(*command, *options);
  command->add_option("--prior", options->prior, "open or research")->capture_default_str();
  command->add_flag("--json", options->json, "One JSON object a line");
  command->callback(
      [options, &runner] { runner.action = [options, &runner] { return runScore(*options, runner.streams); }; });
}

void addNext(CLI::App& app, Runner& runner) {
  auto options = std::make_shared<ScoreOptions>();
  auto* command = app.add_subcommand("next", "What songs do next after some chords, tonic C: amuse next \"C Am F\"");
  command->footer("Try:\n  amuse next \"C Am F\"\n  amuse next \"Cm Ab\" --mode Min --top 5\n  amuse next");
  command->add_option("chords", options->chords, "Chords so far; none for likely openings");
  command->add_option("--mode", options->mode, "Maj Min Dor Phr Lyd Mix Loc Hmin Phdm")->capture_default_str();
  command->add_option("--top", options->top, "How many, 1 to 192")->capture_default_str()->check(wholeNumber(1, 192));
  addConditions(*command, *options);
  command->add_option("--prior", options->prior, "open or research")->capture_default_str();
  command->add_flag("--json", options->json, "One JSON object on standard output");
  command->callback(
      [options, &runner] { runner.action = [options, &runner] { return runNext(*options, runner.streams); }; });
}

}  // namespace amuse::cli
