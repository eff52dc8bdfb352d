#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "base/files.h"
#include "fit_sets.h"
#include "lm/ngram_model.h"
#include "model_card.h"

/// amuse-fit: makes q-llm, an n-gram model, from the shared data; the priors come from amuse-train. See docs/models.md.
namespace {

using namespace amuse;

struct Arguments {
  std::filesystem::path data = "../shared/data", out = "models";
  std::uint64_t seed = 1;
};

constexpr const char* kNgramLimits =
    "Of the conditions only the mode is used; genre, section name, decade, metre and durations are not. Modes with "
    "few\n"
    "sections lean on their relatives through the parent scale. Keys of unannotated sections were estimated and are\n"
    "wrong in a fifth to a tenth of cases. The music is mostly Western popular music of 1950 to 2015, Chinese pop "
    "among it.";

Result<void> writeModel(const Arguments& arguments, const train::FitSet& set, train::CardText text,
                        const std::string& inside, const train::FitSet* judged) {
  lm::NgramFitOptions options;
  options.name = inside;
  options.seed = arguments.seed;
  const auto fit = [&](const train::FitSet& on,
                       const std::filesystem::path& path) -> Result<std::unique_ptr<lm::ChordModel>> {
    const auto bytes = lm::fitNgramModel(on.train, options);
    if (!bytes) return tl::unexpected(bytes.error());
    if (const auto written = writeFile(path, *bytes); !written) return tl::unexpected(written.error());
    return lm::openModel(path);
  };
  const auto path = arguments.out / (text.name + ".ngram");
  // Held-out figures of a model that is shipped trained on everything come from a twin that was not.
  std::unique_ptr<lm::ChordModel> judge;
  if (judged) {
    auto twin = fit(*judged, path);
    if (!twin) return tl::unexpected(twin.error());
    judge = std::move(*twin);
  }
  const auto model = fit(set, path);
  if (!model) return tl::unexpected(model.error());
  text.command = fmt::format("amuse-fit {} --data ../shared/data --seed {}", text.name, arguments.seed);
  train::FitSet shown = set;
  if (judged) shown.valid = judged->valid;
  const auto card =
      train::makeCard(text, shown, judge ? *judge : **model, std::filesystem::file_size(path), (*model)->name());
  if (!card) return tl::unexpected(card.error());
  std::printf("%s\n", card->c_str());
  return writeFile(arguments.out / (text.name + ".md"), *card);
}

Result<void> fitProposals(const Arguments& arguments) {
  const auto records = corpus::readProposals(arguments.data / "llm");
  if (!records) return tl::unexpected(records.error());
  train::CardText text{
      "q-llm",
      "Q for a large language model in general: how such a model writes, whatever the keywords.\n"
      "The shipped file is trained on all records; the figures are of a twin that was not shown every\n"
      "tenth record.",
      "Apache-2.0, as the project. Trained on progressions written for this project.",
      kNgramLimits,
      {},
      {}};
  for (const char* name : {"electronic_cinematic", "jazz_world", "moods_scenes", "pop_rock"})
    text.dataFiles.push_back(arguments.data / "llm" / fmt::format("proposals_{}.jsonl", name));
  const auto heldOut = train::makeProposalSet(*records, 10);
  return writeModel(arguments, train::makeProposalSet(*records, 0), text, "llm-ngram-1", &heldOut);
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  CLI::App app("Fits q-llm, how a large language model writes chords, and writes it with its model card.");
  app.add_option("--data", arguments.data, "The shared data folder")->capture_default_str();
  app.add_option("--out", arguments.out, "Where the models go")->capture_default_str();
  app.add_option("--seed", arguments.seed, "Seed of the weights' descent")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  if (const auto done = fitProposals(arguments); !done) {
    std::fprintf(stderr, "amuse-fit: %s\n", done.error().message.c_str());
    return exitCodeOf(done.error().code);
  }
  return 0;
}
