#include "wire/suggest_json.h"

#include <doctest/doctest.h>

#include <limits>
#include <nlohmann/json.hpp>

using namespace amuse;
using nlohmann::json;

TEST_CASE("an error is an object with code, message and where it was") {
  CHECK(wire::toJson(Error{ErrorCode::Parse, "no chord", 3}) ==
        R"({"error":{"code":"Parse","message":"no chord","offset":3}})");
  CHECK(wire::toJson(Error{ErrorCode::TooLarge, "cut it", {}}) ==
        R"({"error":{"code":"TooLarge","message":"cut it","offset":null}})");
}

TEST_CASE("numbers are rounded to nine digits and always finite") {
  app::LineScore score;
  score.chords = {*theory::parseChordSymbol("C")};
  score.logP = {-1.0 / 3, std::numeric_limits<double>::quiet_NaN()};
  score.logQ = {-std::numeric_limits<double>::infinity(), -1234567.891234};
  score.acceptance = 1e-15 / 3;
  const auto object = json::parse(wire::toJson(score));
  CHECK(object["logP"] == json({-0.333333333, 0}));
  CHECK(object["logQ"][1].get<double>() == doctest::Approx(-1234567.89));
  CHECK(object["acceptance"].get<double>() > 0);
  for (const auto& value : object["logQ"]) CHECK(value.is_number());
}

TEST_CASE("an answer keeps the contract's names and order, with null where there is no context") {
  app::SuggestAnswer answer;
  answer.seed = 4294967295u;
  answer.plan.key = {theory::parseKey("Eb")->tonic, theory::Mode::Dor};
  answer.plan.meter = {6, 8};
  answer.proposer = "builtin";
  app::Suggestion suggestion;
  suggestion.chords = {*theory::parseChordSymbol("Ebm7"), *theory::parseChordSymbol("Ab7/C")};
  suggestion.beats = {6, 6};
  suggestion.romans = {"i7", "IV7/3"};
  suggestion.voicings = {{51, 58, 61}, {48, 60, 63}};
  suggestion.why = {{"two-five", {{"two", "Ebm7"}}, "a \"quoted\" reason"}};
  suggestion.voiceLeading = {1.5, 2.0, std::nullopt};
  answer.suggestions = {suggestion};
  const std::string text = wire::toJson(answer);
  CHECK(text.find('\n') == std::string::npos);
  CHECK(text.rfind("{\"seed\":4294967295,\"version\":", 0) == 0);
  const auto object = json::parse(text);
  CHECK(object["key"] == "Eb");
  CHECK(object["mode"] == "Dor");
  CHECK(object["meter"] == "6/8");
  const auto& shown = object["suggestions"][0];
  CHECK(shown["chords"] == json({"Ebm7", "Ab7/C"}));
  CHECK(shown["voicings"][1] == json({48, 60, 63}));
  CHECK(shown["why"][0]["text"] == "a \"quoted\" reason");
  CHECK(shown["voiceLeading"]["fromContext"] == 2.0);
  CHECK(shown["voiceLeading"]["toContext"].is_null());
  CHECK(object["stats"]["acceptanceRate"] == 0);
}

TEST_CASE("bytes that are no UTF-8 do not break the line") {
  app::NextAnswer answer;
  CHECK(json::accept(wire::toJson(answer, theory::Mode::Maj)));
  CHECK(json::accept(wire::toJson(Error{ErrorCode::Parse, "\xff\xfe", {}})));
}
