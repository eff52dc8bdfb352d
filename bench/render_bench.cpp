// modules: media
#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>

#include "base/midi_file.h"
#include "media/media_client.h"

namespace {

using namespace amuse;

constexpr std::int64_t kQuarter = 960;

void addNote(MidiTrack& track, int channel, std::int64_t start, std::int64_t length, int pitch, int velocity) {
  track.events.push_back({start, 0x90 | channel, pitch, velocity, ""});
  track.events.push_back({start + length, 0x80 | channel, pitch, 64, ""});
}

/// A full band at 120: piano, strummed guitar, bass, drums, pad and a tune, over C Am F G.
std::string bandMidi(int bars) {
  constexpr int kRoots[] = {48, 45, 41, 43};
  constexpr int kThirds[] = {4, 3, 4, 4};
  constexpr int kPrograms[] = {0, 25, 33, 73, 89};
  MidiFile file{1, {static_cast<int>(kQuarter), 0}, {MidiTrack{{}, std::int64_t{bars} * 4 * kQuarter}}};
  MidiTrack& track = file.tracks[0];
  for (int channel = 0; channel < 5; ++channel) track.events.push_back({0, 0xc0 | channel, kPrograms[channel], 0, ""});
  for (int bar = 0; bar < bars; ++bar) {
    const std::int64_t at = std::int64_t{bar} * 4 * kQuarter;
    const int root = kRoots[bar % 4], third = root + kThirds[bar % 4];
    for (const int pitch : {root, third + 12, root + 19, root + 24}) {
      addNote(track, 0, at, 2 * kQuarter, pitch, 80);
      addNote(track, 0, at + 2 * kQuarter, 2 * kQuarter - 10, pitch, 72);
      addNote(track, 4, at, 4 * kQuarter - 10, pitch + 12, 60);
      for (int eighth = 0; eighth < 8; ++eighth)
        addNote(track, 1, at + std::int64_t{eighth} * 480, 450, pitch + 12, 70);
    }
    for (int eighth = 0; eighth < 8; ++eighth) {
      addNote(track, 2, at + std::int64_t{eighth} * 480, 450, root - 12, 90);
      addNote(track, 9, at + std::int64_t{eighth} * 480, 100, 42, 70);
      if (eighth % 4 == 0) addNote(track, 9, at + std::int64_t{eighth} * 480, 100, 36, 100);
      if (eighth % 4 == 2) addNote(track, 9, at + std::int64_t{eighth} * 480, 100, 38, 100);
      if (eighth % 2 == 0) addNote(track, 3, at + std::int64_t{eighth} * 480, 900, root + 24 + eighth, 85);
    }
  }
  std::stable_sort(track.events.begin(), track.events.end(), [](const MidiEvent& a, const MidiEvent& b) {
    return a.tick != b.tick ? a.tick < b.tick : (a.status & 0xf0) < (b.status & 0xf0);
  });
  return toBytes(file);
}

/// Arguments: bars, media::AudioFormat. Bars: export of 64 bars in 3 s at most, 40 x real time.
void renderBand(benchmark::State& state) {
  auto client = media::MediaClient::start();
  if (!client || client->hello().soundFont.empty()) {
    state.SkipWithError(client ? client->hello().problem.c_str() : client.error().message.c_str());
    return;
  }
  const std::string midi = bandMidi(static_cast<int>(state.range(0)));
  media::RenderOptions options;
  options.format = static_cast<media::AudioFormat>(state.range(1));
  double seconds = 0;
  for (auto _ : state) {
    const auto rendered = client->renderMidi(midi, options);
    if (!rendered) state.SkipWithError(rendered.error().message.c_str());
    if (rendered) seconds += rendered->report.totalSeconds;
  }
  state.counters["x_real_time"] = benchmark::Counter(seconds, benchmark::Counter::kIsRate);
}
BENCHMARK(renderBand)->Args({4, 1})->Args({64, 1})->Args({64, 2})->UseRealTime()->Unit(benchmark::kMillisecond);

/// From nothing to a greeting.
void startProcess(benchmark::State& state) {
  for (auto _ : state) {
    auto client = media::MediaClient::start();
    if (!client) state.SkipWithError(client.error().message.c_str());
  }
}
BENCHMARK(startProcess)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
