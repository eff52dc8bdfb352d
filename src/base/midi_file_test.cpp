#include "base/midi_file.h"

#include <doctest/doctest.h>

#include <string>

namespace amuse {
namespace {

std::string bytesOf(std::initializer_list<int> values) {
  std::string out;
  for (const int value : values) out.push_back(static_cast<char>(value));
  return out;
}

std::string bigEndian32(std::size_t value) {
  return bytesOf({static_cast<int>(value >> 24 & 0xff), static_cast<int>(value >> 16 & 0xff),
                  static_cast<int>(value >> 8 & 0xff), static_cast<int>(value & 0xff)});
}

/// A file with one track made of these event bytes.
std::string fileOf(const std::string& events, int format = 0, int divisionHigh = 0, int divisionLow = 96) {
  return "MThd" + bytesOf({0, 0, 0, 6, 0, format, 0, 1, divisionHigh, divisionLow}) + "MTrk" +
         bigEndian32(events.size()) + events;
}

const std::string kEnd = bytesOf({0, 0xff, 0x2f, 0});

TEST_CASE("running status repeats the last channel message") {
  const auto file = parseMidiFile(fileOf(bytesOf({0, 0x90, 60, 100, 96, 60, 0, 0, 64, 90}) + kEnd));
  REQUIRE(file.has_value());
  REQUIRE(file->tracks.size() == 1);
  const auto& events = file->tracks[0].events;
  REQUIRE(events.size() == 3);
  CHECK(events[1] == MidiEvent{96, 0x90, 60, 0, ""});
  CHECK(events[2] == MidiEvent{96, 0x90, 64, 90, ""});
  CHECK(file->tracks[0].endTick == 96);
}

TEST_CASE("system-exclusive data and unknown chunks are passed over") {
  const std::string sysex = bytesOf({0, 0xf0, 3, 1, 2, 0xf7, 10, 0xf7, 2, 9, 9});
  std::string bytes = fileOf(sysex + bytesOf({5, 0xc3, 7}) + kEnd);
  bytes.insert(14, "XFIH" + bytesOf({0, 0, 0, 3, 1, 2, 3}));
  const auto file = parseMidiFile(bytes);
  REQUIRE(file.has_value());
  REQUIRE(file->tracks.size() == 1);
  REQUIRE(file->tracks[0].events.size() == 1);
  CHECK(file->tracks[0].events[0] == MidiEvent{15, 0xc3, 7, 0, ""});
}

TEST_CASE("meta events keep their bytes and the end of track its tick") {
  const auto file = parseMidiFile(fileOf(bytesOf({0, 0xff, 0x06, 2}) + "Am" + bytesOf({0x83, 0x60, 0xff, 0x2f, 0})));
  REQUIRE(file.has_value());
  CHECK(file->tracks[0].events[0] == MidiEvent{0, 0xff, midi_meta::kMarker, 0, "Am"});
  CHECK(file->tracks[0].endTick == 480);
}

TEST_CASE("a RIFF wrapper is taken off") {
  const std::string inner = fileOf(kEnd);
  const auto file = parseMidiFile("RIFF" + bytesOf({0, 0, 0, 0}) + "RMIDdata" + bytesOf({0, 0, 0, 0}) + inner);
  CHECK(file.has_value());
}

TEST_CASE("SMPTE divisions give ticks a second") {
  const auto file = parseMidiFile(fileOf(kEnd, 0, 0xe7, 40));  // 25 frames of 40 ticks.
  REQUIRE(file.has_value());
  CHECK(file->division.ticksPerSecond == 1000);
}

TEST_CASE("what is no MIDI file is refused with the offset of the trouble") {
  struct Row {
    std::string bytes;
    ErrorCode code;
    std::size_t offset;
  };
  const std::string good = fileOf(kEnd);
  const Row rows[] = {
      {"", ErrorCode::Parse, 0},
      {"MThx", ErrorCode::Parse, 0},
      {good.substr(0, 12), ErrorCode::Parse, 12},
      {good.substr(0, 14), ErrorCode::Parse, 14},                            // No track.
      {fileOf(kEnd, 3), ErrorCode::Parse, 8},                                // No such type.
      {fileOf(kEnd, 0, 0, 0), ErrorCode::Parse, 12},                         // No division.
      {fileOf(bytesOf({0, 60, 100})), ErrorCode::Parse, 23},                 // Data without a status.
      {fileOf(bytesOf({0, 0x90, 60})), ErrorCode::Parse, 22},                // Cut short.
      {fileOf(bytesOf({0x80, 0x80, 0x80, 0x80, 0})), ErrorCode::Parse, 22},  // A delta of five bytes.
      {fileOf(bytesOf({0, 0xff, 0x06, 9, 'A'})), ErrorCode::Parse, 22},      // A text longer than its track.
  };
  for (const auto& row : rows) {
    CAPTURE(row.bytes.size());
    const auto file = parseMidiFile(row.bytes);
    REQUIRE_FALSE(file.has_value());
    CHECK(file.error().code == row.code);
    CHECK(file.error().offset == row.offset);
  }
  CHECK(parseMidiFile(fileOf(kEnd, 2)).error().code == ErrorCode::Unsupported);
  CHECK(parseMidiFile(std::string(kMaxMidiBytes + 1, 'M')).error().code == ErrorCode::TooLarge);
}

TEST_CASE("a flood of events is refused") {
  std::string events = bytesOf({0, 0xc0, 0});
  for (std::size_t i = 0; i < kMaxMidiEvents; ++i) events += bytesOf({0, 0});
  CHECK(parseMidiFile(fileOf(events)).error().code == ErrorCode::TooLarge);
}

TEST_CASE("a last track that claims more than there is still gives what it holds") {
  std::string bytes = fileOf(bytesOf({0, 0x90, 60, 100, 96, 0x80, 60, 0}));
  bytes[21] = 100;
  const auto file = parseMidiFile(bytes);
  REQUIRE(file.has_value());
  CHECK(file->tracks[0].events.size() == 2);
}

TEST_CASE("reading what was written gives the file back") {
  MidiFile file{1, {480, 0}, {}};
  file.tracks.push_back({{{0, 0xff, midi_meta::kTrackName, 0, std::string(300, 'x')}}, 0});
  file.tracks.push_back(
      {{{0, 0x9f, 127, 1, ""}, {127, 0x8f, 127, 64, ""}, {128, 0xe0, 0, 64, ""}, {16384, 0xd1, 5, 0, ""}}, 20000});
  CHECK(parseMidiFile(toBytes(file)) == file);
}

TEST_CASE("a wait too long for one delta is written in pieces") {
  const std::int64_t far = std::int64_t{3} << 28;
  const MidiFile file{1, {960, 0}, {{{{far, 0x90, 60, 1, ""}}, far + 10}}};
  const auto again = parseMidiFile(toBytes(file));
  REQUIRE(again.has_value());
  CHECK(again->tracks[0].events.back() == MidiEvent{far, 0x90, 60, 1, ""});
  CHECK(again->tracks[0].endTick == far + 10);
}

}  // namespace
}  // namespace amuse
