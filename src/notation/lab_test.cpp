#include "notation/lab.h"

#include <doctest/doctest.h>

#include <vector>

#include "song/song_builder.h"
#include "song/timeline.h"

using namespace amuse;
using namespace amuse::notation;

TEST_CASE("labels of music in a steady tempo find that tempo again") {
  const auto chord = [](const char* text) { return *theory::parseChordSymbol(text); };
  const std::vector<theory::ChordSymbol> chords{chord("C"), chord("Am7"), chord("F/A"), chord("G"), chord("C")};
  struct Row {
    double bpm;
    std::vector<double> beats;
    song::Meter meter;
  };
  for (const Row& row :
       {Row{92, {4, 4, 2, 2, 4}, {4, 4}}, Row{120, {4, 4, 4, 4, 4}, {4, 4}}, Row{80.5, {4, 4, 2, 2, 4}, {4, 4}},
        Row{140, {4, 2, 2, 4, 4}, {4, 4}}, Row{100, {3, 3, 3, 3, 6}, {3, 4}}, Row{150, {4, 4, 4, 8, 4}, {4, 4}}}) {
    CAPTURE(row.bpm);
    const song::Song song = song::makeSong("", {}, row.meter, row.bpm, chords, row.beats);
    const auto written = writeLab(song);
    REQUIRE(written.has_value());
    const auto read = readLab(written->value, {std::nullopt, row.meter});
    REQUIRE(read.has_value());
    CHECK(read->value.tempoMap[0].bpm == doctest::Approx(row.bpm).epsilon(0.001));
    REQUIRE(read->value.parts[0].chords.size() == chords.size());
    for (std::size_t i = 0; i < chords.size(); ++i) {
      CHECK(read->value.parts[0].chords[i].start == song.parts[0].chords[i].start);
      CHECK(read->value.parts[0].chords[i].symbol == chords[i]);
    }
  }
}

TEST_CASE("a given tempo is taken as it is") {
  const auto read = readLab("0.0 2.0 C:maj\n2.0 3.0 G:7\n", {60.0, {2, 4}});
  REQUIRE(read.has_value());
  CHECK(read->value.tempoMap[0].bpm == 60);
  CHECK(read->value.meterMap[0].meter == song::Meter{2, 4});
  CHECK(read->value.parts[0].chords[1].start == 1920);
  CHECK(read->value.parts[0].bars == 2);
}

TEST_CASE("labels may be tabbed, commented, written as lead sheets, and unknown") {
  const auto read = readLab("# made by hand\n0\t1.5\tF#m7b5/C\r\n1.5\t3\tX\n3 4.5 N\n", {});
  REQUIRE(read.has_value());
  const auto& chords = read->value.parts[0].chords;
  REQUIRE(chords.size() == 3);
  CHECK(theory::toText(chords[0].symbol) == "F#m7b5/C");
  CHECK(chords[1].symbol.isNoChord());
  CHECK(read->losses.size() == 2);
}

TEST_CASE("spans are read as they stand and written back") {
  const auto spans = readLabSpans("3 4.5 N\n0\t1.5\tF#:hdim7/b5\n1.5 3 X\n");
  REQUIRE(spans.has_value());
  REQUIRE(spans->size() == 3);
  CHECK((*spans)[0].chord == theory::parseChordSymbol("F#m7b5/C").value());
  CHECK_FALSE((*spans)[1].chord.has_value());
  CHECK((*spans)[2].chord == theory::noChord());
  CHECK(writeLabSpans(*spans) == "0.000000 1.500000 F#:hdim7/b5\n1.500000 3.000000 X\n3.000000 4.500000 N\n");
}

TEST_CASE("what is no label is refused with its place") {
  struct Row {
    std::string_view text;
    std::size_t offset;
  };
  for (const auto& [text, offset] : {Row{"", 0}, Row{"0 1", 0}, Row{"0 1 C\n2 1 C", 6}, Row{"0 1 H", 4},
                                     Row{"a 1 C", 0}, Row{"0 1 C\n-1 2 G", 6}, Row{"0 nan C", 0}, Row{"0 1e99 C", 0}}) {
    CAPTURE(text);
    const auto read = readLab(text);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == ErrorCode::Parse);
    CHECK(read.error().offset == offset);
  }
  CHECK(readLab(std::string(kMaxLabBytes + 1, ' ')).error().code == ErrorCode::TooLarge);
}
