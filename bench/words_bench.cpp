// modules: inspire
#include <benchmark/benchmark.h>

#include "inspire/text_reader.h"

using namespace amuse;

namespace {

/// One core; texts as songwriters type them, and a long story.
void readWords(benchmark::State& state, const char* text) {
  const auto reader = inspire::TextReader::open(std::filesystem::path(AMUSE_SOURCE_DIR) / "data/llm");
  if (!reader) {
    state.SkipWithError(reader.error().message.c_str());
    return;
  }
  for (auto _ : state) benchmark::DoNotOptimize(inspire::inspireText(*reader, text));
}

BENCHMARK_CAPTURE(readWords, word, "homesick")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(readWords, phrase, "memories of a warm summer beach")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(readWords, longPhrase, "the last train home, empty carriage, rain on the glass")
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(readWords, story,
                  "He proposed to the sea first, as was the custom, and she returned the ring in a herring. So he "
                  "married my grandmother, who was drier and could cook.")
    ->Unit(benchmark::kMillisecond);

void openReader(benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(inspire::TextReader::open(std::filesystem::path(AMUSE_SOURCE_DIR) / "data/llm"));
}
BENCHMARK(openReader)->Unit(benchmark::kMillisecond);

}  // namespace
