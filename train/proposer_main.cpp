#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>

#include "base/files.h"
#include "propose/builtin_proposer.h"
#include "proposer_data.h"
#include "proposer_measure.h"

/// amuse-proposer: makes models/proposer-open.bin, measures it, and prints what it offers. See docs/proposer.md.
namespace {

using namespace amuse;

int complain(const Error& error) {
  fmt::print(stderr, "amuse-proposer: {}\n", error.message);
  return exitCodeOf(error.code);
}

struct Options {
  std::filesystem::path data = "../shared/data", model = "models/proposer-open.bin",
                        net = "models/proposer-net-open.bin";
  int count = 20, every = 5;
  std::uint32_t seed = 1;
};

int fitModel(const Options& options) {
  const auto data = train::readProposerData(options.data);
  if (!data) return complain(data.error());
  const auto bytes = propose::makeProposerFile(*data);
  if (!bytes) return complain(bytes.error());
  if (auto written = writeFile(options.model, *bytes); !written) return complain(written.error());
  const auto model = propose::ProposerModel::open(options.model);
  if (!model) return complain(model.error());
  fmt::print("{}: {} bytes, {} chords, {} terms, {} records, {} progressions and songs\n", model->name(), bytes->size(),
             model->chords().size(), model->terms().size(), model->records().size(), model->progressions().size());
  return 0;
}

int showModel(const Options& options) {
  auto proposer = propose::BuiltinProposer::open(options.model, options.net);
  if (!proposer) return complain(proposer.error());
  fmt::print("{}", train::showExamples(**proposer, options.count, options.seed));
  return 0;
}

int measureModel(const Options& options) {
  auto model = propose::ProposerModel::open(options.model);
  if (!model) return complain(model.error());
  fmt::print("{}", train::heldOutReport(*model, options.every));
  auto net = propose::HarmonyNet::open(options.net);
  if (!net) return complain(net.error());
  const propose::BuiltinProposer proposer(std::move(*model),
                                          std::make_shared<const propose::HarmonyNet>(*std::move(net)));
  fmt::print("{}", train::moodReport(proposer, options.every, options.seed));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Makes, measures and shows the built-in proposer.");
  app.require_subcommand(1);
  app.fallthrough();
  app.add_option("--data", options.data, "The shared data folder")->capture_default_str();
  app.add_option("--model", options.model, "The model's file")->capture_default_str();
  app.add_option("--net", options.net, "The network's file")->capture_default_str();
  app.add_option("--count", options.count, "Candidates shown")->capture_default_str();
  app.add_option("--every", options.every, "Measure every so many records")->capture_default_str();
  app.add_option("--seed", options.seed, "Seed")->capture_default_str();
  const auto* fit = app.add_subcommand("fit", "Make the model's file");
  const auto* show = app.add_subcommand("show", "Print candidates for a few inspirations");
  app.add_subcommand("measure", "Held-out likelihood, moods, copies");
  CLI11_PARSE(app, argc, argv);
  if (*fit) return fitModel(options);
  return *show ? showModel(options) : measureModel(options);
}
