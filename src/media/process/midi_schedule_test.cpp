#include "media/process/midi_schedule.h"

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

TEST_CASE("channels are shared out by how much they sound") {
  MidiSchedule schedule;
  for (const int channel : {0, 1, 2}) schedule.events.push_back({0, 0x90 | channel, 60, 80});
  for (const int channel : {0, 1, 2})
    schedule.events.push_back({channel == 2 ? 441000u : 44100u, 0x80 | channel, 60, 0});
  const auto groups = balanceChannels(schedule, 44100);
  CHECK(groups[2] != groups[0]);
  CHECK(groups[0] == groups[1]);
}

}  // namespace
}  // namespace amuse::media
