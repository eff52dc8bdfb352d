#include "base/json_reader.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace amuse;

namespace {

template <typename Read>
std::optional<Error> problemOf(std::string_view text, Read read) {
  const auto document = parseJsonText(text, 1000);
  REQUIRE(document.has_value());
  std::optional<Error> problem;
  read(JsonReader(*document, problem));
  return problem;
}

}  // namespace

TEST_CASE("JSON text is refused when too large, too deep, broken or ambiguous") {
  CHECK(parseJsonText("[1, 2]", 6).has_value());
  CHECK(parseJsonText("[1, 2]", 5).error().code == ErrorCode::TooLarge);
  REQUIRE_FALSE(parseJsonText(std::string(65, '[') + std::string(65, ']'), 1000).has_value());
  CHECK(parseJsonText(std::string(65, '[') + std::string(65, ']'), 1000).error().code == ErrorCode::TooLarge);
  CHECK(parseJsonText(std::string(64, '[') + std::string(64, ']'), 1000).has_value());
  CHECK(parseJsonText("{\"a\": tru}", 1000).error().offset == 9u);
  CHECK(parseJsonText("", 1000).error().code == ErrorCode::Parse);
  CHECK(parseJsonText("\"\xff\"", 1000).error().code == ErrorCode::Parse);
  CHECK(parseJsonText("1e999", 1000).error().code == ErrorCode::Parse);
  CHECK(parseJsonText("{\"a\": 1, \"b\": {\"a\": 2}}", 1000).has_value());
  CHECK(parseJsonText("{\"a\": 1, \"a\": 2}", 1000).error().code == ErrorCode::Parse);
  CHECK(parseJsonText("[{\"a\": 1}, {\"a\": 2}]", 1000).has_value());
}

TEST_CASE("a reader gives values, and the path to the first thing that is wrong") {
  constexpr std::string_view kText = R"({"list": [{"n": 1.5}, {"n": "x"}], "yes": true, "none": null})";
  CHECK_FALSE(problemOf(kText, [](const JsonReader& reader) {
    CHECK(reader.at("list").items(2)[0].at("n").number(0, 2) == 1.5);
    CHECK(reader.at("yes").boolean());
    CHECK_FALSE(reader.find("none").has_value());
    CHECK_FALSE(reader.find("more").has_value());
    reader.allowOnly({"list", "yes", "none"});
  }));
  const auto message = [&](auto read) { return problemOf(kText, read).value_or(Error{}).message; };
  CHECK(message([](const JsonReader& r) { (void)r.at("list").items(2)[1].at("n").number(0, 1); }) ==
        "list/1/n must be a number from 0 to 1");
  CHECK(message([](const JsonReader& r) { (void)r.at("list").items(2)[0].at("n").integer(0, 9); }) ==
        "list/0/n must be a whole number from 0 to 9");
  CHECK(message([](const JsonReader& r) { (void)r.at("list").items(1); }) == "list must have at most 1 entries");
  CHECK(message([](const JsonReader& r) { (void)r.at("nope").text(3); }) == "the document lacks \"nope\"");
  CHECK(message([](const JsonReader& r) {
          r.allowOnly({"list", "yes"});
        }) == "the document has an unknown field \"none\"");
}

TEST_CASE("JSON text is read whole, or its first problem is told") {
  const auto read = [](std::string_view text) {
    return readJsonText(text, 20, [](const JsonReader& reader) { return reader.at("a").integer(0, 9); });
  };
  CHECK(read("{\"a\":3}") == 3);
  CHECK(read("{\"a\":12}").error().code == ErrorCode::InvalidArgument);
  CHECK(read("{\"a\":").error().code == ErrorCode::Parse);
  CHECK(read("{\"a\":3,\"b\":\"a long text\"}").error().code == ErrorCode::TooLarge);
}
