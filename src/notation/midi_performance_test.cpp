#include "notation/midi_performance.h"

#include <doctest/doctest.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <map>

#include "base/files.h"

namespace amuse::notation {
namespace {

using perform::Performance;
using perform::Track;

constexpr song::Tick kQuarter = song::kTicksPerQuarter;

theory::Key keyNamed(const char* tonic, theory::Mode mode) { return {*theory::parseSpelling(tonic), mode}; }

/// Two bars, D Dorian: enough of everything a file can hold.
Performance twoBars() {
  Performance music;
  music.title = "Two bars";
  music.tempoMap = {{0, 96}, {4 * kQuarter, 120}};
  music.meterMap = {{0, {4, 4}}, {4 * kQuarter, {6, 8}}};
  music.keyMap = {{0, keyNamed("D", theory::Mode::Dor)}};
  music.partNames = {{0, "Verse"}};
  music.chordNames = {{0, "Dm7"}, {4 * kQuarter, "G7/B"}};
  Track chords{"Chords", perform::Instrument::Keys, 0, 4, 100, 54, 45, {}, {}};
  for (const int pitch : {62, 65, 69, 72}) chords.notes.push_back({0, 4 * kQuarter, pitch, 80});
  for (const int pitch : {62, 65, 67, 71}) chords.notes.push_back({4 * kQuarter, 3 * kQuarter, pitch, 76});
  chords.controls = {{0, 64, 127}};
  Track drums{"Drums", perform::Instrument::Drums, 9, 0, 100, 64, 30, {{0, 120, 36, 100}, {kQuarter, 120, 38, 90}}, {}};
  music.tracks = {chords, drums};
  music.length = 7 * kQuarter;
  return music;
}

std::vector<MidiEvent> eventsOf(const MidiTrack& track, int kind) {
  std::vector<MidiEvent> found;
  for (const auto& event : track.events) {
    if (!event.isMeta() && event.kind() == kind) found.push_back(event);
  }
  return found;
}

TEST_CASE("a performance becomes the bytes on file") {
  const std::filesystem::path golden = AMUSE_SOURCE_DIR "/tests/golden/notation/midi/two_bars.mid";
  const std::string bytes = writeMidi(twoBars());
  if (std::getenv("AMUSE_UPDATE_GOLDEN") != nullptr) REQUIRE(writeFile(golden, bytes).has_value());
  CHECK(readFile(golden) == bytes);
}

TEST_CASE("every track ends exactly where the performance does") {
  const MidiFile file = toMidiFile(twoBars());
  REQUIRE(file.tracks.size() == 3);
  const auto again = parseMidiFile(toBytes(file));
  REQUIRE(again.has_value());
  for (const auto& track : again->tracks) CHECK(track.endTick == 7 * kQuarter);
}

TEST_CASE("the conductor track holds maps and markers") {
  std::map<int, std::vector<MidiEvent>> byType;
  const MidiFile file = toMidiFile(twoBars());
  for (const auto& event : file.tracks[0].events) byType[event.data1].push_back(event);
  CHECK(byType[midi_meta::kTrackName][0].payload == "Two bars");
  CHECK(byType[midi_meta::kTempo][0].payload == std::string("\x09\x89\x68", 3));  // 625,000 us.
  CHECK(byType[midi_meta::kTempo][1] == MidiEvent{4 * kQuarter, 0xff, 0x51, 0, std::string("\x07\xa1\x20", 3)});
  CHECK(byType[midi_meta::kTimeSignature][0].payload == std::string("\x04\x02\x18\x08", 4));
  CHECK(byType[midi_meta::kTimeSignature][1].payload == std::string("\x06\x03\x24\x08", 4));
  CHECK(byType[midi_meta::kKeySignature][0].payload == std::string("\x00\x01", 2));
  CHECK(byType[midi_meta::kText][0].payload == "key: D Dor");
  REQUIRE(byType[midi_meta::kMarker].size() == 3);
  CHECK(byType[midi_meta::kMarker][0].payload == "[Verse]");
  CHECK(byType[midi_meta::kMarker][1].payload == "Dm7");
  CHECK(byType[midi_meta::kMarker][2] == MidiEvent{4 * kQuarter, 0xff, 6, 0, "G7/B"});
}

TEST_CASE("note-offs come before note-ons of the same tick, and every note ends once") {
  const MidiFile file = toMidiFile(twoBars());
  const auto& events = file.tracks[1].events;
  std::map<int, int> sounding;
  for (const auto& event : events) {
    if (event.isMeta()) continue;
    if (event.kind() == 0x90) CHECK(++sounding[event.data1] == 1);
    if (event.kind() == 0x80) CHECK(--sounding[event.data1] == 0);
  }
  for (const auto& [pitch, count] : sounding) CHECK(count == 0);
  CHECK(eventsOf(file.tracks[1], 0x90).size() == 8);
}

TEST_CASE("a pedal left down is lifted at the end") {
  const auto controls = eventsOf(toMidiFile(twoBars()).tracks[1], 0xb0);
  CHECK(controls.back() == MidiEvent{7 * kQuarter, 0xb0, 64, 0, ""});
}

TEST_CASE("no note can stick: overlaps end, stray notes go, values are held in range") {
  Performance music = twoBars();
  music.tracks.resize(1);
  music.tracks[0].controls.clear();
  music.tracks[0].notes = {{0, 2000, 60, 200},   {1000, 500, 60, 0}, {100, 0, 62, 80}, {-10, 50, 64, 80},
                           {6700, 9000, 65, 80}, {6720, 10, 66, 80}, {50, 10, 300, 80}};
  const MidiFile file = toMidiFile(music);
  const auto ons = eventsOf(file.tracks[1], 0x90), offs = eventsOf(file.tracks[1], 0x80);
  REQUIRE(ons.size() == 4);
  REQUIRE(offs.size() == 4);
  CHECK(ons[0] == MidiEvent{0, 0x90, 60, 127, ""});
  CHECK(ons[1] == MidiEvent{50, 0x90, 127, 80, ""});
  CHECK(offs[1] == MidiEvent{1000, 0x80, 60, 64, ""});
  CHECK(ons[2] == MidiEvent{1000, 0x90, 60, 1, ""});
  CHECK(offs[3].tick == 6720);
}

TEST_CASE("keys beyond seven accidentals are written as seven") {
  Performance music = twoBars();
  music.keyMap = {{0, keyNamed("G#", theory::Mode::Maj)}, {960, keyNamed("Fb", theory::Mode::Min)}};
  std::vector<std::string> payloads;
  const MidiFile file = toMidiFile(music);
  for (const auto& event : file.tracks[0].events) {
    if (event.isMeta() && event.data1 == midi_meta::kKeySignature) payloads.push_back(event.payload);
  }
  REQUIRE(payloads.size() == 2);
  CHECK(payloads[0] == std::string("\x07\x00", 2));
  CHECK(payloads[1] == std::string("\xf9\x01", 2));
}

TEST_CASE("an empty performance is still a file") {
  const auto file = parseMidiFile(writeMidi({}));
  REQUIRE(file.has_value());
  CHECK(file->tracks.size() == 1);
}

}  // namespace
}  // namespace amuse::notation
