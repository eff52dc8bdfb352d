#include "notation/text_chart.h"

#include <doctest/doctest.h>

#include "song/timeline.h"

using namespace amuse;
using namespace amuse::notation;

namespace {

song::Song songOfChart(std::string_view text) {
  const auto read = readTextChart(text);
  REQUIRE_MESSAGE(read.has_value(), read.error().message);
  return read->value;
}

}  // namespace

TEST_CASE("bars alone make a song of one part") {
  const song::Song song = songOfChart("C | Am . F | %");
  REQUIRE(song.parts.size() == 1);
  CHECK(song.parts[0].bars == 3);
  CHECK(song.parts[0].chords.size() == 5);
  CHECK(song.parts[0].chords[2].start == 3840 + 2560);
}

TEST_CASE("settings, remarks, parts, repeated parts and changes in the middle are read") {
  const song::Song song = songOfChart(R"(# for the rehearsal
title: Low Tide
key: Bb Min
meter: 3/4
tempo: 84.5
capo: 3

[Verse]
| Bbm | Gb |
| . | F7 |
[Chorus]
key: Db
tempo: 90
| Db Ab . |
meter: 4/4
| Gb |

[Verse]
)");
  CHECK(song.title == "Low Tide");
  CHECK(song.capo == 3);
  CHECK(song.tempoMap == std::vector<song::TempoChange>{{0, 84.5}, {4 * 2880, 90}});
  CHECK(song.meterMap == std::vector<song::MeterChange>{{0, {3, 4}}, {5 * 2880, {4, 4}}});
  CHECK(theory::toText(song.keyMap[0].key) == "Bb Min");
  CHECK(theory::toText(song.keyMap[1].key) == "Db Maj");
  REQUIRE(song.parts.size() == 3);  // The verse in 4/4 is another part than the one in 3/4.
  CHECK(song.parts[0].name == "Verse");
  CHECK(song.parts[0].chords.size() == 3);
  CHECK(song.parts[0].chords[1].length == 2 * 2880);
  CHECK(song.parts[2].name == "Verse");
  CHECK(song::songLengthTicks(song) == 5 * 2880 + 5 * 3840);
}

TEST_CASE("a part named again without bars is played again") {
  const song::Song song = songOfChart("[A]\nC | G\n[B]\nF\n[A]\n[A]\n");
  CHECK(song.parts.size() == 2);
  CHECK(song.order == std::vector<song::Id>{song.parts[0].id, song.parts[1].id, song.parts[0].id, song.parts[0].id});
  const auto unknown = readTextChart("[A]\nC\n[B]\n");
  REQUIRE(unknown.has_value());
  CHECK(unknown->losses.size() == 1);
}

TEST_CASE("numbers are read in the key that holds") {
  const song::Song song = songOfChart("numbers: Nashville\nkey: G\n1 | 6-7 . 4/6 | b7\n");
  CHECK(theory::toText(song.parts[0].chords[1].symbol) == "Em7");
  CHECK(theory::toText(song.parts[0].chords[2].symbol) == "C/E");
  CHECK(theory::toText(song.parts[0].chords[3].symbol) == "F");
}

TEST_CASE("what cannot be read is named with its place in the file") {
  struct Row {
    std::string_view text;
    std::size_t offset;
  };
  for (const auto& [text, offset] :
       {Row{"", 0}, Row{"# nothing\n", 0}, Row{"[A]\nC | H\n", 8}, Row{"C\n| G | Am7x |\n", 11},
        Row{"meter: 4/3\nC", 7}, Row{"tempo: fast\nC", 7}, Row{"key: X\nC", 5}, Row{"capo: 12\nC", 6}, Row{"% | C", 0},
        Row{"numbers: nashville\n1 | 9\n", 23}}) {
    CAPTURE(text);
    const auto read = readTextChart(text);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == ErrorCode::Parse);
    CHECK(read.error().offset == offset);
  }
  CHECK(readTextChart(std::string(kMaxTextChartBytes + 1, ' ')).error().code == ErrorCode::TooLarge);
  std::string long_ = "[A]\nC | G | C | G\n";
  for (int i = 0; i < 3000; ++i) long_ += "[A]\n";
  CHECK(readTextChart(long_).error().code == ErrorCode::TooLarge);
}
