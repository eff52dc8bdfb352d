#include <memory>

#include "app/models.h"
#include "base/files.h"
#include "cli/internal/commands.h"
#include "cli/internal/parse_error.h"
#include "evaluate/inspire_report.h"
#include "evaluate/prior_report.h"
#include "evaluate/suggestions_report.h"
#include "inspire/inspirations.h"

namespace amuse::cli {
namespace {

struct EvaluateOptions {
  std::string data = "../shared/data", prior = "open", classes = "sevenths";
  bool json = false;
  double surprise = 0.5;
  int sets = 40;
  std::uint32_t seed = 1;
};

/// The texts no weight has seen.
Result<std::vector<std::string>> heldOutTexts(const std::filesystem::path& home) {
  const auto records = inspire::loadInspirations(home / "data" / "llm" / "inspirations.jsonl");
  if (!records) return tl::unexpected(records.error());
  std::vector<std::string> texts;
  for (const auto& record : *records)
    if (inspire::isHeldOut(record.text)) texts.push_back(record.text);
  return texts;
}

Result<int> runSuggestions(const EvaluateOptions& options, const Streams& streams) {
  const auto set = app::parsePriorSet(options.prior);
  if (!set) return tl::unexpected(set.error());
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  const auto engine = app::Engine::open(*home, *set);
  if (!engine) return tl::unexpected(engine.error());
  const auto texts = heldOutTexts(*home);
  if (!texts) return tl::unexpected(texts.error());
  evaluate::SuggestionsInput input;
  input.data = options.data;
  input.sets = options.sets;
  input.surprise = options.surprise;
  input.seed = options.seed;
  const auto report = evaluate::evaluateSuggestions(*engine, input, *texts);
  if (!report) return tl::unexpected(report.error());
  streams.out << evaluate::toText(*report);
  return 0;
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
  input.prior = model->get();
  input.data = *set == app::PriorSet::Research ? evaluate::PriorData::Research : evaluate::PriorData::Open;
  const auto report = evaluate::evaluatePrior(input);
  if (!report) return tl::unexpected(report.error());
  streams.out << (options.json ? evaluate::toJsonText(*report) + "\n" : evaluate::toText(*report, *level));
  return 0;
}

Result<int> runInspire(const Streams& streams) {
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  const auto report = evaluate::evaluateInspire(*home / "data" / "llm");
  if (!report) return tl::unexpected(report.error());
  streams.out << evaluate::toText(*report);
  return 0;
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
  command->callback(
      [options, &runner] { runner.action = [options, &runner] { return runPrior(*options, runner.streams); }; });
}

void addInspireReport(CLI::App& evaluate, Runner& runner) {
  auto* command = evaluate.add_subcommand("inspire", "How the words are read, on inspirations held out from fitting");
  command->callback([&runner] { runner.action = [&runner] { return runInspire(runner.streams); }; });
}

void addSuggestions(CLI::App& evaluate, Runner& runner) {
  auto options = std::make_shared<EvaluateOptions>();
  auto* command = evaluate.add_subcommand("suggestions", "Self-BLEU, distance to real songs, acceptance rates");
  command->add_option("--data", options->data, "The data folder")->capture_default_str();
  command->add_option("--prior", options->prior, "open or research")->capture_default_str();
  command->add_option("--surprise", options->surprise, "0..1")->capture_default_str()->check(number(0, 1));
  command->add_option("--sets", options->sets, "Inspirations with 30 suggestions each")
      ->capture_default_str()
      ->check(wholeNumber(1, 1000));
  command->add_option("--seed", options->seed, "The same seed gives the same report")
      ->capture_default_str()
      ->check(wholeNumber(0, 4294967295));
  command->callback(
      [options, &runner] { runner.action = [options, &runner] { return runSuggestions(*options, runner.streams); }; });
}

}  // namespace

void addEvaluate(CLI::App& app, Runner& runner) {
  auto* command = app.add_subcommand("evaluate", "Measures the models on held-out data");
  command->require_subcommand(1);
  addPrior(*command, runner);
  addInspireReport(*command, runner);
  addSuggestions(*command, runner);
}

}  // namespace amuse::cli
