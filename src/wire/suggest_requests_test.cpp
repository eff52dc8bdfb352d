#include "wire/suggest_requests.h"

#include <doctest/doctest.h>

using namespace amuse;

TEST_CASE("a question for ideas is read with its place, its dials and what is said") {
  const auto request = wire::parseIdeasRequest(
      R"({"kind":"vary","part":"Verse","from":3,"bars":2,"change":0.25,"count":2,"seed":9,"surprise":0.2,
          "shifts":{"richness":-0.5},"like":["C","Am"],"text":"rain","keywords":["warm"],"rhythm":"bar","version":4,
          "remember":false})");
  REQUIRE_MESSAGE(request.has_value(), (request ? "" : request.error().message));
  const auto& question = request->question;
  CHECK(question.kind == app::IdeaKind::Vary);
  CHECK(question.part == "Verse");
  CHECK(question.in.place.firstBar == 3);
  CHECK(question.in.place.bars == 2);
  CHECK(question.in.change == 0.25);
  CHECK(question.in.shifts == app::Shifts{0, 0, 0, -0.5});
  CHECK(question.in.like.size() == 2);
  CHECK(question.in.rhythm == app::PlaceRhythm::Bar);
  CHECK(question.in.inspiration == "rain");
  CHECK(request->version == 4);
  CHECK_FALSE(request->remember);
  CHECK(request->hasSeed);
}

TEST_CASE("wrong fields of questions are named") {
  struct Row {
    const char *request, *named;
  };
  for (const auto& [text, named] :
       {Row{R"({"part":"x"})", "kind"}, Row{R"({"kind":"sing"})", "kind"}, Row{R"({"kind":"more","from":0})", "from"},
        Row{R"({"kind":"more","shifts":{"richness":2}})", "richness"},
        Row{R"({"kind":"more","shifts":{"sweetness":1}})", "sweetness"}, Row{R"({"kind":"more","like":["H"]})", "like"},
        Row{R"({"kind":"more","colour":1})", "colour"}, Row{R"({"kind":"more","change":1.5})", "change"}}) {
    CAPTURE(text);
    const auto request = wire::parseIdeasRequest(text);
    REQUIRE_FALSE(request);
    CHECK(request.error().message.find(named) != std::string::npos);
  }
  CHECK(wire::parseSuggestRequest(R"({"text":"x","shifts":{"brightness":-1},"like":["C"],"change":0})"));
  CHECK_FALSE(wire::parseSuggestRequest(R"({"text":"x","change":-1})"));
}
