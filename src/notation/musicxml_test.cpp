#include "notation/musicxml.h"

#include <doctest/doctest.h>

#include "notation/internal/musicxml_kinds.h"
#include "notation/internal/note_values.h"
#include "song/timeline.h"

using namespace amuse;
using namespace amuse::notation;

namespace {

/// Measures as a score of one part with two divisions a quarter, in 4/4 and C major.
std::string scoreOf(const std::string& measures) {
  return "<score-partwise><part-list><score-part id='P1'/></part-list><part id='P1'>"
         "<measure number='1'><attributes><divisions>2</divisions><key><fifths>0</fifths></key>"
         "<time><beats>4</beats><beat-type>4</beat-type></time></attributes>" +
         measures + "</measure></part></score-partwise>";
}

std::string noteOf(const char* step, int duration, const std::string& more = "") {
  return std::string("<note><pitch><step>") + step + "</step><octave>4</octave></pitch><duration>" +
         std::to_string(duration) + "</duration><voice>1</voice>" + more + "</note>";
}

std::string chordOf(const char* step, const char* kind, const std::string& more = "") {
  return std::string("<harmony><root><root-step>") + step + "</root-step></root><kind>" + kind + "</kind>" + more +
         "</harmony>";
}

song::Song songOfXml(const std::string& text) {
  const auto read = readMusicXml(text);
  REQUIRE_MESSAGE(read.has_value(), read.error().message);
  return read->value;
}

std::string playedText(const song::Song& song) {
  std::string text;
  for (const auto& played : song::playedChords(song)) {
    text += theory::toText(song.parts[played.partIndex].chords[played.eventIndex].symbol) + " ";
  }
  return text;
}

}  // namespace

TEST_CASE("every quality has a kind with degrees that means the same") {
  int others = 0;
  for (int bits = 1; bits < 4096; ++bits) {
    for (int chordClass = 0; chordClass < theory::kChordClassCount; ++chordClass) {
      const auto quality = theory::makeQuality(theory::PitchClassSet(static_cast<std::uint16_t>(bits)),
                                               static_cast<theory::ChordClass>(chordClass));
      const XmlKind kind = kindOf(quality);
      if (kind.kind == "other") {
        ++others;
      } else {
        CHECK(qualityOfKind(kind.kind, kind.degrees) == quality);
      }
    }
  }
  CHECK(others == 0);
}

TEST_CASE("common chords have the kinds other programs write") {
  struct Row {
    std::string_view chord, kind;
    std::size_t degrees;
  };
  for (const auto& [chord, kind, degrees] :
       {Row{"C", "major", 0}, Row{"Cm7", "minor-seventh", 0}, Row{"C7", "dominant", 0}, Row{"C13", "dominant-13th", 0},
        Row{"C7#9", "dominant", 1}, Row{"C7sus4", "suspended-fourth", 1}, Row{"Cadd9", "major", 1},
        Row{"Cm7b5", "half-diminished", 0}, Row{"C6/9", "major-sixth", 1}, Row{"C7#5", "augmented-seventh", 0},
        Row{"C9sus4", "suspended-fourth", 2}, Row{"Cmaj7#11", "major-seventh", 1}, Row{"C5", "power", 0}}) {
    CAPTURE(chord);
    const auto symbol = theory::parseChordSymbol(chord);
    REQUIRE(symbol.has_value());
    const XmlKind found = kindOf(symbol->quality);
    CHECK(found.kind == kind);
    CHECK(found.degrees.size() == degrees);
  }
}

TEST_CASE("degrees are read as the format defines them") {
  const auto c = [](const char* suffix) { return theory::parseChordSymbol(std::string("C") + suffix)->quality; };
  // An added seventh is minor; alterations are against the kind's own degree.
  CHECK(qualityOfKind("major", {{DegreeChange::Add, 7, 0}}) == c("7"));
  CHECK(qualityOfKind("major", {{DegreeChange::Add, 7, 1}}) == c("maj7"));
  CHECK(qualityOfKind("dominant", {{DegreeChange::Alter, 5, -1}}) == c("7b5"));
  CHECK(qualityOfKind("dominant", {{DegreeChange::Alter, 9, -1}}) == c("7b9"));
  CHECK(qualityOfKind("major", {{DegreeChange::Subtract, 3, 0}}) == c("5"));
  CHECK_FALSE(qualityOfKind("Tristan", {}).has_value());
  CHECK_FALSE(qualityOfKind("major", {{DegreeChange::Add, 99, 0}}).has_value());
}

TEST_CASE("lengths are written as values, dots, triplets and ties") {
  const auto text = [](song::Tick length) {
    std::string shown;
    for (const NoteValue& value : noteValuesOf(length)) {
      shown += std::string(value.type) + std::string(static_cast<std::size_t>(value.dots), '.') +
               (value.triplet ? "3 " : " ");
    }
    return shown;
  };
  CHECK(text(960) == "quarter ");
  CHECK(text(1440) == "quarter. ");
  CHECK(text(320) == "eighth3 ");
  CHECK(text(2400) == "half eighth ");
  CHECK(text(3840 + 960) == "whole quarter ");
  for (song::Tick length = 1; length < 4000; ++length) {
    song::Tick sum = 0;
    for (const NoteValue& value : noteValuesOf(length)) sum += value.ticks;
    CHECK(sum == length);
  }
}

TEST_CASE("a pickup, ties, chords of notes, offsets and other voices are read") {
  const auto read = readMusicXml(
      R"(<?xml version="1.0"?>
<!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0 Partwise//EN" "http://www.musicxml.org/dtds/partwise.dtd">
<score-partwise><movement-title>Tune</movement-title><part-list><score-part id="P1"/></part-list><part id="P1">
<measure number="0" implicit="yes"><attributes><divisions>2</divisions><key><fifths>-1</fifths><mode>minor</mode></key>
<time><beats>3</beats><beat-type>4</beat-type></time><staff-details><capo>4</capo></staff-details></attributes>
<direction><direction-type><metronome><beat-unit>half</beat-unit><per-minute>60</per-minute></metronome></direction-type></direction>)" +
      noteOf("A", 2) + "</measure><measure number=\"1\">" + chordOf("D", "minor") +
      chordOf("A", "dominant", "<offset>4</offset>") + noteOf("D", 4, "<tie type='start'/>") +
      noteOf("D", 2, "<tie type='stop'/>") +
      "<backup><duration>6</duration></backup><note><pitch><step>F</step><octave>3</octave></pitch>"
      "<duration>6</duration><voice>2</voice></note></measure><measure number=\"2\">" +
      noteOf("C", 6) +
      "<note><chord/><pitch><step>E</step><octave>5</octave></pitch><duration>6</duration><voice>1</voice></note>"
      "</measure></part></score-partwise>");
  REQUIRE_MESSAGE(read.has_value(), read.error().message);
  const song::Song& song = read->value;
  CHECK(song.title == "Tune");
  CHECK(song.capo == 4);
  CHECK(song.tempoMap[0].bpm == 120);
  CHECK(theory::toText(song.keyMap[0].key) == "D Min");
  CHECK(song.meterMap == std::vector<song::MeterChange>{{0, {3, 4}}});
  const song::Part& part = song.parts[0];
  CHECK(part.pickupTicks == 960);
  CHECK(part.bars == 2);
  REQUIRE(part.melody.size() == 3);
  CHECK(part.melody[0].start == -960);
  CHECK(part.melody[1].length == 2880);
  CHECK(part.melody[2].pitch == 76);
  REQUIRE(part.chords.size() == 2);
  CHECK(part.chords[1].start == 1920);
  CHECK(read->losses.size() == 1);  // The other voice.
}

TEST_CASE("repeats, endings and their verses are played out") {
  const std::string text = scoreOf(
      "<barline location='left'><repeat direction='forward'/></barline>" + chordOf("C", "major") +
      noteOf("C", 8, "<lyric number='1'><text>one</text></lyric><lyric number='2'><text>two</text></lyric>") +
      "</measure><measure number='2'><barline location='left'><ending number='1' type='start'/></barline>" +
      chordOf("G", "major") + noteOf("D", 8) +
      "<barline location='right'><ending number='1' type='stop'/><repeat direction='backward'/></barline></measure>"
      "<measure number='3'><barline location='left'><ending number='2' type='start'/></barline>" +
      chordOf("A", "minor") + noteOf("E", 8) +
      "<barline location='right'><ending number='2' type='stop'/></barline></measure><measure number='4'>" +
      chordOf("F", "major") + noteOf("F", 8));
  const song::Song song = songOfXml(text);
  CHECK(playedText(song) == "C G C Am F ");
  const auto lyrics = song::playedLyrics(song);
  REQUIRE(lyrics.size() == 2);
  CHECK(song.parts[0].lyrics[0].text == "one");
  CHECK(song.parts[0].lyrics[1].text == "two");
}

TEST_CASE("repeats without endings, of three times, and with a section after them") {
  const std::string text =
      scoreOf(chordOf("C", "major") + noteOf("C", 8) +
              "<barline><repeat direction='backward' times='3'/></barline></measure><measure>" + chordOf("G", "major") +
              noteOf("D", 8) + "<barline><repeat direction='backward'/></barline></measure><measure>" +
              chordOf("F", "major") + noteOf("C", 8));
  CHECK(playedText(songOfXml(text)) == "C C C G G F ");
}

TEST_CASE("rehearsal marks are parts, and parts that are alike are one") {
  const auto mark = [](const char* name) {
    return std::string("<direction><direction-type><rehearsal>") + name + "</rehearsal></direction-type></direction>";
  };
  const song::Song song =
      songOfXml(scoreOf(mark("Verse") + chordOf("C", "major") + noteOf("C", 8) + "</measure><measure>" +
                        mark("Chorus") + chordOf("F", "major") + noteOf("A", 8) + "</measure><measure>" +
                        mark("Verse") + chordOf("C", "major") + noteOf("C", 8)));
  CHECK(song.parts.size() == 2);
  CHECK(song.order == std::vector<song::Id>{song.parts[0].id, song.parts[1].id, song.parts[0].id});
}

TEST_CASE("unknown kinds are read by their text, and what cannot be read is counted") {
  const auto read =
      readMusicXml(scoreOf("<harmony><root><root-step>B</root-step><root-alter>-1</root-alter></root>"
                           "<kind text='7alt'>other</kind></harmony>" +
                           noteOf("C", 4) + chordOf("C", "Tristan") + noteOf("C", 4)));
  REQUIRE(read.has_value());
  CHECK(playedText(read->value) == "Bb7alt ");
  CHECK(read->losses.size() == 1);
}

TEST_CASE("hostile and wrong files are refused, and nothing outside them is opened") {
  CHECK(readMusicXml("").error().code == ErrorCode::Parse);
  CHECK(readMusicXml("<a").error().code == ErrorCode::Parse);
  CHECK(readMusicXml("<html/>").error().code == ErrorCode::Parse);
  CHECK(readMusicXml("<score-timewise/>").error().code == ErrorCode::Unsupported);
  CHECK(readMusicXml("PK\x03\x04").error().code == ErrorCode::Unsupported);
  CHECK(readMusicXml(std::string(kMaxMusicXmlBytes + 1, ' ')).error().code == ErrorCode::TooLarge);
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<a>";
  for (int i = 0; i < 100000; ++i) deep += "</a>";
  CHECK(readMusicXml(deep).error().code == ErrorCode::TooLarge);
  const auto entity = readMusicXml(
      "<!DOCTYPE s [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><score-partwise><work><work-title>"
      "&x;</work-title></work><part><measure/></part></score-partwise>");
  REQUIRE(entity.has_value());
  CHECK(entity->value.title == "&x;");
}
