#include "song/song_json.h"

#include <doctest/doctest.h>

#include <filesystem>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "song/song_builder.h"
#include "song/testing/schema_check.h"
#include "song/validate.h"

using namespace amuse;
using namespace amuse::song;

namespace {

const std::filesystem::path kHome = AMUSE_SOURCE_DIR;

std::string textOf(const std::filesystem::path& path) {
  const auto text = readFile(kHome / path);
  REQUIRE_MESSAGE(text.has_value(), path.string());
  return *text;
}

/// A small song as JSON with one piece of its text exchanged.
std::string withExchanged(std::string_view from, std::string_view to) {
  const theory::ChordSymbol c;
  std::string text = toJson(makeSong("T", {}, {4, 4}, 100, std::vector<ChordSpan>{{c, 3840}, {c, 1920}}));
  REQUIRE(text.find(from) != std::string::npos);
  return text.replace(text.find(from), from.size(), to);
}

}  // namespace

TEST_CASE("an older document is brought to the current version") {
  const auto old = parseSong(textOf("tests/golden/song/version0.json"));
  REQUIRE_MESSAGE(old.has_value(), old.error().message);
  const auto current = parseSong(textOf("tests/golden/song/version0_as_3.json"));
  REQUIRE_MESSAGE(current.has_value(), current.error().message);
  CHECK(*old == *current);
  for (const char* between : {"tests/golden/song/version1.json", "tests/golden/song/version2.json"})
    CHECK(parseSong(textOf(between)).value() == *current);
  CHECK(old->parts[0].bars == 2);
  CHECK(old->parts[0].chords[1].start == 2880);
  CHECK(old->parts[0].chords[2].length == 1440);
  CHECK(old->order == std::vector<Id>{"p1", "p5", "p1"});
}

TEST_CASE("a document of a newer version is refused, not cut down") {
  const auto song = parseSong(withExchanged("\"schemaVersion\":3", "\"schemaVersion\":4"));
  REQUIRE_FALSE(song.has_value());
  CHECK(song.error().code == ErrorCode::Unsupported);
  CHECK(song.error().message == "the song has schema version 4; this program reads up to 3: use a newer Amuse");
}

TEST_CASE("what is wrong with a song document is said with its place") {
  struct Row {
    std::string_view from, to, message;
  };
  for (const auto& [from, to, message] : {
           Row{"\"capo\":0", "\"capo\":0,\"colour\":1", "the document has an unknown field \"colour\""},
           Row{"\"capo\":0", "\"capo\":12", "capo must be a whole number from 0 to 11"},
           Row{"\"start\":3840", "\"start\":3839", "c3 begins before the end of what precedes it"},
           Row{"\"start\":3840", "\"start\":5761", "c3 lies outside the bars of part p1"},
           Row{"\"start\":3840", "\"start\":-1", "c3 lies outside the bars of part p1"},
           Row{"\"id\":\"c3\"", "\"id\":\"c2\"", "the id c2 is used twice"},
           Row{"\"id\":\"c3\"", "\"id\":\"c 3\"",
               "parts/0/chords/1/id must be an id: 1 to 64 letters, digits, '-' or '_'"},
           Row{"\"nextId\":4", "\"nextId\":3", "nextId must be above the number in c3"},
           Row{"\"order\":[\"p1\"]", "\"order\":[\"p2\"]", "the order names a part that the song does not have"},
           Row{"\"bpm\":100.0", "\"bpm\":500", "tempoMap/0/bpm must be a number from 20 to 400"},
           Row{"\"key\":\"C\"", "\"key\":\"G#\"", "the key at tick 0 has over seven accidentals; respell it"},
           Row{"[{\"at\":0,\"meter\":\"4/4\"}]", "[{\"at\":0,\"meter\":\"4/4\"},{\"at\":960,\"meter\":\"3/4\"}]",
               "the metre change at tick 960 is not on a bar line; move it to one"},
           Row{"[{\"at\":0,\"meter\":\"4/4\"}]", "[]", "the metre map must begin at tick 0"},
           Row{"\"title\":\"T\"", "\"title\":\"T\\n\"", "the title must be one line of at most 500 bytes"},
           Row{"\"inspirations\":[]", "\"inspirations\":[{\"partId\":\"the verse\"}]",
               "the part of an inspiration must be named by its id"},
           Row{"\"sharing\":{\"words\":true", "\"sharing\":{\"words\":1", "sharing/words must be true or false"},
           Row{"\"feel\":\"normal\"", "\"feel\":\"slow\"", "feel must be normal, half or double"},
       }) {
    CAPTURE(message);
    const auto song = parseSong(withExchanged(from, to));
    REQUIRE_FALSE(song.has_value());
    CHECK(song.error().message == message);
  }
  CHECK(parseSong(std::string(kMaxSongBytes + 1, ' ')).error().code == ErrorCode::TooLarge);
}

TEST_CASE("a document may leave out what has a default, and list events in any order") {
  const auto song = parseSong(R"({"schemaVersion":1,"title":"","tempoMap":[{"at":0,"bpm":90}],
    "meterMap":[{"at":0,"meter":"4/4"}],"keyMap":[{"at":0,"key":"C","mode":"Maj"}],"order":["verse"],
    "parts":[{"id":"verse","name":"Verse","bars":2,"chords":[
      {"id":"c9","start":3840,"length":3840,"symbol":"G"},{"id":"x","start":0,"length":3840,"symbol":"C"}]}]})");
  REQUIRE_MESSAGE(song.has_value(), song.error().message);
  CHECK(song->nextId == 10);
  CHECK(song->parts[0].chords[0].id == "x");
  CHECK(song->style == Style{});
}

TEST_CASE("the schema describes the golden songs and edits, and refuses what the program refuses") {
  const auto schema = nlohmann::json::parse(textOf("data/song.schema.json"));
  const auto golden = nlohmann::json::parse(textOf("tests/golden/song/edits.json"));
  const nlohmann::json edit{{"$ref", "#/$defs/edit"}};
  for (const auto& one : golden.at("cases")) {
    CAPTURE(one.at("name").get<std::string>());
    for (const char* const name : {"before", "after"}) {
      if (one.contains(name)) CHECK(schemaProblem(schema, schema, one.at(name)) == "");
    }
    for (const char* const name : {"edits", "inverse"}) {
      if (!one.contains(name)) continue;
      for (const auto& item : one.at(name)) CHECK(schemaProblem(schema, edit, item) == "");
    }
  }
  CHECK(schemaProblem(schema, schema, nlohmann::json::parse(textOf("tests/golden/song/version0_as_3.json"))) == "");
  for (const auto& [from, to] : {std::pair{"\"capo\":0", "\"capo\":12"},
                                 {"\"capo\":0", "\"capo\":0,\"colour\":1"},
                                 {"\"title\":\"T\",", ""},
                                 {"\"kind\":\"human\"", "\"kind\":\"robot\""},
                                 {"\"id\":\"c3\"", "\"id\":\"c 3\""},
                                 {"\"start\":3840", "\"start\":1.5"}}) {
    CAPTURE(to);
    CHECK(schemaProblem(schema, schema, nlohmann::json::parse(withExchanged(from, to))) != "");
  }
  CHECK(schemaProblem(schema, edit, {{"op", "removeChord"}}) != "");
}
