// modules: propose
#include <benchmark/benchmark.h>

#include "base/files.h"
#include "propose/builtin_proposer.h"

/// What the built-in proposer costs: opening its model, and 30 candidates for a brief with five keywords.
namespace {

using namespace amuse;

std::string modelPath(const std::string& name) {
  const auto home = findHome();
  return (home ? *home : std::filesystem::path(".")).string() + "/models/" + name;
}

void openProposer(benchmark::State& state) {
  const auto path = modelPath("proposer-open.bin");
  for (auto _ : state) {
    if (!propose::ProposerModel::open(path)) return state.SkipWithError("the model could not be opened");
  }
}
BENCHMARK(openProposer)->Unit(benchmark::kMillisecond);

/// A new seed each time, as every request has; the brief stays, as in a session.
void thirtyProposals(benchmark::State& state) {
  const auto proposer =
      propose::BuiltinProposer::open(modelPath("proposer-open.bin"), modelPath("proposer-net-open.bin"));
  if (!proposer) return state.SkipWithError("the model could not be opened");
  propose::Query query;
  for (const char* word : {"nostalgic", "warm", "laid-back", "dreamy", "surf pop"}) {
    query.brief.keywords.push_back({.word = word, .weight = 1, .evidence = {}});
  }
  query.brief.genres = {{"surf pop", 1}, {"indie pop", 1}};
  query.slots.resize(static_cast<std::size_t>(state.range(0)));
  query.phraseStarts = {0};
  std::uint32_t seed = 0;
  for (auto _ : state) {
    const auto proposals = (*proposer)->propose(query, 30, seed++, 0);
    if (!proposals) return state.SkipWithError("a call failed");
  }
}
BENCHMARK(thirtyProposals)->Arg(4)->Arg(8)->Arg(32)->Unit(benchmark::kMillisecond);

}  // namespace
