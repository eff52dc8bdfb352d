#include "notation/bar_syntax.h"

#include <doctest/doctest.h>

using namespace amuse;
using namespace amuse::notation;

namespace {
constexpr song::Meter kFourFour{4, 4};
constexpr song::Tick kBar = 4 * song::kTicksPerQuarter;
}  // namespace

TEST_CASE("symbols share their bar equally and slots stay open") {
  const auto line = parseBars("C G | Am _", kFourFour);
  REQUIRE(line.has_value());
  REQUIRE(line->cells.size() == 4);
  CHECK(line->bars == 2);
  CHECK(line->hasSlots());
  CHECK(line->cells[1].start == kBar / 2);
  CHECK(line->cells[2].start == kBar);
  CHECK_FALSE(line->cells[3].chord.has_value());
}

TEST_CASE("a dot holds over the bar line and a percent sign repeats the bar before") {
  const auto line = parseBars("| C . F | . | % | G |", kFourFour);
  REQUIRE(line.has_value());
  CHECK(line->bars == 4);
  REQUIRE(line->cells.size() == 3);
  CHECK(line->cells[1].length == kBar / 3 + 2 * kBar);  // F for a third, then two bars that only hold
}

TEST_CASE("seven chords in a bar fill it exactly") {
  const auto line = parseBars("C D E F G A B", {7, 8});
  REQUIRE(line.has_value());
  song::Tick at = 0;
  for (const auto& cell : line->cells) {
    CHECK(cell.start == at);
    at += cell.length;
  }
  CHECK(at == song::Meter{7, 8}.barTicks());
}

TEST_CASE("what cannot be read is named with its place") {
  struct Row {
    std::string_view text;
    std::size_t offset;
  };
  for (const auto& [text, offset] :
       {Row{"C G | H7", 6}, Row{"C || G", 3}, Row{"% | C", 0}, Row{". C", 0}, Row{"  ", 0}, Row{"C | Am7x", 7}}) {
    CAPTURE(text);
    const auto line = parseBars(text, kFourFour);
    REQUIRE_FALSE(line.has_value());
    CHECK(line.error().offset == offset);
  }
  CHECK(parseBars(std::string(20000, 'C'), kFourFour).error().code == ErrorCode::TooLarge);
}

TEST_CASE("writing bars and reading them again gives the same cells") {
  for (const std::string_view text : {"C G | Am _", "C . . G | . . F . | Em", "C | . | F/A G/B _"}) {
    CAPTURE(text);
    const auto line = parseBars(text, kFourFour);
    REQUIRE(line.has_value());
    const auto again = parseBars(toBarText(line->cells, kFourFour), kFourFour);
    REQUIRE(again.has_value());
    CHECK(again->cells == line->cells);
  }
}
