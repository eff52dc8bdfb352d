// modules: lm
#include <benchmark/benchmark.h>

#include <vector>

#include "lm/ngram_model.h"

namespace {

using namespace amuse;

constexpr const char* kPrior = AMUSE_SOURCE_DIR "/models/prior-open.ngram";

/// 30 candidates of 8 chords, no two alike.
std::vector<std::vector<theory::RelativeChord>> candidates() {
  std::vector<std::vector<theory::RelativeChord>> all(30);
  for (int i = 0; i < 30; ++i)
    for (int j = 0; j < 8; ++j)
      all[static_cast<std::size_t>(i)].push_back(lm::chordOf((i * 37 + j * 53 + i * j % 7 * 16) % lm::kNoChordSymbol));
  return all;
}

void scoreThirtyByEight(benchmark::State& state) {
  const auto model = lm::openModel(kPrior);
  if (!model) return state.SkipWithError(model.error().message.c_str());
  const auto chords = candidates();
  std::vector<lm::ScoreRequest> requests;
  requests.reserve(chords.size());
  for (const auto& candidate : chords) requests.push_back({{}, candidate});
  for (auto step : state) benchmark::DoNotOptimize((*model)->score({}, requests));
}
BENCHMARK(scoreThirtyByEight)->Unit(benchmark::kMillisecond);

void openPriorFile(benchmark::State& state) {
  for (auto step : state) benchmark::DoNotOptimize(lm::openModel(kPrior).has_value());
}
BENCHMARK(openPriorFile)->Unit(benchmark::kMillisecond);

}  // namespace
