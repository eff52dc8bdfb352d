// modules: transcribe
#include <benchmark/benchmark.h>

#include <array>
#include <cmath>
#include <fstream>
#include <numbers>
#include <string>

#include "transcribe/transcriber.h"

namespace {

using namespace amuse;

constexpr double kSeconds = 600;

/// Ten minutes of broken chords with overtones, a new chord every two seconds.
MonoAudio tenMinutes() {
  MonoAudio audio{std::vector<float>(toFrames(kSeconds, transcribe::kTranscribeRateHz)), transcribe::kTranscribeRateHz};
  constexpr std::array<std::array<int, 4>, 4> kPitches{
      {{36, 60, 64, 67}, {45, 60, 64, 69}, {41, 60, 65, 69}, {43, 59, 62, 67}}};
  for (std::size_t i = 0; i < audio.samples.size(); ++i) {
    const double t = static_cast<double>(i) / audio.sampleRateHz, sinceBeat = std::fmod(t, 0.5);
    const auto& chord = kPitches[static_cast<std::size_t>(t / 2) % 4];
    double sum = 0;
    for (const int pitch : chord) {
      const double turn = 2 * std::numbers::pi * 440 * std::exp2((pitch - 69) / 12.0) * t;
      sum += std::sin(turn) + 0.4 * std::sin(2 * turn) + 0.2 * std::sin(3 * turn);
    }
    audio.samples[i] = static_cast<float>(0.1 * sum * std::exp(-2 * sinceBeat));
  }
  return audio;
}

/// The most memory this process has had, in megabytes; 0 where /proc does not say.
double peakMegabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;)
    if (double kilobytes = 0; word == "VmHWM:" && status >> kilobytes) return kilobytes / 1024;
  return 0;
}

/// Whole transcriptions of ten minutes, decoded sound in, on one core; the sound itself is 53 MB of the memory.
void transcribeTenMinutes(benchmark::State& state) {
  const auto transcriber = transcribe::Transcriber::open(AMUSE_SOURCE_DIR);
  if (!transcriber) return state.SkipWithError(transcriber.error().message.c_str());
  const auto audio = tenMinutes();
  for (auto step : state) benchmark::DoNotOptimize(transcriber->transcribe(audio).has_value());
  state.counters["x real time"] = benchmark::Counter(kSeconds, benchmark::Counter::kIsIterationInvariantRate);
  state.counters["peak MB"] = peakMegabytes();
}
BENCHMARK(transcribeTenMinutes)->Unit(benchmark::kMillisecond);

}  // namespace
