#include "wire/transcription_json.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace amuse;
using namespace amuse::wire;
using nlohmann::json;

namespace {

transcribe::Transcription heardSong() {
  transcribe::Transcription heard;
  heard.durationSeconds = 8;
  heard.tuningCents = -12.34;
  heard.beatsPerBar = 3;
  heard.tempoBpm = 90;
  heard.beats = {{0.5, 1}, {1.125, 2}, {1.75, 3}};
  heard.keys = {{0, 8, {{2, -1}, theory::Mode::Min}, 0.75}};
  const auto chord = [](const char* text) { return *theory::parseChordSymbol(text); };
  heard.chords = {{0, 0.5, std::nullopt, 0.9, {}},
                  {0.5, 4, chord("Ebm7"), 0.5, {{chord("Gb"), 0.25}, {std::nullopt, 0.125}}},
                  {4, 8, chord("Abm/Eb"), 0.25, {}}};
  heard.sections = {{0, 8, "A"}};
  return heard;
}

}  // namespace

TEST_CASE("a transcription's JSON has the fields of the contract and reads back") {
  const auto heard = heardSong();
  const auto text = toJson(heard);
  const auto node = json::parse(text);
  CHECK(node["meter"] == "3/4");
  CHECK(node["tuningCents"] == -12.3);
  CHECK(node["beats"][1] == json{{"timeSeconds", 1.125}, {"beatInBar", 2}});
  CHECK(node["keys"][0] == json{{"start", 0.0}, {"end", 8.0}, {"key", "Eb Min"}, {"confidence", 0.75}});
  CHECK(node["chords"][0]["chord"] == "N.C.");
  CHECK(node["chords"][1]["alternatives"][0] == json{{"chord", "Gb"}, {"p", 0.25}});
  CHECK(node["sections"][0]["label"] == "A");
  CHECK(text.find('\n') == std::string::npos);
  auto same = heard;
  same.tuningCents = -12.3;
  const auto read = parseTranscription(text);
  REQUIRE_MESSAGE(read.has_value(), read.error().message);
  CHECK(*read == same);
  CHECK(progressEvent(0.25) == "{\"share\":0.25}");
}

TEST_CASE("a corrected transcription is settled: no gaps, no equal neighbours, nothing empty") {
  const auto read = parseTranscription(R"({"durationSeconds":9,"beats":[],"keys":[],"chords":[
    {"start":0,"end":1,"chord":"C","confidence":1},{"start":1,"end":2,"chord":"C:maj","confidence":0.5},
    {"start":2,"end":2,"chord":"G","confidence":1},{"start":3,"end":4,"chord":"N","confidence":1},
    {"start":4,"end":9,"chord":"F","confidence":1}]})");
  REQUIRE_MESSAGE(read.has_value(), read.error().message);
  REQUIRE(read->chords.size() == 3);
  CHECK(read->chords[0].end == 2);
  CHECK_FALSE(read->chords[1].chord.has_value());
  CHECK(read->chords[1].start == 2);
  CHECK(read->chords[1].end == 4);
}

TEST_CASE("what is no transcription is refused with its place") {
  const std::string good = toJson(heardSong());
  struct Row {
    std::string_view from, to, place;
  };
  for (const Row& row : {Row{"\"Ebm7\"", "\"H7\"", "chords/1/chord"}, Row{"1.125", "0.5", "beats/1"},
                         Row{"\"Eb Min\"", "\"X\"", "keys/0/key"}, Row{"\"end\":4.0", "\"end\":5.0", "chords/2"},
                         Row{"\"confidence\":0.5", "\"confidence\":2", "chords/1/confidence"},
                         Row{"\"sections\"", "\"parts\"", "parts"}}) {
    CAPTURE(row.from);
    std::string text = good;
    text.replace(text.find(row.from), row.from.size(), row.to);
    const auto read = parseTranscription(text);
    REQUIRE_FALSE(read.has_value());
    CHECK_MESSAGE(read.error().message.find(row.place) != std::string::npos, read.error().message);
  }
}

TEST_CASE("a request for a song says which stretch, key and detail are wanted") {
  const std::string heard = toJson(heardSong());
  const auto read = parseTranscribedSongRequest(
      R"({"transcription":)" + heard + R"(,"transposeTo":"Am","simplify":"triads","from":0.5,"until":4,"title":"x"})");
  REQUIRE_MESSAGE(read.has_value(), read.error().message);
  CHECK(read->wishes.transposeTo->hasMode);
  CHECK(read->wishes.detail == transcribe::ChordDetail::Triads);
  CHECK(read->from == 0.5);
  CHECK(read->until == 4);
  CHECK_FALSE(parseTranscribedSongRequest(R"({"transcription":)" + heard + R"(,"from":4,"until":1})").has_value());
  CHECK_FALSE(parseTranscribedSongRequest(R"({"transcription":)" + heard + R"(,"simplify":"power"})").has_value());
}
