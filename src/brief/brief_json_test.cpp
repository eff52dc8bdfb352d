#include "brief/brief_json.h"

#include <doctest/doctest.h>

#include <string>

using namespace amuse;
using namespace amuse::brief;

namespace {

Brief beachBrief() {
  Brief brief;
  brief.keywords = {{"nostalgic", 0.9, {TextEvidence{0, 8, "memories"}}, Affect{0.2, -0.3, 0.1, 0.4}},
                    {"sunny",
                     0.7,
                     {RegionEvidence{{0.1, 0.2, 0.5, 0.25}, "coast", 0.82}, ColourEvidence{"#20b2aa", 0.31}},
                     std::nullopt},
                    {"surf", 0.5, {SoundEvidence{1.5, 2.25}}, std::nullopt},
                    {"mine", 1, {}, std::nullopt}};
  brief.affect = {0.5, -0.25, 0, 0.125};
  brief.genres = {{"dream pop", 0.6}};
  brief.mode = theory::Mode::Lyd;
  brief.modeWhy = "bright and dreaming";
  brief.tempoBpm = {84, 100};
  brief.notes = {"I don't know the word \"xyzzy\"."};
  return brief;
}

}  // namespace

TEST_CASE("a brief with every kind of evidence comes back from its JSON") {
  const Brief brief = beachBrief();
  const auto back = parseBrief(toJson(brief, 2));
  REQUIRE_MESSAGE(back.has_value(), back.error().message);
  CHECK(*back == brief);
  CHECK(parseBrief(toJson(Brief{})).value() == Brief{});
}

TEST_CASE("a brief has the shape the command line promises") {
  CHECK(
      toJson(beachBrief()) ==
      R"({"keywords":[{"word":"nostalgic","weight":0.9,"evidence":[{"source":"text","span":[0,8],"text":"memories"}],)"
      R"("affect":{"valence":0.2,"arousal":-0.3,"tension":0.1,"complexity":0.4}},)"
      R"({"word":"sunny","weight":0.7,"evidence":[{"source":"image","region":[0.1,0.2,0.5,0.25],"class":"coast","confidence":0.82},)"
      R"({"source":"image","colour":"#20b2aa","share":0.31}]},)"
      R"({"word":"surf","weight":0.5,"evidence":[{"source":"audio","span":[1.5,2.25]}]},)"
      R"({"word":"mine","weight":1.0,"evidence":[]}],)"
      R"("affect":{"valence":0.5,"arousal":-0.25,"tension":0.0,"complexity":0.125},)"
      R"("genres":[{"name":"dream pop","weight":0.6}],"mode":{"name":"Lyd","why":"bright and dreaming"},)"
      R"("tempoBpm":[84,100],"notes":["I don't know the word \"xyzzy\"."]})");
}

TEST_CASE("a brief that is not right is refused with the field's path") {
  const std::string good = toJson(beachBrief());
  struct Row {
    std::string_view from, to, message;
  };
  for (const auto& [from, to, message] :
       {Row{"\"weight\":0.9", "\"weight\":1.9", "keywords/0/weight must be a number from 0 to 1"},
        Row{"\"source\":\"audio\"", "\"source\":\"smell\"",
            "keywords/2/evidence/0/source must be text, image or audio"},
        Row{"#20b2aa", "#20b2ag", "keywords/1/evidence/1/colour must be a colour such as #20b2aa"},
        Row{"[84,100]", "[100,84]", "tempoBpm/1 must be a whole number from 100 to 400"},
        Row{"[84,100]", "[100]", "tempoBpm must have 2 entries"},
        Row{"\"genres\"", "\"genre\"", "the document has an unknown field \"genre\""}}) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    CAPTURE(message);
    REQUIRE_FALSE(parseBrief(text).has_value());
    CHECK(parseBrief(text).error().message == message);
  }
}
