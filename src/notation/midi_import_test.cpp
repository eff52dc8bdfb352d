#include "notation/midi_import.h"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

#include "base/random.h"
#include "base/text.h"
#include "notation/chord_finder.h"
#include "notation/midi_performance.h"
#include "song/song_json.h"
#include "song/validate.h"

namespace amuse::notation {
namespace {

using perform::Performance;
using song::Tick;

constexpr Tick kBar = 4 * song::kTicksPerQuarter;

theory::ChordSymbol chordNamed(const std::string& text) {
  const auto chord = theory::parseChordSymbol(text);
  REQUIRE_MESSAGE(chord.has_value(), text);
  return *chord;
}

/// A bar of each chord: block chords above a bass that plays the written bass.
Performance bandPlaying(const std::vector<std::string>& chords) {
  Performance music;
  music.title = "Band";
  music.tempoMap = {{0, 92}};
  music.meterMap = {{0, {4, 4}}};
  music.keyMap = {{0, {}}};
  perform::Track keys{"Keys", perform::Instrument::Keys, 0, 0, 100, 64, 40, {}, {}};
  perform::Track bass{"Bass", perform::Instrument::Bass, 1, 33, 100, 64, 10, {}, {}};
  perform::Track drums{"Drums", perform::Instrument::Drums, 9, 0, 100, 64, 20, {}, {}};
  for (std::size_t i = 0; i < chords.size(); ++i) {
    const auto chord = chordNamed(chords[i]);
    const Tick at = static_cast<Tick>(i) * kBar;
    for (int semitones = 0; semitones < 12; ++semitones) {
      if (!chord.quality.tones.contains(semitones)) continue;
      keys.notes.push_back({at, kBar - 20, 60 + (chord.root.pitchClass() + semitones) % 12, 80});
    }
    for (Tick beat = 0; beat < 4; ++beat) {
      bass.notes.push_back({at + beat * 960, 900, 36 + chord.bassPitchClass(), 90});
      drums.notes.push_back({at + beat * 960, 100, beat % 2 == 0 ? 36 : 38, 100});
    }
  }
  music.tracks = {keys, bass, drums};
  music.length = static_cast<Tick>(chords.size()) * kBar;
  return music;
}

/// The chords' names with a blank between.
std::string chordTexts(const song::Part& part) {
  std::vector<std::string> texts;
  for (const auto& chord : part.chords) texts.push_back(theory::toText(chord.symbol));
  return join(texts, " ");
}

MidiImport imported(const std::string& bytes) {
  auto result = importMidi(bytes);
  REQUIRE_MESSAGE(result.has_value(), result.error().message);
  CHECK(song::validate(result->song).has_value());
  return std::move(*result);
}

TEST_CASE("chord names as markers come back with their lengths, keys and tempos") {
  Performance music = bandPlaying({"C", "C", "C", "C"});
  music.tempoMap = {{0, 92.5}, {kBar, 140}};
  music.keyMap = {{0, {*theory::parseSpelling("D"), theory::Mode::Dor}},
                  {2 * kBar, {*theory::parseSpelling("Gb"), theory::Mode::Maj}}};
  music.chordNames = {{0, "Dm7"}, {kBar / 2, "G13"}, {kBar, "Cmaj7#11/E"}, {3 * kBar, "N.C."}};
  const auto song = imported(writeMidi(music)).song;
  CHECK(song.title == "Band");
  CHECK(song.tempoMap == music.tempoMap);
  CHECK(song.keyMap == music.keyMap);
  CHECK(song.meterMap == music.meterMap);
  REQUIRE(song.parts.size() == 1);
  const auto& part = song.parts[0];
  CHECK(part.bars == 4);
  CHECK(chordTexts(part) == "Dm7 G13 " + theory::toText(chordNamed("Cmaj7#11/E")) + " N.C.");
  CHECK(part.chords[1].start == kBar / 2);
  CHECK(part.chords[1].length == kBar / 2);
  CHECK(part.chords[2].length == 2 * kBar);
  CHECK(part.chords[3].length == kBar);
}

TEST_CASE("part names become parts, and a part that returns is the same part") {
  Performance music = bandPlaying({"C", "F", "Am", "G", "C", "F"});
  music.partNames = {{0, "Verse"}, {2 * kBar, "Chorus"}, {4 * kBar, "Verse"}};
  music.chordNames = {{0, "C"}, {kBar, "F"}, {2 * kBar, "Am"}, {3 * kBar, "G"}, {4 * kBar, "C"}, {5 * kBar, "F"}};
  const auto song = imported(writeMidi(music)).song;
  REQUIRE(song.parts.size() == 2);
  CHECK(song.parts[0].name == "Verse");
  CHECK(song.order == std::vector<song::Id>{song.parts[0].id, song.parts[1].id, song.parts[0].id});
  CHECK(chordTexts(song.parts[1]) == "Am G");
}

TEST_CASE("a short first bar is an upbeat unless a part begins with it") {
  Performance music = bandPlaying({"C", "F"});
  const Tick upbeat = 960;
  music.meterMap = {{0, {1, 4}}, {upbeat, {4, 4}}};
  music.length = upbeat + 2 * kBar;
  music.tracks.push_back(
      {"Melody", perform::Instrument::Melody, 3, 73, 100, 64, 40, {{0, 900, 67, 80}, {upbeat, 900, 72, 80}}, {}});
  const auto song = imported(writeMidi(music)).song;
  REQUIRE(song.parts.size() == 1);
  CHECK(song.parts[0].pickupTicks == upbeat);
  CHECK(song.parts[0].bars == 2);
  CHECK(song.meterMap == std::vector<song::MeterChange>{{0, {4, 4}}});
  REQUIRE(song.parts[0].melody.size() == 2);
  CHECK(song.parts[0].melody[0].start == -upbeat);
  CHECK(song.parts[0].melody[1].start == 0);

  music.partNames = {{0, "Verse"}};
  CHECK(imported(writeMidi(music)).song.parts[0].pickupTicks == 0);
}

TEST_CASE("lyrics are syllables where the tune has a note, else lines") {
  Performance music = bandPlaying({"C", "F"});
  music.tracks.push_back(
      {"Melody", perform::Instrument::Melody, 3, 73, 100, 64, 40, {{0, 900, 67, 80}, {960, 900, 72, 80}}, {}});
  music.words = {{0, "sum-", true}, {960, "mer", true}, {kBar, "and a line", false}};
  const auto song = imported(writeMidi(music)).song;
  REQUIRE(song.parts.size() == 1);
  const auto& part = song.parts[0];
  REQUIRE(part.lyrics.size() == 3);
  CHECK(part.lyrics[0].text == "sum-");
  CHECK(part.lyrics[0].noteId == part.melody[0].id);
  CHECK(part.lyrics[1].noteId == part.melody[1].id);
  CHECK(part.lyrics[2].start == kBar);
  CHECK(!part.lyrics[2].noteId);
}

TEST_CASE("chords are found in the notes of a band") {
  const std::vector<std::string> chords{"C",     "Am7", "Dm7", "G7",  "Cmaj7", "F/A",
                                        "Bm7b5", "E7",  "Am",  "C/G", "Fsus2", "G7sus4"};
  const auto result = imported(writeMidi(bandPlaying(chords)));
  REQUIRE(result.song.parts.size() == 1);
  CHECK(chordTexts(result.song.parts[0]) == join(chords, " "));
  CHECK(result.remarks.size() == 1);
}

TEST_CASE("every chord class on every root is found in block chords with its bass") {
  for (int c = 0; c < theory::kChordClassCount; ++c) {
    for (int root = 0; root < 12; ++root) {
      const theory::RelativeChord chord{root, theory::plainQuality(theory::ChordClass{c}), 0};
      const std::string name = theory::toText(theory::toSymbol(chord, {}));
      CAPTURE(name);
      const auto song = imported(writeMidi(bandPlaying({name, name}))).song;
      CHECK(chordTexts(song.parts[0]) == name);
    }
  }
}

TEST_CASE("broken chords, passing notes and a tune do not disturb the chords") {
  Performance music = bandPlaying({"C", "G", "Am", "F"});
  auto& keys = music.tracks[0].notes;
  keys.clear();
  const std::array<std::array<int, 3>, 4> tones{{{60, 64, 67}, {59, 62, 67}, {60, 64, 69}, {60, 65, 69}}};
  for (Tick eighth = 0; eighth < 32; ++eighth) {
    const auto& chord = tones[static_cast<std::size_t>(eighth / 8)];
    keys.push_back({eighth * 480, 460, chord[static_cast<std::size_t>(eighth % 3)], 70});
  }
  perform::Track tune{"Lead vocal", perform::Instrument::Melody, 3, 73, 100, 64, 40, {}, {}};
  for (Tick i = 0; i < 16; ++i)
    tune.notes.push_back({i * 960, 900, 72 + std::array{0, 2, 4, 5}[static_cast<std::size_t>(i % 4)], 90});
  music.tracks.push_back(tune);
  const auto song = imported(writeMidi(music)).song;
  CHECK(chordTexts(song.parts[0]) == "C G Am F");
  REQUIRE(song.parts[0].melody.size() == 16);
  CHECK(song.parts[0].melody[1].pitch == 74);
  CHECK(song.parts[0].melody[1].start == 960);
}

TEST_CASE("a file without a key gets the one its notes fit") {
  for (const auto& [chords, key] : {std::pair{std::vector<std::string>{"D", "G", "A", "D"}, "D Maj"},
                                    std::pair{std::vector<std::string>{"Em", "Am", "B7", "Em"}, "E Min"},
                                    std::pair{std::vector<std::string>{"Eb", "Ab", "Bb7", "Eb"}, "Eb Maj"}}) {
    Performance music = bandPlaying(chords);
    music.keyMap.clear();
    const auto result = imported(writeMidi(music));
    CHECK(theory::toText(result.song.keyMap[0].key) == key);
    CHECK(chordTexts(result.song.parts[0]) == join(chords, " "));
  }
}

TEST_CASE("rehearsal letters are parts, not chords") {
  Performance music = bandPlaying({"F", "F", "Bb", "F"});
  music.chordNames = {{0, "A"}, {2 * kBar, "B"}};
  const auto song = imported(writeMidi(music)).song;
  REQUIRE(song.parts.size() == 2);
  CHECK(song.parts[0].name == "A");
  CHECK(chordTexts(song.parts[1]) == "Bb F");
}

TEST_CASE("other divisions and a single track give the same song") {
  const std::string bytes = writeMidi(bandPlaying({"C", "Am", "F", "G"}));
  auto file = *parseMidiFile(bytes);
  for (const int ticksPerQuarter : {24, 96, 480}) {
    MidiFile coarse = file;
    coarse.division.ticksPerQuarter = ticksPerQuarter;
    for (auto& track : coarse.tracks) {
      for (auto& event : track.events) event.tick = event.tick * ticksPerQuarter / 960;
      track.endTick = track.endTick * ticksPerQuarter / 960;
    }
    CHECK(chordTexts(imported(toBytes(coarse)).song.parts[0]) == "C Am F G");
  }
  MidiFile single{0, file.division, {{{}, file.tracks[0].endTick}}};
  auto& merged = single.tracks[0].events;
  for (const auto& track : file.tracks) merged.insert(merged.end(), track.events.begin(), track.events.end());
  std::stable_sort(merged.begin(), merged.end(), [](const auto& a, const auto& b) { return a.tick < b.tick; });
  CHECK(chordTexts(imported(toBytes(single)).song.parts[0]) == "C Am F G");
}

TEST_CASE("metre changes are kept on bar lines") {
  Performance music = bandPlaying({"C", "F", "G"});
  music.meterMap = {{0, {3, 4}}, {2880, {6, 8}}, {5760, {7, 8}}};
  music.length = 6 * 960 + 7 * 480;
  music.chordNames = {{0, "C"}};
  const auto song = imported(writeMidi(music)).song;
  CHECK(song.meterMap == music.meterMap);
  CHECK(song.parts[0].bars == 3);
  CHECK(song.parts[0].chords[0].length == music.length);
}

TEST_CASE("what a song can't hold is remarked, not kept") {
  Performance music = bandPlaying({"C", "F"});
  music.tempoMap = {{0, 900}};
  music.chordNames = {{0, "C"}};
  music.meterMap = {{0, {4, 4}}, {1000, {3, 4}}};
  const auto result = imported(writeMidi(music));
  CHECK(result.song.tempoMap[0].bpm == 400);
  CHECK(result.song.meterMap[1].at == kBar);
  CHECK(result.remarks.size() == 2);
}

TEST_CASE("silence has no chord") {
  Performance music = bandPlaying({"C", "C", "C", "G"});
  for (auto& track : music.tracks) {
    std::erase_if(track.notes, [](const auto& note) { return note.start >= kBar && note.start < 3 * kBar; });
  }
  const auto song = imported(writeMidi(music)).song;
  REQUIRE(song.parts[0].chords.size() == 2);
  CHECK(song.parts[0].chords[0].length == kBar);
  CHECK(song.parts[0].chords[1].start == 3 * kBar);
}

TEST_CASE("files with nothing in them are songs of one empty bar") {
  const auto song = imported(writeMidi({})).song;
  REQUIRE(song.parts.size() == 1);
  CHECK(song.parts[0].bars == 1);
  CHECK(song.parts[0].chords.empty());
}

TEST_CASE("damaged files never do harm") {
  Performance music = bandPlaying({"C", "Am", "F", "G"});
  music.chordNames = {{0, "C"}, {kBar, "Am"}};
  music.partNames = {{0, "Verse"}, {2 * kBar, "Bridge"}};
  const std::string bytes = writeMidi(music);
  Random random(7);
  int readable = 0;
  for (int round = 0; round < 2000; ++round) {
    std::string damaged = bytes;
    for (std::size_t hits = 1 + random.below(6); hits > 0; --hits) {
      damaged[random.below(damaged.size())] = static_cast<char>(random.below(256));
    }
    if (random.chance(0.2)) damaged.resize(random.below(damaged.size()));
    const auto result = importMidi(damaged);
    if (!result) continue;
    ++readable;
    const auto valid = song::validate(result->song);
    CHECK_MESSAGE(valid.has_value(), valid.error().message);
  }
  CHECK(readable > 100);
}

}  // namespace
}  // namespace amuse::notation
