#include "media/process/midi_schedule.h"

#include <algorithm>
#include <doctest/doctest.h>

namespace amuse::media {
namespace {

MidiEvent tempo(std::int64_t tick, int micros) {
  const std::string payload{static_cast<char>(micros >> 16), static_cast<char>(micros >> 8), static_cast<char>(micros)};
  return {tick, 0xff, midi_meta::kTempo, 0, payload};
}

TEST_CASE("events fall where the tempo map puts them") {
  // A quarter at 120, then quarters at 60.
  const MidiFile file{
      1,
      {96, 0},
      {{{tempo(0, 500000), tempo(96, 1000000)}, 0}, {{{96, 0x90, 60, 80, ""}, {192, 0x80, 60, 0, ""}}, 288}}};
  const auto schedule = scheduleOf(file, 48000);
  REQUIRE(schedule.has_value());
  REQUIRE(schedule->events.size() == 2);
  CHECK(schedule->events[0].frame == 24000);
  CHECK(schedule->events[1].frame == 72000);
  CHECK(schedule->endFrame == 120000);
}

TEST_CASE("SMPTE time ignores tempos") {
  const MidiFile file{0, {960, 1000}, {{{tempo(0, 1), {500, 0x90, 60, 80, ""}}, 2000}}};
  const auto schedule = scheduleOf(file, 44100);
  REQUIRE(schedule.has_value());
  CHECK(schedule->events[0].frame == 22050);
  CHECK(schedule->endFrame == 88200);
}

TEST_CASE("music of over 20 minutes is refused") {
  CHECK(scheduleOf({0, {1, 0}, {{{}, 2400}}}, 44100).has_value());
  CHECK(scheduleOf({0, {1, 0}, {{{}, 2401}}}, 44100).error().code == ErrorCode::TooLarge);
}

TEST_CASE("two synthesisers share the notes of one channel, and hear everything else") {
  MidiSchedule schedule;
  schedule.endFrame = 441000;
  const auto note = [&](int channel, int key, std::size_t endFrame) {
    schedule.events.push_back({0, 0x90 | channel, key, 80});
    schedule.events.push_back({endFrame, 0x80 | channel, key, 0});
  };
  note(3, 60, 44100);
  note(3, 64, 44100);
  note(3, 67, 441000);
  const NoteShares shares(schedule, 44100);
  for (const int player : {0, 1}) {
    CHECK(shares.hears(player, {0, 0x93, 67, 80}) != shares.hears(player, {0, 0x93, 60, 80}));
    CHECK(shares.hears(player, {0, 0x93, 64, 80}) == shares.hears(player, {0, 0x93, 60, 80}));
    CHECK(shares.hears(player, {0, 0x83, 60, 0}) == shares.hears(player, {0, 0x93, 60, 80}));
    CHECK(shares.hears(player, {0, 0xc3, 25, 0}));
    CHECK(shares.hears(player, {0, 0xb3, 64, 127}));
  }
}

TEST_CASE("what the pedal holds is work, and two voices are more of it than one") {
  // Left to itself the pedal's short note would be the least of the three, and the guitar's as much as the piano's.
  MidiSchedule schedule;
  schedule.events = {{0, 0xc0, 0, 0},      {0, 0xc1, 25, 0},    {0, 0xb0, 64, 127}, {0, 0x90, 60, 80},
                     {100, 0x80, 60, 0},   {0, 0x91, 40, 80},   {0, 0x91, 52, 80},  {44100, 0xb0, 64, 0},
                     {44100, 0x81, 40, 0}, {44100, 0x81, 52, 0}};
  std::stable_sort(schedule.events.begin(), schedule.events.end(),
                   [](const auto& a, const auto& b) { return a.frame < b.frame; });
  schedule.endFrame = 44100;
  const NoteShares shares(schedule, 44100);
  const auto sharesWith = [&](const ScheduledEvent& a, const ScheduledEvent& b) {
    return shares.hears(0, a) == shares.hears(0, b);
  };
  CHECK(sharesWith({0, 0x91, 40, 80}, {0, 0x91, 52, 80}));
  CHECK(!sharesWith({0, 0x90, 60, 80}, {0, 0x91, 40, 80}));
}

TEST_CASE("drums stay together, for one may choke another") {
  MidiSchedule schedule;
  for (const int key : {36, 38, 42, 46}) schedule.events.push_back({0, 0x99, key, 100});
  const NoteShares shares(schedule, 44100);
  for (const int key : {36, 38, 42, 46, 81})
    CHECK(shares.hears(0, {0, 0x99, key, 100}) == shares.hears(0, {0, 0x99, 36, 100}));
}

}  // namespace
}  // namespace amuse::media
