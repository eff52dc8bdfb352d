#include <memory>

#include "app/calibrate_samples.h"
#include "app/language_models.h"
#include "app/models.h"
#include "base/files.h"
#include "cli/internal/commands.h"
#include "cli/internal/parse_error.h"
#include "evaluate/best_and_worst.h"
#include "evaluate/chordless_report.h"
#include "evaluate/chords_follow.h"
#include "evaluate/llm_report.h"
#include "evaluate/llm_trust.h"
#include "evaluate/proposer_trust.h"
#include "evaluate/document.h"
#include "evaluate/inspire_report.h"
#include "evaluate/natural_pairs.h"
#include "evaluate/prior_report.h"
#include "evaluate/suggestions_report.h"
#include "evaluate/transcriber_report.h"

namespace amuse::cli {
namespace {

struct EvaluateOptions {
  std::string data = "../shared/data", prior = "open", classes = "sevenths", proposer = "builtin", into;
  bool json = false, show = false, details = false, setsOnly = false, choose = false, chordless = false;
  double surprise = 0.5;
  int sets = 40, every = 1, fold = 0;
  std::uint32_t seed = 1;
};

/// Shows the report, or writes it between the marks of a page, its plots beside it.
Result<int> deliver(const EvaluateOptions& options, const Streams& streams, const std::string& block,
                    const std::string& text, const std::map<std::string, std::string>& plots) {
  if (options.into.empty()) {
    streams.out << text;
    return 0;
  }
  if (const auto written = evaluate::writeInto(options.into, block, text, plots); !written)
    return tl::unexpected(written.error());
  streams.out << "wrote " << block << " and " << plots.size() << " plots into " << options.into << "\n";
  return 0;
}

Result<int> runSuggestions(const EvaluateOptions& options, const Streams& streams) {
  const auto set = app::parsePriorSet(options.prior);
  if (!set) return tl::unexpected(set.error());
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  const auto engine = app::Engine::open(*home, *set);
  if (!engine) return tl::unexpected(engine.error());
  if (options.show) {
    const auto listed = evaluate::bestAndWorst(*engine, options.surprise, options.seed);
    if (!listed) return tl::unexpected(listed.error());
    return deliver(options, streams, "best-and-worst", *listed, {});
  }
  evaluate::SuggestionsInput input;
  input.data = options.data;
  input.authored = *home / "data" / "llm";
  input.everySet = static_cast<std::size_t>(options.every);
  input.sets = options.sets;
  input.surprise = options.surprise;
  input.seed = options.seed;
  const auto report = evaluate::evaluateSuggestions(*engine, input);
  if (!report) return tl::unexpected(report.error());
  return deliver(options, streams, "suggestions", evaluate::toText(*report), evaluate::plotsOf(*report));
}

Result<int> runPrior(const EvaluateOptions& options, const Streams& streams) {
  const auto set = app::parsePriorSet(options.prior);
  if (!set) return tl::unexpected(set.error());
  const auto level = lm::parseLevel(options.classes);
  if (!level) return inOption("--classes", level.error());
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  const auto model = app::openPrior(*home, *set);
  if (!model) return tl::unexpected(model.error());
  evaluate::PriorInput input;
  input.folder = options.data;
  input.paperTable = *home / "data" / "yardsticks" / ("paper_lstm_" + options.prior + ".tsv");
  input.prior = model->get();
  input.data = *set == app::PriorSet::Research ? evaluate::PriorData::Research : evaluate::PriorData::Open;
  const auto report = evaluate::evaluatePrior(input);
  if (!report) return tl::unexpected(report.error());
  if (options.json) {
    streams.out << evaluate::toJsonText(*report) << "\n";
    return 0;
  }
  return deliver(options, streams, "prior-" + options.prior, evaluate::toText(*report, *level),
                 evaluate::plotsOf(*report));
}

/// What a proposer is judged with: the built-in one, or language models in general.
struct JudgedProposer {
  std::unique_ptr<lm::ChordModel> q;
  sample::Calibration calibration;
};
Result<JudgedProposer> openJudged(const std::filesystem::path& home, app::PriorSet set, const std::string& proposer) {
  const bool isLlm = proposer == "llm";
  auto q = isLlm ? app::openGeneralModel(home) : app::openProposerModel(home);
  if (!q) return tl::unexpected(q.error());
  auto calibration = isLlm ? app::openGeneralCalibration(home, set) : app::openCalibration(home, set);
  if (!calibration) return tl::unexpected(calibration.error());
  return JudgedProposer{*std::move(q), *calibration};
}

std::string pairsBlock(const EvaluateOptions& options, const std::string& name) {
  return name + (options.proposer == "llm" ? "-llm-" : "-") + options.prior;
}

Result<int> runPairs(const EvaluateOptions& options, const Streams& streams) {
  const auto set = app::parsePriorSet(options.prior);
  if (!set) return tl::unexpected(set.error());
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  const auto table = readFile(*home / "data" / "natural_pairs.tsv");
  if (!table) return tl::unexpected(table.error());
  const auto pairs = evaluate::parseNaturalPairs(*table);
  if (!pairs) return tl::unexpected(pairs.error());
  const auto engine = app::Engine::open(*home, *set);
  if (!engine) return tl::unexpected(engine.error());
  const auto judged = openJudged(*home, *set, options.proposer);
  if (!judged) return tl::unexpected(judged.error());
  const auto own = engine->models();
  const sample::Models models{own.prior, *judged->q, own.proposer, judged->calibration};
  return deliver(options, streams, pairsBlock(options, "pairs"), evaluate::toText(evaluate::judgePairs(models, *pairs)),
                 {});
}

Result<int> runTrust(const EvaluateOptions& options, const Streams& streams) {
  const auto set = app::parsePriorSet(options.prior);
  if (!set) return tl::unexpected(set.error());
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  const auto openings = evaluate::spoilOpenings(options.data, options.seed);
  if (!openings) return tl::unexpected(openings.error());
  const auto prior = app::openPrior(*home, *set);
  if (!prior) return tl::unexpected(prior.error());
  const auto judged = openJudged(*home, *set, options.proposer);
  if (!judged) return tl::unexpected(judged.error());
  const auto& shipped = judged->calibration.trust();
  const auto table = readFile(*home / "data" / "natural_pairs.tsv");
  if (!table) return tl::unexpected(table.error());
  const auto pairs = evaluate::parseNaturalPairs(*table);
  if (!pairs) return tl::unexpected(pairs.error());
  return deliver(options, streams, pairsBlock(options, "trust"),
                 evaluate::toText(evaluate::measureTrust(**prior, *judged->q, *openings, shipped)) + "\n" +
                     evaluate::toText(evaluate::measurePairTrust(**prior, *judged->q, *pairs, shipped)),
                 {});
}

Result<int> runInspire(const evaluate::InspireOptions& options, const Streams& streams) {
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  const auto report = evaluate::evaluateInspire(*home / "data" / "llm", options);
  if (!report) return tl::unexpected(report.error());
  streams.out << evaluate::toText(*report);
  return 0;
}

Result<int> runChordsFollow(const EvaluateOptions& options, const Streams& streams) {
  const auto set = app::parsePriorSet(options.prior);
  if (!set) return tl::unexpected(set.error());
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  evaluate::ChordsFollowInput input;
  input.home = *home;
  input.prior = *set;
  input.surprise = options.surprise;
  input.seed = options.seed;
  input.every = static_cast<std::size_t>(options.every);
  input.setsOnly = options.setsOnly;
  input.fold = options.fold;
  const auto report = evaluate::evaluateChordsFollow(input);
  if (!report) return tl::unexpected(report.error());
  streams.out << evaluate::toText(*report, options.details);
  return 0;
}

void addInto(CLI::App& command, EvaluateOptions& options) {
  command.add_option("--into", options.into, "Write the report between the marks of this page, its plots beside it");
}

void addPrior(CLI::App& evaluate, Runner& runner) {
  auto options = std::make_shared<EvaluateOptions>();
  auto* command = evaluate.add_subcommand("prior", "Bits per symbol on held-out songs, beside Kneser-Ney baselines");
  command->add_option("--data", options->data, "The data folder")->capture_default_str();
  command->add_option("--prior", options->prior, "open or research")->capture_default_str();
  command
      ->add_option("--classes", options->classes,
                   "exact, sevenths or triads: the level of the tables by source and mode")
      ->capture_default_str();
  command->add_flag("--json", options->json, "One JSON object on standard output");
  addInto(*command, *options);
  command->callback(
      [options, &runner] { runner.action = [options, &runner] { return runPrior(*options, runner.streams); }; });
}

void addPairs(CLI::App& evaluate, Runner& runner) {
  auto options = std::make_shared<EvaluateOptions>();
  auto* command =
      evaluate.add_subcommand("pairs", "Does a natural progression beat an awkward one of the same length?");
  command->add_option("--prior", options->prior, "open or research")->capture_default_str();
  command->add_option("--proposer", options->proposer, "Whose Q: builtin, or llm for language models in general")
      ->check(CLI::IsMember({"builtin", "llm"}))
      ->capture_default_str();
  command->add_flag("--choose", options->choose,
                    "Instead: how far Q may be trusted, measured on real openings against the same spoilt");
  command->add_option("--data", options->data, "The data folder, for --choose")->capture_default_str();
  addInto(*command, *options);
  command->callback([options, &runner] {
    runner.action = [options, &runner] {
      return options->choose ? runTrust(*options, runner.streams) : runPairs(*options, runner.streams);
    };
  });
}

void addInspireReport(CLI::App& evaluate, Runner& runner) {
  auto* command = evaluate.add_subcommand("inspire", "How words are read, on inspirations held out from fitting");
  addScenesReport(*command, runner);
  addSoundsReport(*command, runner);
  auto options = std::make_shared<evaluate::InspireOptions>();
  command->add_option("--models", options->models, "Another folder with reader.bin and word_affect.bin");
  command
      ->add_option("--fold", options->fold,
                   "Judge this fifth (0..4) of the training texts; fit with amuse-reader fit --left-out-fold")
      ->check(wholeNumber(0, 4));
  // CLI11 calls the inner command's callback first.
  command->callback([options, &runner] {
    if (!runner.action) runner.action = [options, &runner] { return runInspire(*options, runner.streams); };
  });
}

void addSuggestions(CLI::App& evaluate, Runner& runner) {
  auto options = std::make_shared<EvaluateOptions>();
  auto* command = evaluate.add_subcommand("suggestions", "Self-BLEU, distance to real songs, acceptance, relevance");
  command->add_option("--data", options->data, "The data folder")->capture_default_str();
  command->add_option("--prior", options->prior, "open or research")->capture_default_str();
  command->add_option("--surprise", options->surprise, "0..1")->capture_default_str()->check(number(0, 1));
  command->add_option("--sets", options->sets, "Inspirations with 30 suggestions each")
      ->capture_default_str()
      ->check(wholeNumber(1, 1000));
  command->add_option("--every", options->every, "Ask with every so many of the authored keyword sets")
      ->capture_default_str()
      ->check(wholeNumber(1, 1000));
  command->add_flag("--show", options->show, "Ten keyword sets: the proposals P/Q rates highest and lowest");
  addInto(*command, *options);
  command->add_option("--seed", options->seed, "The same seed gives the same report")
      ->capture_default_str()
      ->check(wholeNumber(0, 4294967295));
  command->callback(
      [options, &runner] { runner.action = [options, &runner] { return runSuggestions(*options, runner.streams); }; });
}

void addChordsFollow(CLI::App& evaluate, Runner& runner) {
  auto options = std::make_shared<EvaluateOptions>();
  auto* command = evaluate.add_subcommand(
      "chords-follow", "Whether the chords move as held-out keywords ask, and keep a genre's character");
  command->add_option("--prior", options->prior, "open or research")->capture_default_str();
  command->add_option("--surprise", options->surprise, "0..1")->capture_default_str()->check(number(0, 1));
  command->add_option("--every", options->every, "Of the held-out sets, every so many")
      ->capture_default_str()
      ->check(wholeNumber(1, 100));
  command->add_option("--seed", options->seed, "The same seed gives the same report")
      ->capture_default_str()
      ->check(wholeNumber(0, 4294967295));
  command
      ->add_option("--fold", options->fold, "Another eighth of the sets, 1 to 7, to choose constants on; 0 is held out")
      ->capture_default_str()
      ->check(wholeNumber(0, propose::kSetFolds - 1));
  command->add_flag("--sets-only", options->setsOnly, "The keyword sets alone, without the inspirations");
  command->add_flag("--details", options->details, "One line a keyword set as well");
  command->callback(
      [options, &runner] { runner.action = [options, &runner] { return runChordsFollow(*options, runner.streams); }; });
}

Result<int> runLlm(const EvaluateOptions& options, const Streams& streams) {
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  static const SystemClock clock;
  const auto models = app::openProposingModels(*home, {}, clock);
  if (!models) return tl::unexpected(models.error());
  const auto seed = static_cast<std::uint32_t>(options.seed);
  if (options.choose) {
    const auto report = evaluate::chooseLlmTrust(**models, options.data, seed);
    if (!report) return tl::unexpected(report.error());
    streams.out << toText(*report);
    return 0;
  }
  const auto report = evaluate::evaluateLlm(**models, options.data, seed);
  if (!report) return tl::unexpected(report.error());
  streams.out << toText(*report);
  return 0;
}

void addLlm(CLI::App& evaluate, Runner& runner) {
  auto options = std::make_shared<EvaluateOptions>();
  auto* command = evaluate.add_subcommand("llm",
                                          "What the filter makes of the configured language model's proposals "
                                          "(bench/llm_replay has one that costs nothing)");
  command->add_option("--data", options->data, "The data folder")->capture_default_str();
  command->add_option("--seed", options->seed, "The same seed asks the same questions")
      ->capture_default_str()
      ->check(wholeNumber(0, 4294967295));
  command->add_flag("--choose", options->choose,
                    "Try settings of the filter: chosen on one half of the keyword sets, judged on the other");
  command->callback(
      [options, &runner] { runner.action = [options, &runner] { return runLlm(*options, runner.streams); }; });
}

Result<int> runTranscriber(const std::string& folder, const EvaluateOptions& options, const Streams& streams) {
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  if (options.chordless) {
    const auto kinds = evaluate::evaluateChordless(*home, folder);
    if (!kinds) return tl::unexpected(kinds.error());
    return deliver(options, streams, "chordless", evaluate::toText(*kinds), {});
  }
  const auto report = evaluate::evaluateTranscriber(*home, folder);
  if (!report) return tl::unexpected(report.error());
  return deliver(options, streams, "transcriber", evaluate::toText(*report, options.details),
                 evaluate::plotsOf(*report));
}

void addTranscriber(CLI::App& evaluate, Runner& runner) {
  auto options = std::make_shared<EvaluateOptions>();
  auto folder = std::make_shared<std::string>();
  auto* command = evaluate.add_subcommand("transcriber", "How well recordings are heard: chords, changes, beats, key");
  command
      ->add_option("folder", *folder,
                   "Sound files, each with a .lab beside it, and .beats (seconds, beat in the bar) and .key if known")
      ->required();
  command->add_flag("--details", options->details, "One line a recording as well, the worst first");
  command->add_flag("--chordless", options->chordless,
                    "The folder has sounds without chords, a folder each kind: how surely chords are heard in them");
  addInto(*command, *options);
  command->callback([options, folder, &runner] {
    runner.action = [options, folder, &runner] { return runTranscriber(*folder, *options, runner.streams); };
  });
}

}  // namespace

void addEvaluate(CLI::App& app, Runner& runner) {
  auto* command = app.add_subcommand("evaluate", "Measures the models on held-out data");
  command->require_subcommand(1);
  addPrior(*command, runner);
  addPairs(*command, runner);
  addInspireReport(*command, runner);
  addSuggestions(*command, runner);
  addChordsFollow(*command, runner);
  addLlm(*command, runner);
  addTranscriber(*command, runner);
}

}  // namespace amuse::cli
