// modules: store
#include <benchmark/benchmark.h>

#include <unistd.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/testing/scratch_folder.h"
#include "song/song_builder.h"
#include "store/store.h"

/// How long a save and a read take, as p50 and p99 over single calls; a save includes what the disk takes to keep it.
namespace {

using namespace amuse;

/// A store in a folder that goes away, with one song of 64 chords.
struct Opened {
  SystemClock clock;
  ScratchFolder folder;
  std::unique_ptr<store::Store> store;
  store::SongId id;
  Opened() {
    store = store::openStore({folder.path()}, clock).value();
    const std::vector<song::ChordSpan> chords(64, {theory::parseChordSymbol("Cmaj7").value(), 3840});
    id = store->songs().create(song::makeSong("bench", {}, {}, 100, chords), "", "").value().info.id;
  }
};

/// Times single calls and reports the quantiles.
template <typename Call>
void timed(benchmark::State& state, const Call& call) {
  const SystemClock clock;
  std::vector<double> ms;
  for (auto _ : state) {
    const Stopwatch watch(clock);
    if (!call()) state.SkipWithError("the store failed");
    ms.push_back(watch.elapsedMs());
  }
  std::sort(ms.begin(), ms.end());
  const auto quantile = [&](double share) {
    return ms[static_cast<std::size_t>(share * static_cast<double>(ms.size() - 1))];
  };
  state.counters["p50_ms"] = quantile(0.5);
  state.counters["p99_ms"] = quantile(0.99);
}

void save(benchmark::State& state) {
  Opened opened;
  store::Version head = 1;
  timed(state, [&] {
    const std::vector<song::Edit> edits{{song::SetTitle{"v" + std::to_string(head)}}};
    return opened.store->songs().applyEdits({opened.id, head++}, edits).has_value();
  });
}

void read(benchmark::State& state) {
  Opened opened;
  timed(state, [&] { return opened.store->songs().read(opened.id).has_value(); });
}

BENCHMARK(save)->Iterations(500)->Unit(benchmark::kMillisecond);
BENCHMARK(read)->Iterations(5000)->Unit(benchmark::kMillisecond);

}  // namespace
