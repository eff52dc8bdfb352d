#include "app/transcribed_song.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "app/beat_grid.h"
#include "notation/formats.h"
#include "song/timeline.h"
#include "song/validate.h"

using namespace amuse;
using namespace amuse::app;
using transcribe::Transcription;

namespace {

theory::ChordSymbol chord(std::string_view text) { return *theory::parseChordSymbol(text); }

/// Beats every `period` from `first` on, the first being the given beat of its bar.
Transcription steady(double first, double period, int beats, int firstInBar, int beatsPerBar = 4) {
  Transcription heard;
  heard.beatsPerBar = beatsPerBar;
  heard.tempoBpm = 60 / period;
  for (int i = 0; i < beats; ++i) heard.beats.push_back({first + i * period, (firstInBar - 1 + i) % beatsPerBar + 1});
  heard.durationSeconds = first + beats * period;
  heard.keys = {{0, heard.durationSeconds, {{0, 0}, theory::Mode::Maj}, 0.9}};
  return heard;
}

void addChord(Transcription& heard, double start, double end, std::string_view text) {
  heard.chords.push_back({start, end, text == "N" ? std::nullopt : std::optional(chord(text)), 0.8, {}});
}

}  // namespace

TEST_CASE("chords on the beats of a steady recording are bars of a song") {
  auto heard = steady(0.25, 0.5, 18, 1);
  addChord(heard, 0, 0.27, "N");
  addChord(heard, 0.27, 2.2, "C");
  addChord(heard, 2.2, 3.25, "Am7");
  addChord(heard, 3.25, 4.02, "F/A");
  addChord(heard, 4.02, 8.25, "G");
  addChord(heard, 8.25, 9.25, "N");
  const auto song = toSong(heard, "take\n1", "take.ogg");
  REQUIRE(song::validate(song).has_value());
  CHECK(song.title == "take 1");
  CHECK(song.tempoMap == std::vector<song::TempoChange>{{0, 120}});
  REQUIRE(song.parts.size() == 1);
  CHECK(song.parts[0].bars == 4);
  const auto& chords = song.parts[0].chords;
  REQUIRE(chords.size() == 4);
  CHECK(chords[0].start == 0);
  CHECK(chords[0].length == 3840);
  CHECK(chords[2].start == 5760);
  CHECK(chords[2].length == 1440);  // to the nearest half beat
  CHECK(chords[3].start == 7200);
  CHECK(chords[3].symbol == chord("G"));
  const auto& origin = std::get<song::TranscriptionOrigin>(chords[1].origin);
  CHECK(origin.source == "take.ogg");
  CHECK(origin.startSeconds == doctest::Approx(2.2));
  CHECK(origin.confidence == doctest::Approx(0.8));
}

TEST_CASE("a short upbeat becomes a pickup, a long one a bar that begins late") {
  auto upbeat = steady(0, 0.5, 9, 4);
  addChord(upbeat, 0, 0.5, "G7");
  addChord(upbeat, 0.5, 4.5, "C");
  const auto song = toSong(upbeat, "", "x");
  CHECK(song::validate(song).has_value());
  CHECK(song.parts[0].pickupTicks == 960);
  CHECK(song.parts[0].chords[0].start == -960);
  CHECK(song.parts[0].bars == 2);

  auto late = steady(0, 0.5, 11, 2);
  addChord(late, 0, 1.5, "G7");
  addChord(late, 1.5, 5.5, "C");
  const auto second = toSong(late, "", "x");
  CHECK(song::validate(second).has_value());
  CHECK(second.parts[0].pickupTicks == 0);
  CHECK(second.parts[0].chords[0].start == 960);
  CHECK(second.parts[0].bars == 3);
}

TEST_CASE("tempo, metre and key follow the recording") {
  auto heard = steady(0, 0.5, 8, 1);
  for (const double at : {4.0, 4.6, 5.2, 5.8, 6.4, 7.0})
    heard.beats.push_back({at, heard.beats.size() % 3 == 2 ? 1 : 0});
  for (std::size_t i = 8; i < heard.beats.size(); ++i) heard.beats[i].beatInBar = static_cast<int>((i - 8) % 3) + 1;
  heard.keys = {{0, 4.1, {{0, 0}, theory::Mode::Maj}, 0.9}, {4.1, 7.6, {{1, 0}, theory::Mode::Min}, 0.7}};
  addChord(heard, 0, 4, "C");
  addChord(heard, 4, 7.6, "Dm");
  const auto song = toSong(heard, "", "x");
  REQUIRE(song::validate(song).has_value());
  CHECK(song.meterMap == std::vector<song::MeterChange>{{0, {4, 4}}, {7680, {3, 4}}});
  REQUIRE(song.keyMap.size() == 2);
  CHECK(song.keyMap[1].at == 7680);
  CHECK(song.keyMap[1].key.mode == theory::Mode::Min);
  REQUIRE(song.tempoMap.size() == 2);
  CHECK(song.tempoMap[0].bpm == doctest::Approx(120));
  CHECK(song.tempoMap[1].at == 7680);
  CHECK(song.tempoMap[1].bpm == doctest::Approx(100));
  CHECK(song::secondsAt(song, 7680 + 2880) == doctest::Approx(5.8));
}

TEST_CASE("six beats a bar are eighths") {
  auto heard = steady(0, 0.25, 12, 1, 6);
  addChord(heard, 0, 3, "C");
  const auto song = toSong(heard, "", "x");
  CHECK(song.meterMap[0].meter == song::Meter{6, 8});
  CHECK(song.tempoMap[0].bpm == doctest::Approx(120));
  CHECK(song.parts[0].bars == 2);
}

TEST_CASE("sections are parts at bar lines, and a chord across a border is in both") {
  auto heard = steady(0, 0.5, 24, 1);
  addChord(heard, 0, 5, "C");
  addChord(heard, 5, 12, "F");
  heard.sections = {{0, 4.1, "A"}, {4.1, 7.9, "B"}, {7.9, 12, "A"}};
  const auto song = toSong(heard, "", "x");
  REQUIRE(song::validate(song).has_value());
  REQUIRE(song.parts.size() == 3);
  CHECK(song.parts[0].name == "A");
  CHECK(song.parts[1].name == "B");
  CHECK(song.parts[2].name == "A 2");
  CHECK(song.parts[1].bars == 2);
  REQUIRE(song.parts[1].chords.size() == 2);
  CHECK(song.parts[1].chords[0].symbol == chord("C"));
  CHECK(song.parts[1].chords[0].length == 1920);
  CHECK(song.parts[2].chords.size() == 1);
}

TEST_CASE("a transcription is moved to the key that is wanted, and made plainer") {
  auto heard = steady(0, 0.5, 8, 1);
  addChord(heard, 0, 2, "Am7");
  addChord(heard, 2, 4, "G13");
  const auto in = [&](std::string_view key, transcribe::ChordDetail detail) {
    const auto moved = adapted(heard, {*theory::parseKey(key), detail});
    REQUIRE(moved.has_value());
    return theory::toText(*moved->chords[0].chord) + " " + theory::toText(*moved->chords[1].chord);
  };
  CHECK(in("Eb", transcribe::ChordDetail::Sevenths) == "Cm7 Bb7");
  CHECK(in("Am", transcribe::ChordDetail::Triads) == "Am G");
  CHECK(in("F# major", transcribe::ChordDetail::Triads) == "D#m C#");
  heard.keys.clear();
  CHECK(adapted(heard, {*theory::parseKey("C"), {}}).error().code == ErrorCode::InvalidArgument);
  CHECK(adapted(heard, {}).value() == heard);
}

TEST_CASE("without beats the chords' own times give a tempo; without chords there is an empty bar") {
  Transcription heard;
  heard.durationSeconds = 12;
  for (int i = 0; i < 4; ++i) addChord(heard, 1 + 2.5 * i, 3.5 + 2.5 * i, i % 2 == 0 ? "C" : "G");
  const auto song = toSong(heard, "", "x");
  REQUIRE(song::validate(song).has_value());
  REQUIRE(song.parts[0].chords.size() == 4);
  CHECK(song.tempoMap[0].bpm == doctest::Approx(96));
  CHECK(std::get<song::TranscriptionOrigin>(song.parts[0].chords[1].origin).startSeconds == doctest::Approx(3.5));

  Transcription silence;
  silence.durationSeconds = 3;
  addChord(silence, 0, 3, "N");
  const auto empty = toSong(silence, "", "x");
  CHECK(song::validate(empty).has_value());
  CHECK(empty.parts[0].chords.empty());
}

TEST_CASE("beats that do not fit the chords at all still give a song") {
  auto far = steady(0, 0.01, 2, 1);
  addChord(far, 0, 10, "C");
  addChord(far, 10, 36000, "G");
  CHECK(song::validate(toSong(far, "", "x")).has_value());
  auto many = steady(0, 0.002, 20000, 1, 1);
  many.beatsPerBar = 2;
  addChord(many, 0, 40, "C");
  for (int i = 0; i < 400; ++i) many.sections.push_back({0.1 * i, 0.1 * (i + 1), "A"});
  CHECK(song::validate(toSong(many, "", "x")).has_value());
  auto sections = steady(0, 0.05, 800, 1, 2);
  addChord(sections, 0, 40, "C");
  sections.sections = many.sections;
  CHECK(song::validate(toSong(sections, "", "x")).has_value());
}

TEST_CASE("every transcription becomes a valid song that every format can write") {
  CHECK(rc::check([] {
    Transcription heard;
    heard.beatsPerBar = *rc::gen::inRange(2, 8);
    double at = 0;
    const int beats = *rc::gen::inRange(0, 60);
    for (int i = 0; i < beats; ++i) {
      at += *rc::gen::inRange(1, 120) / 50.0;
      heard.beats.push_back({at, *rc::gen::inRange(1, heard.beatsPerBar + 1)});
    }
    double start = 0;
    const std::vector<std::string> symbols{"C", "N", "F#m7b5/C", "Bb7", "N", "Gsus4"};
    for (int i = 0, count = *rc::gen::inRange(0, 30); i < count; ++i) {
      const double end = start + *rc::gen::inRange(1, 300) / 60.0;
      addChord(heard, start, end, *rc::gen::elementOf(symbols));
      start = end;
    }
    if (start > 4) heard.sections = {{0, start / 2, "A"}, {start / 2, start, "B"}};
    heard.durationSeconds = start;
    const auto song = toSong(heard, "t", "x");
    const auto valid = song::validate(song);
    if (!valid) RC_FAIL(valid.error().message);
    for (const auto& format : notation::formats())
      if (format.write) RC_ASSERT(format.write(song).has_value());
  }));
}
