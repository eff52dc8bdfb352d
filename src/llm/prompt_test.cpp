#include "llm/prompt.h"

#include <doctest/doctest.h>

namespace amuse::llm {

TEST_CASE("places are filled, and a line of empty ones is left out") {
  const auto prompt = Prompt::parse(
      "version: test-3\n\n== system\nBe brief.\n\n== user\nWords: {{words}}\nBefore: {{before}}\nEnd {{a}}-{{b}}\n"
      "== schema\n{}\n");
  REQUIRE(prompt);
  CHECK(prompt->version() == "test-3");
  CHECK(prompt->schema() == "{}");
  const auto messages = prompt->fill({{"words", "rain, {{before}}"}, {"before", ""}, {"a", ""}, {"b", "x"}});
  REQUIRE(messages);
  REQUIRE(messages->size() == 2);
  CHECK((*messages)[0].role == Role::System);
  CHECK((*messages)[1].text == "Words: rain, {{before}}\nEnd -x");
}

TEST_CASE("a place without a value is an error, and so is a file that is no prompt") {
  const auto prompt = Prompt::parse("version: t\n== user\n{{what}}\n");
  REQUIRE(prompt);
  CHECK_FALSE(prompt->fill({}));
  for (const std::string_view text : {"", "version: t\n", "== user\nx", "version: t\nx\n== user\n",
                                      "version: t\n== king\nx", "version: t\n== user\n\xC3\n"}) {
    CAPTURE(text);
    CHECK_FALSE(Prompt::parse(text));
  }
  CHECK(Prompt::parse("version: t\n== user\n" + std::string(kMaxPromptBytes, 'x')).error().code == ErrorCode::TooLarge);
}

}  // namespace amuse::llm
