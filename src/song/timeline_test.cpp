#include "song/timeline.h"

#include <doctest/doctest.h>

#include <vector>

#include "song/song_builder.h"

using namespace amuse;
using namespace amuse::song;

namespace {

/// Verse (4/4, 2 bars, with an upbeat of a beat), bridge (7/8, 3 bars), verse again.
Song songInTwoMetres() {
  Song song = makeEmptySong("Two metres");
  const auto verse = addPart(song, "Verse", 2, 960), bridge = addPart(song, "Bridge", 3);
  song.order = {song.parts[verse].id, song.parts[bridge].id, song.parts[verse].id};
  song.meterMap = {{0, {4, 4}}, {7680, {7, 8}}, {7680 + 3 * 3360, {4, 4}}};
  addChord(song, verse, -960, 960, {});
  addChord(song, verse, 0, 7680, {});
  addChord(song, bridge, 0, 3 * 3360, {});
  return song;
}

}  // namespace

TEST_CASE("parts are unrolled in order, each in the metre where it is played") {
  const Song song = songInTwoMetres();
  const auto played = flattenParts(song);
  REQUIRE(played.size() == 3);
  CHECK(played[0] == PlayedPart{0, 0, 0, 7680, 1});
  CHECK(played[1] == PlayedPart{1, 1, 7680, 10080, 3});
  CHECK(played[2] == PlayedPart{2, 0, 17760, 7680, 6});
  CHECK(songLengthTicks(song) == 25440);
  CHECK(leadInTicks(song) == 960);
  CHECK(partLengthTicks(song, song.parts[1]) == 10080);
  CHECK(songLengthTicks(makeEmptySong("")) == 0);
}

TEST_CASE("bars and beats count through changes of metre, and back from the lead-in") {
  const Song song = songInTwoMetres();
  struct Row {
    Tick at;
    BarPosition position;
  };
  for (const auto& [at, position] :
       {Row{0, {1, 1, 0}}, Row{-960, {0, 4, 0}}, Row{-1, {0, 4, 959}}, Row{3840 + 961, {2, 2, 1}}, Row{7680, {3, 1, 0}},
        Row{7680 + 3360 + 480, {4, 2, 0}}, Row{17760, {6, 1, 0}}, Row{25440, {8, 1, 0}}}) {
    CAPTURE(at);
    CHECK(toBarPosition(song, at) == position);
    CHECK(toTick(song, position) == at);
  }
  CHECK(barStart(song, 1) == 0);
  CHECK(barStart(song, 5) == 7680 + 2 * 3360);
  CHECK(meterAt(song, -1) == Meter{4, 4});
  CHECK(meterAt(song, 7680) == Meter{7, 8});
}

TEST_CASE("a pickup cuts the chord before it short") {
  const auto chords = playedChords(songInTwoMetres());
  REQUIRE(chords.size() == 5);
  CHECK(chords[0].start == -960);
  CHECK(chords[2].start == 7680);
  CHECK(chords[2].length == 10080 - 960);
  CHECK(chords[3].start == 17760 - 960);
}

TEST_CASE("seconds follow the tempo map, both ways") {
  Song song = songInTwoMetres();
  song.tempoMap = {{0, 120}, {3840, 60}, {7680, 90}};
  CHECK(secondsAt(song, 0) == 0);
  CHECK(secondsAt(song, -960) == doctest::Approx(-0.5));
  CHECK(secondsAt(song, 3840) == doctest::Approx(2));
  CHECK(secondsAt(song, 7680) == doctest::Approx(6));
  for (Tick at = -960; at < 25440; at += 77) CHECK(tickAt(song, secondsAt(song, at)) == at);
  CHECK(tempoAt(song, 3839) == 120);
  CHECK(tempoAt(song, 3840) == 60);
}
