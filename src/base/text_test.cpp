#include "base/text.h"

#include <doctest/doctest.h>

using namespace amuse;

TEST_CASE("split keeps empty pieces and splitWords drops them") {
  CHECK(split("a\t\tb", '\t') == std::vector<std::string_view>{"a", "", "b"});
  CHECK(split("", ',') == std::vector<std::string_view>{""});
  CHECK(splitWords("  C  Am\tF \n") == std::vector<std::string_view>{"C", "Am", "F"});
  CHECK(trim(" \t x y \n") == "x y");
  CHECK(trim(" \t ").empty());
}

TEST_CASE("invalid UTF-8 is found at its first byte") {
  struct Row {
    std::string_view text;
    std::size_t offset;
  };
  for (const auto& [text, offset] :
       {Row{"caf\xc3\xa9", std::string_view::npos}, Row{"\xf0\x9f\x8e\xb5", std::string_view::npos}, Row{"a\xff", 1},
        Row{"ab\xc3", 2}, Row{"\xc0\x80", 0}, Row{"x\xed\xa0\x80", 1}, Row{"\xf4\x90\x80\x80", 0}, Row{"\x80", 0}}) {
    CAPTURE(text);
    CHECK(findInvalidUtf8(text) == offset);
  }
}

TEST_CASE("table rows leave out the header, comments and blank lines") {
  const auto rows = tableRows("word\tvalue\n# note\nsun\t1\r\n\nrain\t2\n");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0] == std::vector<std::string_view>{"sun", "1"});
  CHECK(rows[1][0] == "rain");
}

TEST_CASE("the beginning of a text ends with a whole character") {
  CHECK(validBeginning("warm rain", 4) == "warm");
  CHECK(validBeginning("warm", 9) == "warm");
  CHECK(validBeginning("caf\xc3\xa9", 4) == "caf");
  CHECK(validBeginning("caf\xc3\xa9", 5) == "caf\xc3\xa9");
  CHECK(validBeginning("a\xff z", 4) == "a");
  CHECK(validBeginning("", 4).empty());
}
