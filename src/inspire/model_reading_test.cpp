#include "inspire/model_reading.h"

#include <doctest/doctest.h>

using namespace amuse;
using namespace amuse::inspire;

namespace {

const TextReader& tables() {
  static const auto reader = TextReader::open(std::string(AMUSE_SOURCE_DIR) + "/data/llm");
  REQUIRE(reader);
  return *reader;
}

}  // namespace

TEST_CASE("a model's reading becomes a brief, its evidence where it stands in the text") {
  const auto brief = parseReading(
      tables(),
      "Here it is:\n```json\n{\"keywords\":[{\"word\":\"Late-Night\",\"evidence\":\"LAST train "
      "home\"},{\"word\":\"wistful\","
      "\"evidence\":\"nowhere to be found\"},\"slow\"],\"affect\":{\"valence\":-0.3,\"arousal\":-7,\"tension\":0,"
      "\"complexity\":0.4},\"genres\":[\"lo-fi\",7],\"mode\":\"Dor\",\"tempo\":[68,84]}\n```",
      "the last train home");
  REQUIRE_MESSAGE(brief.has_value(), brief.error().message);
  REQUIRE(brief->keywords.size() == 3);
  CHECK(brief->keywords[0].word == "late-night");
  REQUIRE(brief->keywords[0].evidence.size() == 1);
  CHECK(std::get<brief::TextEvidence>(brief->keywords[0].evidence[0]) == brief::TextEvidence{4, 19, "last train home"});
  CHECK(brief->keywords[1].evidence.empty());
  CHECK(brief->affect.arousal == -1);
  CHECK(brief->genres.size() == 1);
  CHECK(brief->mode == theory::Mode::Dor);
  CHECK(brief->tempoBpm == std::array{68, 84});
}

TEST_CASE("what is no reading is refused, and what is odd in one is passed over") {
  for (const std::string_view reply :
       {"", "I can't.", "{}", "{\"keywords\":[]}", "{\"keywords\":[{\"word\":\"\"}]}", "}{"}) {
    CAPTURE(reply);
    CHECK_FALSE(parseReading(tables(), reply, "x"));
  }
  const auto odd =
      parseReading(tables(), R"({"keywords":["warm"],"affect":7,"genres":"x","mode":"Zzz","tempo":[9,"a"]})", "");
  REQUIRE(odd);
  CHECK(odd->keywords.size() == 1);
  CHECK(parseReading(tables(), std::string(kMaxReadingBytes + 1, '{'), "").error().code == ErrorCode::TooLarge);
}

TEST_CASE("the prompt asks with the words and names what comes along") {
  const auto prompt = llm::Prompt::open(readingPromptPath(AMUSE_SOURCE_DIR));
  REQUIRE_MESSAGE(prompt.has_value(), prompt.error().message);
  const auto alone = makeReadingRequest(*prompt, "rain {{text}}", {}, {}, true);
  REQUIRE(alone);
  CHECK(alone->schema);
  CHECK(alone->messages.back().text == "The inspiration: rain {{text}}");
  const auto with = makeReadingRequest(*prompt, "", {}, {{llm::Attachment::Kind::Image, "image/png", "x"}}, false);
  REQUIRE(with);
  CHECK(with->messages.back().text == "With it come a picture.");
  const auto told = makeReadingRequest(*prompt, "", {"a picture in which Amuse sees: coast, calm"}, {}, false);
  REQUIRE(told);
  CHECK(told->messages.back().text ==
        "A program looked and listened where you can't: a picture in which Amuse sees: coast, calm.");
  CHECK(with->messages.back().attachments.size() == 1);
  // Our own example in the prompt is one that we can read.
  const std::string& system = prompt->sections().front().text;
  CHECK(parseReading(tables(), system.substr(system.rfind("{\"keywords\"")), "the last train home"));
}
