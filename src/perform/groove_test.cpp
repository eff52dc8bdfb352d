#include "perform/groove.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "perform/pattern.h"

using namespace amuse;
using namespace amuse::perform;

namespace {

constexpr std::string_view kSmallGroove = R"(
name = "small"
tempo = [80, 120]
[keys]
[[keys.lines]]
simple = "x---|o-.-"
)";

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  text.replace(text.find(from), from.size(), to);
  return text;
}

}  // namespace

TEST_CASE("the shipped grooves load, with distinct names and at least one chord instrument at every level") {
  const auto book = loadGrooveBook(AMUSE_SOURCE_DIR);
  REQUIRE_MESSAGE(book.has_value(), (book ? std::string() : book.error().message));
  CHECK(book->grooves.size() >= 12);
  std::set<std::string> seen;
  for (const Groove& groove : book->grooves) {
    CAPTURE(groove.name);
    CHECK(seen.insert(groove.name).second);
    CHECK(book->find(groove.name) == &groove);
    CHECK_FALSE(groove.genres.empty());
    CHECK_FALSE(groove.words.empty());
    for (int i = 0; i <= 20; ++i) {
      for (int j = 0; j <= 20; ++j) {
        const Level level{i / 20.0, j / 20.0};
        const bool chords = std::any_of(groove.parts.begin(), groove.parts.end(), [&](const GroovePart& part) {
          return part.instrument != Instrument::Drums && part.instrument != Instrument::Bass &&
                 lineFor(part, "right", level) != nullptr;
        });
        CHECK_MESSAGE(chords, "density ", level.density, " energy ", level.energy);
      }
    }
  }
}

TEST_CASE("a groove's faults are named with the place and what to write instead") {
  const std::string good(kSmallGroove);
  CHECK(parseGroove(good, "small.toml").has_value());
  struct Case {
    const char *from, *to, *message;
  };
  const Case cases[] = {
      {"name = \"small\"", "name = \"\"", "'name' is needed"},
      {"x---|o-.-", "x---|q-.-", "has a step 'q'"},
      {"x---|o-.-", "x---||o-.-", "a beat without steps"},
      {"[80, 120]", "[120, 80]", "is [low, high]"},
      {"[80, 120]", "80", "is [low, high]"},
      {"[keys]", "[keys]\nprogram = 200", "from 0 to 127"},
      {"[keys]", "[keys]\nprogramme = 2", "'programme' is not known here"},
      {"[keys]", "[keys]\nvoicing = \"wide\"", "is close, shell"},
      {"[keys]", "[drums]\n[[drums.lines]]\ndrum = \"gong\"\nsimple = \"x\"\n[keys]", "'gong' is no drum"},
      {"simple = ", "hand = \"feet\"\nsimple = ", "is right or, for keys, left"},
      {"simple = \"x---|o-.-\"", "", "'simple' or 'compound' is needed"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.to);
    const auto groove = parseGroove(replaced(good, each.from, each.to), "small.toml");
    REQUIRE_FALSE(groove.has_value());
    CHECK(groove.error().code == ErrorCode::InvalidArgument);
    CHECK_MESSAGE(groove.error().message.find(each.message) != std::string::npos, groove.error().message);
    CHECK(groove.error().message.find("small.toml") == 0);
  }
  const auto broken = parseGroove(good + "[keys", "small.toml");
  REQUIRE_FALSE(broken.has_value());
  CHECK(broken.error().code == ErrorCode::Parse);
  CHECK(broken.error().message.find("line ") != std::string::npos);
  CHECK(parseGroove(good + "\xc3\xa9 = 1", "small.toml").error().code == ErrorCode::Parse);
  CHECK(parseGroove(std::string(kMaxGrooveBytes + 1, '#'), "big").error().code == ErrorCode::TooLarge);
  CHECK(loadGrooveBook("/nowhere").error().code == ErrorCode::Unavailable);
}

TEST_CASE("metres fall into beats of two and three") {
  struct Case {
    song::Meter meter;
    std::vector<int> sizes;  // in smaller notes of the metre's unit; 0 marks nothing
  };
  const Case cases[] = {{{4, 4}, {1, 1, 1, 1}},  {{3, 4}, {1, 1, 1}}, {{6, 8}, {3, 3}},
                        {{7, 8}, {2, 2, 3}},     {{5, 8}, {3, 2}},    {{9, 8}, {3, 3, 3}},
                        {{12, 8}, {3, 3, 3, 3}}, {{8, 8}, {3, 3, 2}}, {{10, 8}, {3, 3, 2, 2}},
                        {{4, 8}, {2, 2}},        {{3, 8}, {3}},       {{2, 8}, {2}},
                        {{1, 8}, {1}},           {{8, 16}, {4, 4}},   {{5, 4}, {1, 1, 1, 1, 1}}};
  for (const Case& each : cases) {
    CAPTURE(song::toText(each.meter));
    const auto groups = groupsOf(each.meter, Pulse::Simple);
    REQUIRE(groups.size() == each.sizes.size());
    song::Tick at = 0;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      CHECK(groups[i].offset == at);
      CHECK(groups[i].length == each.meter.beatTicks() * each.sizes[i]);
      at += groups[i].length;
    }
    CHECK(at == each.meter.barTicks());
  }
  CHECK(groupsOf({6, 8}, Pulse::Triple).size() == 6);
  CHECK(groupsOf({3, 2}, Pulse::Simple).size() == 6);
}

TEST_CASE("every group of every metre takes a cell that the pattern has, the first always the first") {
  for (std::size_t cells = 1; cells <= 8; ++cells) {
    for (std::size_t groups = 1; groups <= 64; ++groups) {
      CHECK(cellIndex(0, groups, cells) == 0);
      for (std::size_t g = 0; g < groups; ++g) CHECK(cellIndex(g, groups, cells) < cells);
    }
  }
}

TEST_CASE("the off-beat of a straight beat comes late in a beat of three") {
  CHECK(toCompoundCell("xx") == "x.x");
  CHECK(toCompoundCell("x-") == "x--");
  CHECK(toCompoundCell("x.o.") == "x...o.");
  CHECK(toCompoundCell("x---") == "x-----");
}
