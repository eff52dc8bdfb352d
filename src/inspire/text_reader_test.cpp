#include "inspire/text_reader.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "base/files.h"
#include "base/text.h"
#include "inspire/keyword_brief.h"

namespace amuse::inspire {
namespace {

const TextReader& sharedReader() {
  static const TextReader reader = [] {
    auto opened = TextReader::open(std::filesystem::path(AMUSE_SOURCE_DIR) / "data" / "llm");
    REQUIRE_MESSAGE(opened.has_value(), (opened ? "" : opened.error().message));
    return *opened;
  }();
  return reader;
}

brief::Brief briefOf(std::string_view text) {
  const auto brief = inspireText(sharedReader(), text);
  REQUIRE(brief.has_value());
  return *brief;
}

bool names(const brief::Brief& brief, std::string_view word) {
  return std::any_of(brief.keywords.begin(), brief.keywords.end(),
                     [&](const brief::Keyword& k) { return k.word == word; });
}

bool notes(const brief::Brief& brief, std::string_view part) {
  return std::any_of(brief.notes.begin(), brief.notes.end(),
                     [&](const std::string& note) { return note.find(part) != std::string::npos; });
}

std::string listed(const brief::Brief& brief) {
  std::string all;
  for (const brief::Keyword& keyword : brief.keywords) all += keyword.word + ", ";
  return all;
}

bool signHolds(char sign, double value) {
  if (sign == '+') return value > 0.05;
  if (sign == '-') return value < -0.05;
  return true;
}

}  // namespace

TEST_CASE("phrases are read as a songwriter would read them") {
  const auto table = readFile(std::filesystem::path(AMUSE_SOURCE_DIR) / "tests" / "golden" / "inspire" / "phrases.tsv");
  REQUIRE(table.has_value());
  const auto rows = tableRows(*table);
  CHECK(rows.size() >= 60);
  for (const auto& row : rows) {
    REQUIRE(row.size() == 5);
    const brief::Brief brief = briefOf(row[0]);
    CAPTURE(std::string(row[0]));
    CAPTURE(listed(brief));
    for (const std::string_view choice : split(row[1], ','))
      if (!choice.empty()) {
        const auto words = split(choice, '|');
        CHECK_MESSAGE(std::any_of(words.begin(), words.end(), [&](auto w) { return names(brief, w); }),
                      std::string(choice));
      }
    for (const std::string_view word : split(row[2], ',')) CHECK_FALSE_MESSAGE(names(brief, word), std::string(word));
    if (row[3] != "any") CHECK(theory::isMinorFamily(brief.mode) == (row[3] == "minor"));
    CAPTURE(brief.affect.valence);
    CAPTURE(brief.affect.arousal);
    CAPTURE(brief.affect.tension);
    CHECK(signHolds(row[4][0], brief.affect.valence));
    CHECK(signHolds(row[4][1], brief.affect.arousal));
    CHECK(signHolds(row[4][2], brief.affect.tension));
    CHECK(brief.keywords.size() >= 4);
    CHECK(brief.keywords.size() <= 8);
  }
}

TEST_CASE("a Korean compound means the same written together or apart") {
  CHECK(names(briefOf("펑크록"), "punk"));
  CHECK(names(briefOf("펑크 록"), "punk"));
  CHECK_FALSE(names(briefOf("펑크"), "punk"));
}

TEST_CASE("traps of negation, idiom, irony and mixed feelings: nine of ten are read right") {
  const auto table = readFile(std::filesystem::path(AMUSE_SOURCE_DIR) / "tests" / "golden" / "inspire" / "traps.tsv");
  REQUIRE(table.has_value());
  std::string wrong;
  std::size_t right = 0;
  const auto rows = tableRows(*table);
  REQUIRE(rows.size() >= 60);
  for (const auto& row : rows) {
    REQUIRE(row.size() == 5);
    const brief::Brief brief = briefOf(row[1]);
    const auto with = split(row[3], ','), without = split(row[4], ',');
    const auto named = [&](std::string_view word) { return !word.empty() && names(brief, word); };
    const auto holds = [](char sign, double value) {
      return sign == '0' ? std::abs(value) < 0.3 : signHolds(sign, value);
    };
    const bool good = holds(row[2][0], brief.affect.valence) && holds(row[2][1], brief.affect.arousal) &&
                      (row[3].empty() || std::any_of(with.begin(), with.end(), named)) &&
                      std::none_of(without.begin(), without.end(), named);
    right += good ? 1 : 0;
    if (!good)
      wrong +=
          "\n  " + std::string(row[1]) + ": valence " + std::to_string(brief.affect.valence) + ", " + listed(brief);
  }
  MESSAGE(right, " of ", rows.size(), " right; wrong:", wrong);
  CHECK(10 * right >= 9 * rows.size());
}

TEST_CASE("Korean is read: stems under any ending, negation from behind, evidence in whole syllables") {
  const brief::Brief rain = briefOf("비 오는 날 카페 창가에서 너를 기다려");
  CHECK(rain.notes.empty());
  CHECK(rain.keywords.size() >= 4);
  CHECK(names(rain, "rainy"));
  for (const brief::Keyword& keyword : rain.keywords)
    for (const brief::Evidence& evidence : keyword.evidence)
      CHECK(findInvalidUtf8(std::get<brief::TextEvidence>(evidence).text) == std::string_view::npos);
  CHECK(briefOf("너무 행복해").affect.valence > briefOf("행복하지 않아").affect.valence + 0.3);
  CHECK(briefOf("악몽에서 깼는데 무서워").affect.tension > 0.2);
  CHECK(notes(briefOf("мама мыла раму"), "script"));
  CHECK(notes(briefOf("夏の終わり 花火の匂い"), "Japanese"));
}

TEST_CASE("evidence is the exact bytes of the text") {
  for (const char* text :
       {"Café memories — a “warm” summer’s beach", "not happy, NOT sad; don't worry", "she broke his heart"}) {
    CAPTURE(text);
    for (const brief::Keyword& keyword : briefOf(text).keywords) {
      REQUIRE_FALSE(keyword.evidence.empty());
      for (const brief::Evidence& evidence : keyword.evidence) {
        const auto& span = std::get<brief::TextEvidence>(evidence);
        CHECK(std::string_view(text).substr(span.startByte, span.endByte - span.startByte) == span.text);
        CHECK_FALSE(span.text.empty());
      }
    }
  }
}

TEST_CASE("unknown words are said to be unknown, names and grammar are not") {
  CHECK(notes(briefOf("a happy xyzzy"), "'xyzzy'"));
  CHECK(briefOf("a happy song for Jolene and Konstantinopoulos").notes.empty());
  CHECK(notes(briefOf("xyzzy"), "neutral"));
}

TEST_CASE("text without words or in another language gets an honest note and a neutral brief") {
  for (const char* text : {"", "   ", "!!! ???", "12345"}) {
    CAPTURE(text);
    const brief::Brief brief = briefOf(text);
    CHECK(brief.keywords.empty());
    CHECK(brief.affect == brief::Affect{});
    CHECK_FALSE(brief.notes.empty());
  }
  CHECK(notes(briefOf("ich liebe dich und du bist nicht bei mir"), "German"));
}

TEST_CASE("what the text says outright wins: mode, key and tempo") {
  const brief::Brief brief = briefOf("happy 80s synth pop at 120 bpm in D minor");
  CHECK(brief.mode == theory::Mode::Min);
  CHECK(brief.tempoBpm == std::array<int, 2>{118, 122});
  CHECK(notes(brief, "names a key, D"));
  CHECK(briefOf("something dorian and mysterious").mode == theory::Mode::Dor);
  CHECK(briefOf("a minor inconvenience").mode == briefOf("an inconvenience").mode);
  CHECK(briefOf("adagio, tender").tempoBpm[1] < briefOf("presto, tender").tempoBpm[0]);
}

TEST_CASE("bounds and broken text are refused with one clear line") {
  const auto large = inspireText(sharedReader(), std::string(1 << 20, 'a'));
  REQUIRE_FALSE(large.has_value());
  CHECK(large.error().code == ErrorCode::TooLarge);
  CHECK(large.error().message.find("65536") != std::string::npos);
  const auto broken = inspireText(sharedReader(), "warm \xff night");
  REQUIRE_FALSE(broken.has_value());
  CHECK(broken.error().code == ErrorCode::Parse);
  CHECK(broken.error().offset == 5);
}

TEST_CASE("a chorus sung ten times weighs little more than once") {
  std::string chorus = "I walk alone in the rain. ";
  for (int i = 0; i < 10; ++i) chorus += "happy ";
  CHECK(briefOf(chorus).affect.valence - briefOf("I walk alone in the rain. happy").affect.valence < 0.2);
}

TEST_CASE("intensity orders what it colours") {
  CHECK(briefOf("extremely sad").affect.valence < briefOf("sad").affect.valence);
  CHECK(briefOf("sad").affect.valence < briefOf("slightly sad").affect.valence);
  CHECK(briefOf("slightly sad").affect.valence < briefOf("not sad").affect.valence);
}

TEST_CASE("typed keywords are kept as they stand, known ones move the brief") {
  const auto brief = inspireKeywords(sharedReader(), {" Surf Pop ", "Warm", "zzyzx", "warm"});
  REQUIRE(brief.has_value());
  CHECK(listed(*brief) == "Surf Pop, Warm, zzyzx, ");
  CHECK(brief->keywords[0].affect.has_value());
  CHECK_FALSE(brief->keywords[2].affect.has_value());
  CHECK(notes(*brief, "'zzyzx'"));
  CHECK(brief->affect.valence > 0.1);
  CHECK(brief->genres.front().name == "surf pop");
  const auto tooMany = inspireKeywords(sharedReader(), std::vector<std::string>(1, std::string(101, 'x')));
  REQUIRE_FALSE(tooMany.has_value());
  CHECK(tooMany.error().code == ErrorCode::InvalidArgument);
}

TEST_CASE("typed keywords join those of the text and pull its affect") {
  const brief::Brief text = briefOf("memories of a warm summer beach");
  const auto dark = inspireKeywords(sharedReader(), {"dark", "menacing", "angry"});
  REQUIRE(dark.has_value());
  const brief::Brief both = withKeywords(sharedReader(), text, *dark);
  CHECK(both.keywords.front().word == "dark");
  CHECK(names(both, "nostalgic"));
  CHECK(both.affect.valence < text.affect.valence - 0.2);
  CHECK(withKeywords(sharedReader(), text, {}) == text);
}

TEST_CASE("a set of keywords without text makes a brief that follows every edit") {
  const TextReader& reader = sharedReader();
  std::vector<brief::Keyword> set{keywordFor(reader, "joyful"), keywordFor(reader, "funk", 0.8),
                                  keywordFor(reader, "menacing", 1)};
  const brief::Brief all = briefFromKeywords(reader, set);
  CHECK(all.keywords.size() == 3);
  set[2].weight = 0.3;
  const brief::Brief lighter = briefFromKeywords(reader, set);
  CHECK(lighter.affect.valence > all.affect.valence);
  set[2].weight = 0;
  const brief::Brief without = briefFromKeywords(reader, set);
  CHECK(without.affect.valence > lighter.affect.valence);
  CHECK(without.genres.front().name == "funk");
  set.erase(set.begin(), set.begin() + 2);
  set[0].weight = 1;
  const brief::Brief dark = briefFromKeywords(reader, set);
  CHECK(theory::isMinorFamily(dark.mode));
  CHECK(dark.affect.valence < -0.3);
  CHECK(briefFromKeywords(reader, {}).affect == brief::Affect{});
  CHECK(notes(briefFromKeywords(reader, {{"zzyzx", 1, {}}}), "'zzyzx'"));
}

TEST_CASE("the keyword lexicon ignores case and hyphens") {
  const KeywordLexicon& lexicon = sharedReader().keywords();
  REQUIRE(lexicon.find("Laid-Back").has_value());
  CHECK(lexicon.find("laid back")->affect == lexicon.find("Laid-Back")->affect);
  CHECK(lexicon.find("laid-back")->affect.arousal < 0);
  CHECK(lexicon.find("bossa nova")->isGenre);
  CHECK_FALSE(lexicon.find("zzyzx").has_value());
  CHECK(lexicon.findAffect("laid-back") == lexicon.find("laid-back")->affect);
  CHECK_FALSE(lexicon.findAffect("zzyzx").has_value());
}

}  // namespace amuse::inspire
