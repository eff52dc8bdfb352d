#include <memory>

#include "app/models.h"
#include "base/files.h"
#include "cli/internal/commands.h"
#include "evaluate/suggestions_report.h"
#include "inspire/inspirations.h"

namespace amuse::cli {
namespace {

struct EvaluateOptions {
  std::string data = "../shared/data", prior = "open";
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

void addSuggestions(CLI::App& evaluate, Runner& runner) {
  auto options = std::make_shared<EvaluateOptions>();
  auto* command = evaluate.add_subcommand("suggestions", "Self-BLEU, distance to real songs, acceptance rates");
  command->add_option("--data", options->data, "The data folder")->capture_default_str();
  command->add_option("--prior", options->prior, "open or research")->capture_default_str();
  command->add_option("--surprise", options->surprise, "0..1")->capture_default_str();
  command->add_option("--sets", options->sets, "Inspirations with 30 suggestions each")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
  command->add_option("--seed", options->seed, "The same seed gives the same report")->capture_default_str();
  command->callback(
      [options, &runner] { runner.action = [options, &runner] { return runSuggestions(*options, runner.streams); }; });
}

}  // namespace

void addEvaluate(CLI::App& app, Runner& runner) {
  auto* command = app.add_subcommand("evaluate", "Measures the models on held-out data");
  command->require_subcommand(1);
  addSuggestions(*command, runner);
}

}  // namespace amuse::cli
