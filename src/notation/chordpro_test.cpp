#include "notation/chordpro.h"

#include <doctest/doctest.h>

#include "song/timeline.h"

using namespace amuse;
using namespace amuse::notation;

namespace {

song::Song songOfChordPro(std::string_view text) {
  const auto read = readChordPro(text);
  REQUIRE_MESSAGE(read.has_value(), read.error().message);
  return read->value;
}

std::string chordsOf(const song::Part& part) {
  std::string text;
  for (const auto& chord : part.chords) text += theory::toText(chord.symbol) + " ";
  return text;
}

}  // namespace

TEST_CASE("a song sheet from elsewhere is read: names, words, a bar a chord") {
  const auto read = readChordPro(R"({t: Swing Low}
{st: traditional}
{key:D}
{tempo: 84 bpm}
{time: 4/4}
{c: Verse 1}
[D]Swing low, sweet [G]chari[D]ot,
[D]coming for to [F#m]carry me [A7]home

{soc}
[*softly][D]I looked over [G]Jordan and [xyz]what did I [D]see
{eoc}

{sot}
e|--2--3--|
{eot}
{chorus}
)");
  REQUIRE_MESSAGE(read.has_value(), read.error().message);
  const song::Song& song = read->value;
  CHECK(song.title == "Swing Low");
  CHECK(song.tempoMap[0].bpm == 84);
  CHECK(theory::toText(song.keyMap[0].key) == "D Maj");
  REQUIRE(song.parts.size() == 2);
  CHECK(song.parts[0].name == "Verse 1");
  CHECK(chordsOf(song.parts[0]) == "D G D D F#m A7 ");
  CHECK(song.parts[0].bars == 6);
  REQUIRE(song.parts[0].lyrics.size() == 2);
  CHECK(song.parts[0].lyrics[0].text == "Swing low, sweet chariot,");
  CHECK(song.parts[0].lyrics[1].start == 3 * 3840);
  CHECK(song.parts[1].name == "Chorus");
  CHECK(song.order.size() == 3);
  CHECK(song.order[1] == song.order[2]);
  CHECK(read->losses.size() == 2);  // Chord lengths are a guess; "xyz" is no chord.
}

TEST_CASE("chords above words, headings in brackets and grids are understood") {
  const song::Song song = songOfChordPro(R"([Verse]
C        Am
Here is  a line
F   G
    and another

[Chorus]
C F
{start_of_grid: Solo}
|: C . . . | G . Am . :|
{end_of_grid}
)");
  REQUIRE(song.parts.size() == 3);
  CHECK(chordsOf(song.parts[0]) == "C Am F G ");
  CHECK(song.parts[0].lyrics[1].text == "and another");
  CHECK(song.parts[0].lyrics[1].start == 2 * 3840);
  CHECK(chordsOf(song.parts[1]) == "C F ");
  CHECK(song.parts[2].name == "Solo");
  CHECK(chordsOf(song.parts[2]) == "C G Am ");
  CHECK(song.parts[2].bars == 2);
  CHECK(song.parts[2].chords[2].start == 3840 + 1920);
}

TEST_CASE("five chords or more in a line are half bars") {
  const song::Song song = songOfChordPro("[C][G][Am][F][C]la\n");
  CHECK(song.parts[0].bars == 3);
  CHECK(song.parts[0].chords[1].start == 1920);
  CHECK(song.parts[0].chords[4].length == 3840);
}

TEST_CASE("our bars give the times, and the brackets the chords, also when transposed elsewhere") {
  const song::Song song = songOfChordPro("{sov: A}\n{x_amuse_bars: C . G . | Am}\n[D]one [A]two [Bm]three\n{eov}\n");
  CHECK(chordsOf(song.parts[0]) == "D A Bm ");
  CHECK(song.parts[0].chords[1].start == 1920);
  CHECK(song.parts[0].bars == 2);
  // A chord more than our bars have: they no longer fit.
  CHECK(songOfChordPro("{x_amuse_bars: C . G . | Am}\n[D]one [A]two [Bm]three [E]\n").parts[0].bars == 4);
}

TEST_CASE("words without chords take time; a file without either is refused") {
  CHECK(songOfChordPro("just some words\nand more\n").parts[0].bars == 4);
  CHECK(readChordPro("").error().code == ErrorCode::Parse);
  CHECK(readChordPro("{title: Nothing}\n").error().code == ErrorCode::Parse);
  CHECK(readChordPro(std::string(kMaxChordProBytes + 1, 'x')).error().code == ErrorCode::TooLarge);
  std::string choruses = "{soc}\n[C]la\n{eoc}\n";
  for (int i = 0; i < 30000; ++i) choruses += "{chorus}\n";
  CHECK(readChordPro(choruses).error().code == ErrorCode::TooLarge);
}

TEST_CASE("only the first song of a file is read, and that is said") {
  const auto read = readChordPro("{t: One}\n[C]a\n{new_song}\n{t: Two}\n[G]b\n");
  REQUIRE(read.has_value());
  CHECK(read->value.title == "One");
  CHECK(read->value.parts.size() == 1);
  CHECK(read->losses[0].message == "only the first song of the file is read");
}

TEST_CASE("words that look like chords or remarks come back as words") {
  auto song = songOfChordPro("[C]one\n[Am]two\n[F]three\n");
  const char* words[] = {"A", "#1 of them all", "Am"};
  REQUIRE(song.parts[0].lyrics.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) song.parts[0].lyrics[i].text = words[i];
  for (auto& chord : song.parts[0].chords) chord.symbol = theory::noChord();
  const song::Song back = songOfChordPro(writeChordPro(song).value().value);
  REQUIRE(back.parts[0].lyrics.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) CHECK(back.parts[0].lyrics[i].text == words[i]);
  // Without chords in the line the words stand alone in it.
  song.parts[0].chords.clear();
  const song::Song bare = songOfChordPro(writeChordPro(song).value().value);
  REQUIRE(bare.parts[0].lyrics.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) CHECK(bare.parts[0].lyrics[i].text == words[i]);
  for (const auto& chord : bare.parts[0].chords) CHECK(chord.symbol.isNoChord());
}
