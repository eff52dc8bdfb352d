#include "propose/chord_line.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "base/text.h"

using namespace amuse;
using namespace amuse::propose;

namespace {

theory::Key lineKey(std::string_view text) {
  const auto key = theory::parseKey(text);
  REQUIRE(key);
  return {key->tonic, key->hasMode ? key->mode : theory::Mode::Maj};
}

/// "Am F | C" as read; "-" for a line that is no progression, "!" and the reason for one that cannot be read.
std::string asRead(std::string_view line, std::string_view key = "C") {
  const auto read = readChordLine(line, lineKey(key));
  if (!read) return "!" + read.error().message;
  if (!*read) return "-";
  std::vector<std::string> bars;
  for (const auto& bar : (*read)->bars) {
    std::vector<std::string> names;
    for (const auto& chord : bar) names.push_back(theory::toText(chord));
    bars.push_back(join(names, " "));
  }
  return join(bars, " | ");
}

}  // namespace

TEST_CASE("chords are found however a line is set out") {
  struct Row {
    std::string_view line, read;
  };
  for (const auto& [line, read] : {
           Row{"C G Am F", "C G Am F"},
           Row{"12. C6/9 | G7(b9, #11) | Am7/G | F", "C69 | G7b9#11 | Am7/G | F"},
           Row{"|C . . .|% |F/A G|", "C | C | F/A G"},
           Row{"A. C-G-Am-F", "C G Am F"},
           Row{"C-7 F7 Bb\u0394 Eb\u00f87", "Cm7 F7 Bbmaj7 Ebm7b5"},
           Row{"a F C G", "Am F C G"},
           Row{"am f c g", "Am F C G"},
           Row{"B flat, E-flat 7, f-sharp minor", "Bb Eb7 F#m"},
           Row{"C major 7 to A minor 7", "Cmaj7 Am7"},
           Row{"**Verse 1:** `C | G | Am | F`", "C | G | Am | F"},
           Row{"> 3) Dm7 \u2013 G7 \u2013 Cmaj7 \u2014 my favourite", "Dm7 G7 Cmaj7"},
           Row{"C (I) \u2192 G (V) \u2192 Am (vi)", "C G Am"},
           Row{"| 2 | C G Am F | sad |", "C G Am F"},
           Row{"I-V-vi-IV", "C G Am F"},
           Row{"1-5-6m-4", "C G Am F"},
           Row{"V7/ii ii7 V7 Imaj7", "A7 Dm7 G7 Cmaj7"},
       }) {
    CAPTURE(line);
    CHECK(asRead(line) == read);
  }
}

TEST_CASE("numerals with flats that the scale has already are counted from major") {
  CHECK(asRead("i bVI bIII bVII", "A minor") == "Am F C G");
  CHECK(asRead("i VI III VII", "A minor") == "Am F C G");
  CHECK(asRead("i bII V7 i", "A minor") == "Am Bb E7 Am");
}

TEST_CASE("what is no progression is passed over") {
  for (const std::string_view line :
       {"", "   ", "```", "---", "| --- | --- |", "Here are 4 progressions in C major:", "A gentle lift, then home.",
        "Key: C major", "Let me know!", "### Dreamy", "I hope you like these.", "2.", "7", " 5 ", "7 \n",
        "| # | Progression |", "Enjoy! \U0001F3B6"}) {
    CAPTURE(line);
    CHECK(asRead(line) == "-");
  }
}

TEST_CASE("a progression with something unreadable is refused by name") {
  struct Row {
    std::string_view line, named;
  };
  for (const auto& [line, named] : {Row{"C Hm7 F G", "Hm7"}, Row{"Am N.C. F G", "N.C."}, Row{"C G Am Fblah", "Fblah"},
                                    Row{"C G wow Am F", "wow"}, Row{"Cm7b5b6b8 C", "Cm7b5b6b8"}}) {
    CAPTURE(line);
    const std::string read = asRead(line);
    CHECK(read.starts_with("!"));
    CHECK_MESSAGE(read.find(named) != std::string::npos, read);
  }
  CHECK(readChordLine(std::string(kMaxChordLineBytes + 1, 'C'), {}).error().code == ErrorCode::TooLarge);
}

TEST_CASE("any chords in any setting come back as they were") {
  rc::check("chords", [] {
    const std::vector<std::string> suffixes{"",     "m",     "7",  "maj7", "m7", "m7b5", "dim7",
                                            "sus4", "7sus4", "69", "add9", "13", "aug"};
    const std::vector<std::string> roots{"C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"};
    const std::vector<std::string> between{" ", " | ", ", ", " - ", " -> ", "  ", " \u2013 "};
    const std::vector<std::string> before{"", "1. ", "- ", "3) ", "**", "Verse: ", "> "};
    const std::vector<std::string> after{"", ".", " (soft)", "  ", "\r", " - slow"};
    const int count = *rc::gen::inRange(2, 9);
    std::string line = *rc::gen::elementOf(before);
    std::vector<std::string> chords;
    const std::string separator = *rc::gen::elementOf(between);
    for (int i = 0; i < count; ++i) {
      chords.push_back(*rc::gen::elementOf(roots) + *rc::gen::elementOf(suffixes));
      line += (i == 0 ? "" : separator) + chords.back();
    }
    line += *rc::gen::elementOf(after);
    const auto read = readChordLine(line, {});
    RC_ASSERT(read && *read);
    std::vector<std::string> names;
    for (const auto& chord : (*read)->chords()) names.push_back(theory::toText(chord));
    RC_ASSERT(names == chords);
  });
}
