#include "wire/chords_json.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace amuse;
using nlohmann::json;

namespace {

json answerTo(const std::string& request) {
  const auto parsed = wire::parseChordsRequest(request);
  REQUIRE_MESSAGE(parsed.has_value(), (parsed ? "" : parsed.error().message));
  return json::parse(wire::answerChords(*parsed, {}));
}

}  // namespace

TEST_CASE("each symbol is read for itself, in order, and a wrong one tells where") {
  const auto answer = answerTo(R"({"symbols":["Cm7","H7","am"," F#m7b5 ","Cm7"],"key":"Bb","shapes":false})");
  REQUIRE(answer["chords"].size() == 5);
  const auto& first = answer["chords"][0]["chord"];
  CHECK(first["symbol"] == "Cm7");
  CHECK(first["roman"] == "ii7");
  CHECK(first["nashville"] == "2-7");
  CHECK(first["origin"] == "inKey");
  CHECK(first["notes"] == json{"C", "Eb", "G", "Bb"});
  CHECK(first["pitchClasses"] == json{0, 3, 7, 10});
  CHECK(first["degrees"] == json{"1", "b3", "5", "b7"});
  CHECK(answer["chords"][1]["error"]["offset"] == 0);
  CHECK_FALSE(answer["chords"][1].contains("chord"));
  CHECK(answer["chords"][2]["chord"]["symbol"] == "Am");
  CHECK(answer["chords"][3]["chord"]["symbol"] == "F#m7b5");
  CHECK(answer["chords"][4] == answer["chords"][0]);
  CHECK_FALSE(answer["chords"][0].contains("shapes"));
}

TEST_CASE("shapes name what is held with the capo, and sound the chord") {
  const auto answer = answerTo(R"({"symbols":["Eb","N.C."],"key":"Eb","capo":3})");
  const auto& shapes = answer["chords"][0]["shapes"];
  CHECK(shapes["held"] == "C");
  for (const char* instrument : {"guitar", "ukulele"})
    for (const auto& fingering : shapes[instrument])
      for (const int pitch : fingering["pitches"]) CHECK((pitch % 12 == 3 || pitch % 12 == 7 || pitch % 12 == 10));
  CHECK(shapes["piano"].size() >= 3);
  CHECK(answer["chords"][1]["chord"]["root"].is_null());
  CHECK(answer["chords"][1]["shapes"]["guitar"].empty());
}

TEST_CASE("where a foreign chord comes from is told") {
  const auto answer = answerTo(R"({"symbols":["Fm","D7","G"],"key":"C","shapes":false})");
  CHECK(answer["chords"][0]["chord"]["from"] == "Min");
  CHECK(answer["chords"][1]["chord"]["to"] == "G");
  CHECK(answer["chords"][1]["chord"]["roman"] == "V7/V");
  CHECK(answer["chords"][2]["chord"]["from"].is_null());
}

TEST_CASE("requests that make no sense are refused with what to change") {
  for (const char* bad : {"{}", R"({"symbols":"C"})", R"({"complete":"C","key":"H"})", R"({"symbols":[],"capo":12})",
                          R"({"symbols":[],"colour":1})", R"({"symbols":[1]})"}) {
    CAPTURE(bad);
    CHECK_FALSE(wire::parseChordsRequest(bad));
  }
}
