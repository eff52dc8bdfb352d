#include "transcribe/beat_decoder.h"

#include <doctest/doctest.h>

#include <cmath>

namespace amuse::transcribe {
namespace {

constexpr double kBeatFrame = 512 / 22050.0;

/// Activations with peaks at the beats of a tempo that drifts, downbeats every four.
HeardBeats drifting(double bpm, double seconds) {
  HeardBeats heard{kBeatFrame, std::vector<float>(static_cast<std::size_t>(seconds / kBeatFrame), 0.03f), {}};
  heard.downbeats = heard.beats;
  double time = 0.4;
  for (int beat = 0; time < seconds - 0.1; ++beat) {
    const auto frame = static_cast<std::size_t>(std::lround(time / kBeatFrame));
    heard.beats[frame] = 0.9f;
    if (beat % 4 == 0) heard.downbeats[frame] = 0.8f;
    time += 60 / (bpm * (1 + 0.03 * std::sin(beat / 16.0)));
  }
  return heard;
}

TEST_CASE("beats are found at any tempo, and followed as it drifts") {
  for (const double bpm : {58.0, 90.0, 120.0, 171.0}) {
    CAPTURE(bpm);
    const auto heard = drifting(bpm, 40);
    const auto beats = findBeats(heard);
    int hits = 0, wanted = 0;
    for (std::size_t f = 0; f < heard.beats.size(); ++f) {
      if (heard.beats[f] < 0.5f) continue;
      ++wanted;
      for (const double beat : beats) hits += std::abs(beat - static_cast<double>(f) * kBeatFrame) < 0.05;
    }
    CHECK(hits >= wanted - 1);
    CHECK(static_cast<int>(beats.size()) <= wanted + 1);
  }
}

TEST_CASE("a loop's first beat is where it begins, though nothing is heard to begin there") {
  HeardBeats heard{kBeatFrame, std::vector<float>(static_cast<std::size_t>(12 / kBeatFrame), 0.03f), {}};
  for (int beat = 1; beat < 24; ++beat)
    heard.beats[static_cast<std::size_t>(std::lround((beat * 0.5 - 0.03) / kBeatFrame))] = 0.9f;
  heard.downbeats = heard.beats;
  const auto beats = findBeats(heard);
  REQUIRE(beats.size() > 20);
  CHECK(beats[0] == 0);
  CHECK(beats[1] == doctest::Approx(0.47).epsilon(0.05));
}

TEST_CASE("where nothing beats there are no beats") {
  CHECK(findBeats({kBeatFrame, std::vector<float>(500, 0.001f), {}}).empty());
  CHECK(findBeats({kBeatFrame, std::vector<float>(20, 0.9f), {}}).empty());
  CHECK(findBeats({kBeatFrame, {}, {}}).empty());
}

TEST_CASE("bars begin where downbeats and new chords are, at the speed that explains them") {
  // Moments every third of a second; beats on every second one, a downbeat every eighth from the third on.
  std::vector<double> moments;
  MomentsHeard heard;
  for (int m = 0; m < 120; ++m) {
    moments.push_back(m / 3.0);
    const bool isBeat = m % 2 == 0, isDown = m % 8 == 4;
    heard.beats.push_back(isBeat ? 0.8f : 0.05f);
    heard.downbeats.push_back(isDown ? 0.7f : 0.05f);
    heard.changes.push_back(isDown ? 0.9f : 0.1f);
  }
  const auto bars = findBars(moments, heard, {});
  CHECK(bars.beats.size() == 60);
  CHECK(bars.beatsPerBar == 4);
  const auto beats = counted(bars, 0), later = counted(bars, 1);
  CHECK(beats[2].beatInBar == 1);
  CHECK(beats[0].beatInBar == 3);
  CHECK(later[3].beatInBar == 1);
  CHECK(findBars(moments, heard, {3, 0}).beatsPerBar == 3);
  CHECK(findBars(moments, heard, {{}, -1}).beats.size() == 30);
  // The same with beats on every moment: twice as quick, 180 a minute.
  for (float& beat : heard.beats) beat = 0.8f;
  for (std::size_t m = 0; m < 120; ++m) {
    heard.downbeats[m] = m % 4 == 0 ? 0.7f : 0.05f;
    heard.changes[m] = m % 4 == 0 ? 0.9f : 0.1f;
  }
  CHECK(findBars(moments, heard, {}).beats.size() == 120);
}

TEST_CASE("a bar may be cut short, and the next ones begin where they do") {
  std::vector<double> moments;
  MomentsHeard heard;
  for (int m = 0; m < 160; ++m) {
    moments.push_back(m / 3.0);
    const bool isBeat = m % 2 == 0, isDown = isBeat && (m < 76 ? m : m - 76) % 8 == 0;
    heard.beats.push_back(isBeat ? 0.9f : 0.03f);
    heard.downbeats.push_back(isDown ? 0.85f : 0.03f);
    heard.changes.push_back(isDown ? 0.95f : 0.05f);
  }
  const auto beats = counted(findBars(moments, heard, {}), 0);
  REQUIRE(beats.size() == 80);
  for (const std::size_t down : {0u, 4u, 32u, 36u, 38u, 42u, 78u}) CHECK(beats[down].beatInBar == 1);
  CHECK(beats[37].beatInBar == 2);
}

TEST_CASE("four beats stay a bar where every third bar has but two") {
  std::vector<double> moments;
  MomentsHeard heard;
  for (int m = 0; m < 200; ++m) {
    moments.push_back(m / 3.0);
    const bool isBeat = m % 2 == 0;
    const int place = m / 2 % 10;
    const bool isDown = isBeat && (place == 0 || place == 4 || place == 8);
    heard.beats.push_back(isBeat ? 0.9f : 0.03f);
    heard.downbeats.push_back(isDown ? 0.7f : 0.1f);
    heard.changes.push_back(isDown ? 0.9f : 0.1f);
  }
  const auto bars = findBars(moments, heard, {});
  CHECK(bars.beatsPerBar == 4);
  const auto beats = counted(bars, 0);
  for (const std::size_t down : {20u, 24u, 28u, 30u, 34u, 38u}) CHECK(beats[down].beatInBar == 1);
}

TEST_CASE("moments lie between beats, finer where more beats are wished for") {
  CHECK(momentsOf({0, 1, 2}, {}) == std::vector<double>{0, 0.5, 1, 1.5, 2});
  CHECK(momentsOf({0, 1, 2}, {{}, -1}).size() == 5);
  CHECK(momentsOf({0, 1, 2}, {{}, 1}).size() == 9);
  CHECK(momentsOf({}, {}).empty());
  CHECK(findBars({}, {}, {}).beats.empty());
}

}  // namespace
}  // namespace amuse::transcribe
