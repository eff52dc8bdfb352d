#include "song/song.h"

#include <doctest/doctest.h>

#include <string_view>
#include <vector>

#include "song/song_builder.h"
#include "song/timeline.h"

using namespace amuse;
using namespace amuse::song;

TEST_CASE("a metre is read and written, and says what is wrong with it") {
  for (const std::string_view text : {"4/4", "6/8", "7/8", "5/4", "12/8", "2/2", "32/16", "1/4"}) {
    CAPTURE(text);
    REQUIRE(parseMeter(text).has_value());
    CHECK(toText(*parseMeter(text)) == text);
  }
  struct Row {
    std::string_view text;
    ErrorCode code;
  };
  for (const auto& [text, code] :
       {Row{"", ErrorCode::Parse}, Row{"4", ErrorCode::Parse}, Row{"4/", ErrorCode::Parse}, Row{"/4", ErrorCode::Parse},
        Row{"4/4 ", ErrorCode::Parse}, Row{"x/4", ErrorCode::Parse}, Row{"0/4", ErrorCode::InvalidArgument},
        Row{"33/8", ErrorCode::InvalidArgument}, Row{"4/3", ErrorCode::InvalidArgument},
        Row{"-3/4", ErrorCode::InvalidArgument}, Row{"99999999999/4", ErrorCode::InvalidArgument}}) {
    CAPTURE(text);
    REQUIRE_FALSE(parseMeter(text).has_value());
    CHECK(parseMeter(text).error().code == code);
  }
}

TEST_CASE("a progression becomes a one-part song with chords end to end") {
  const std::vector<theory::ChordSymbol> chords(3);
  const std::vector<double> beats{4.0 / 3, 4.0 / 3, 4.0 / 3};
  const Song song = makeSong("Thirds", {}, {4, 4}, 90, chords, beats);
  REQUIRE(song.parts.size() == 1);
  const Part& part = song.parts[0];
  CHECK(part.bars == 1);
  CHECK(song.order == std::vector<Id>{part.id});
  CHECK(part.chords[0].length == 1280);
  CHECK(part.chords[2].start + part.chords[2].length == 3840);
  CHECK(part.chords[2].id == "c4");
  CHECK(song.nextId == 5);
  CHECK(makeSong("", {}, {6, 8}, 90, chords, std::vector<double>{3, 3, 1}).parts[0].bars == 2);
}
