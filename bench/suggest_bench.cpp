// modules: app
#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>
#include <vector>

#include "app/suggest.h"
#include "base/files.h"

/// How long a suggestion takes when everything is loaded, as p50 and p99 over single calls.
namespace {

using namespace amuse;

constexpr const char* kTexts[] = {"memories of a warm summer beach", "funeral in the rain", "angry punk breakup",
                                  "smoky jazz bar after midnight", "eight-bit boss battle"};

const app::Engine* engine() {
  static const auto opened = [] {
    const auto home = findHome();
    return home ? app::Engine::open(*home, app::PriorSet::Open) : Result<app::Engine>(tl::unexpected(home.error()));
  }();
  return opened ? &*opened : nullptr;
}

/// The latency below which this share of the calls lies.
double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values.empty() ? 0 : values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

/// Times each call of `work(seed)` by itself; an error ends the benchmark.
template <typename Work>
void timeCalls(benchmark::State& state, Work work) {
  if (engine() == nullptr) return state.SkipWithError("the models could not be opened");
  const SystemClock clock;
  std::vector<double> milliseconds;
  std::uint32_t seed = 0;
  for (auto _ : state) {
    const Stopwatch watch(clock);
    if (!work(seed++)) return state.SkipWithError("a call failed");
    milliseconds.push_back(watch.elapsedMs());
  }
  state.counters["p50_ms"] = quantile(milliseconds, 0.5);
  state.counters["p99_ms"] = quantile(milliseconds, 0.99);
}

/// 30 four-chord candidates for a brief, proposed and scored under P and Q: the bar is p50 12 ms, p99 40 ms.
void thirtyCandidates(benchmark::State& state) {
  timeCalls(state, [](std::uint32_t seed) {
    app::SuggestInput input;
    input.text = kTexts[seed % std::size(kTexts)];
    const auto brief = app::readInspiration(engine()->reader(), input.text, {});
    if (!brief) return false;
    const auto plan = app::makePlan(input, *brief);
    if (!plan) return false;
    const auto models = engine()->models();
    const auto proposals = models.proposer.propose(plan->query, 30, seed, 0);
    if (!proposals) return false;
    std::vector<lm::ScoreRequest> requests;
    for (const auto& candidate : proposals->candidates) requests.push_back({.prefix = {}, .chords = candidate.chords});
    lm::Conditions conditions;
    conditions.mode = plan->query.mode;
    benchmark::DoNotOptimize(models.prior.score(conditions, requests));
    benchmark::DoNotOptimize(models.proposerModel.score(conditions, requests));
    return true;
  });
}
BENCHMARK(thirtyCandidates)->Unit(benchmark::kMillisecond)->MinTime(3);

/// The whole of `amuse suggest` without loading and printing: four suggestions of `bars` bars.
void wholeSuggest(benchmark::State& state) {
  timeCalls(state, [&](std::uint32_t seed) {
    app::SuggestInput input;
    input.text = kTexts[seed % std::size(kTexts)];
    input.bars = static_cast<int>(state.range(0));
    input.seed = seed;
    return app::suggest(*engine(), input, SystemClock()).has_value();
  });
}
BENCHMARK(wholeSuggest)->Arg(4)->Arg(8)->Arg(32)->Unit(benchmark::kMillisecond)->MinTime(3);

}  // namespace
