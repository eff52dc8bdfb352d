#include "inspire/blend.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "inspire/keyword_brief.h"

namespace amuse::inspire {
namespace {

const TextReader& wordsToBlend() {
  static const auto reader = TextReader::open(std::filesystem::path(AMUSE_SOURCE_DIR) / "data" / "llm");
  REQUIRE(reader.has_value());
  return *reader;
}

brief::Brief readingOf(const char* text) { return *inspireText(wordsToBlend(), text); }

const brief::Keyword* wordIn(const brief::Brief& brief, std::string_view word) {
  const auto it =
      std::find_if(brief.keywords.begin(), brief.keywords.end(), [&](const auto& k) { return k.word == word; });
  return it == brief.keywords.end() ? nullptr : &*it;
}

brief::Brief mood(std::string word, const brief::Affect& affect, theory::Mode mode, std::array<int, 2> tempo) {
  brief::Brief brief;
  brief.keywords = {{std::move(word), 1, {}, affect}};
  brief.affect = affect;
  brief.mode = mode;
  brief.tempoBpm = tempo;
  return brief;
}
const brief::Brief kSunny = mood("sunny", {0.8, 0.1, -0.4, -0.2}, theory::Mode::Maj, {100, 120});
const brief::Brief kGloomy = mood("gloomy", {-0.7, -0.1, 0.3, 0.2}, theory::Mode::Min, {60, 80});

TEST_CASE("one inspiration alone stays as it was read") {
  const auto one = readingOf("sad but hopeful");
  CHECK(blend(wordsToBlend(), {{one, 0.3}}) == one);
}

TEST_CASE("contradictions become tension and a keyword, not the middle of nothing") {
  const auto both = blend(wordsToBlend(), {{kSunny, 1}, {kGloomy, 1}});
  REQUIRE(wordIn(both, "sunny") != nullptr);
  REQUIRE(wordIn(both, "gloomy") != nullptr);
  REQUIRE(wordIn(both, "bittersweet") != nullptr);
  CHECK(both.affect.tension > 0.5 * (kSunny.affect.tension + kGloomy.affect.tension) + 0.2);
  CHECK(both.affect.complexity > 0.1);
  CHECK_FALSE(both.notes.empty());
  const auto alike = blend(wordsToBlend(), {{kSunny, 1}, {kSunny, 1}});
  CHECK(wordIn(alike, "bittersweet") == nullptr);
  CHECK(alike.affect == kSunny.affect);
}

TEST_CASE("calm and wild stay side by side as a contrast") {
  const auto calm = mood("calm", {0.1, -0.8, -0.4, 0}, theory::Mode::Maj, {60, 80});
  const auto wild = mood("wild", {0.1, 0.9, 0.4, 0}, theory::Mode::Maj, {140, 160});
  CHECK(wordIn(blend(wordsToBlend(), {{calm, 1}, {wild, 1}}), "contrasting") != nullptr);
}

TEST_CASE("weights decide who is heard") {
  const auto brighter = blend(wordsToBlend(), {{kSunny, 3}, {kGloomy, 1}});
  const auto darker = blend(wordsToBlend(), {{kSunny, 1}, {kGloomy, 3}});
  CHECK(brighter.affect.valence > 0.2);
  CHECK(darker.affect.valence < -0.2);
  CHECK(brighter.mode == theory::Mode::Maj);
  CHECK(darker.mode == theory::Mode::Min);
  CHECK(wordIn(brighter, "sunny")->weight > wordIn(brighter, "gloomy")->weight);
  CHECK(wordIn(darker, "sunny")->weight < wordIn(darker, "gloomy")->weight);
}

TEST_CASE("a measured tempo beats a suggested one; suggested ones meet") {
  auto recording = kSunny;
  recording.tempoBpm = {138, 142};
  CHECK(blend(wordsToBlend(), {{kGloomy, 2}, {recording, 1}}).tempoBpm == recording.tempoBpm);
  auto wide = kSunny, overlapping = kGloomy;
  wide.tempoBpm = {80, 110};
  overlapping.tempoBpm = {95, 130};
  CHECK(blend(wordsToBlend(), {{wide, 1}, {overlapping, 1}}).tempoBpm == std::array<int, 2>{95, 110});
}

TEST_CASE("a keyword found twice keeps both pieces of evidence") {
  auto first = kSunny, second = kSunny;
  first.keywords[0].weight = second.keywords[0].weight = 0.5;
  first.keywords[0].evidence = {brief::SoundEvidence{0, 1}};
  second.keywords[0].evidence = {brief::TextEvidence{0, 3, "sun"}};
  const auto both = blend(wordsToBlend(), {{first, 1}, {second, 1}});
  REQUIRE(both.keywords.size() == 1);
  CHECK(both.keywords[0].evidence.size() == 2);
  CHECK(both.keywords[0].weight == doctest::Approx(0.75));
}

TEST_CASE("weights are read after a colon, and only from 0 to 1") {
  const auto read = parseWeighedKeywords("warm, jazz:0.5,,Warm : 0.25");
  REQUIRE(read.has_value());
  REQUIRE(read->size() == 2);
  CHECK(read->at(0).word == "warm");
  CHECK(read->at(0).weight == doctest::Approx(0.25));
  CHECK(read->at(1).weight == doctest::Approx(0.5));
  for (const char* bad : {"warm:2", "warm:-1", "warm:nan", "warm:x"})
    CHECK(parseWeighedKeywords(bad).error().code == ErrorCode::InvalidArgument);
  CHECK(parseWeighedKeywords("\xff").error().code == ErrorCode::Parse);
  CHECK(parseWeighedKeywords(std::string(101, 'x')).error().code == ErrorCode::InvalidArgument);
}

TEST_CASE("no edits leave the brief as it is") {
  const auto read = readingOf("memories of a warm summer beach");
  CHECK(edited(wordsToBlend(), read, {}) == read);
}

TEST_CASE("taking a keyword away moves affect, and mode and tempo follow what is left") {
  const auto both = briefFromKeywords(wordsToBlend(), {{"joyful", 1, {}}, {"mournful", 1, {}}, {"slow", 1, {}}});
  const auto joyful = edited(wordsToBlend(), both, {{}, {"Mournful", "slow"}, {}});
  const auto mournful = edited(wordsToBlend(), both, {{}, {"joyful"}, {}});
  CHECK(joyful.affect.valence > both.affect.valence);
  CHECK(mournful.affect.valence < both.affect.valence);
  CHECK_FALSE(theory::isMinorFamily(joyful.mode));
  CHECK(theory::isMinorFamily(mournful.mode));
  CHECK(joyful.tempoBpm[1] > mournful.tempoBpm[1]);
  CHECK(wordIn(joyful, "mournful") == nullptr);
}

TEST_CASE("adding, weighing and pinning move it too") {
  const auto read = readingOf("a gentle morning");
  const auto angry = edited(wordsToBlend(), read, {{{"aggressive", 1, {}}, {"dissonant", 1, {}}}, {}, {}});
  CHECK(angry.affect.arousal > read.affect.arousal + 0.2);
  CHECK(angry.affect.tension > read.affect.tension + 0.2);
  const auto slightly = edited(wordsToBlend(), read, {{{"aggressive", 0.2, {}}, {"dissonant", 0.2, {}}}, {}, {}});
  CHECK(slightly.affect.arousal < angry.affect.arousal);
  CHECK(slightly.affect.arousal > read.affect.arousal);
  const auto pinned = edited(wordsToBlend(), read, {{}, {}, {read.keywords.back().word}});
  CHECK(pinned.keywords.front().word == read.keywords.back().word);
  CHECK(pinned.keywords.front().weight == 1);
}

TEST_CASE("everything taken away leaves nothing, and a stranger is noted") {
  const auto read = readingOf("happy");
  KeywordEdits edits;
  for (const auto& keyword : read.keywords) edits.without.push_back(keyword.word);
  edits.without.emplace_back("zebra");
  const auto empty = edited(wordsToBlend(), read, edits);
  CHECK(empty.keywords.empty());
  CHECK(empty.affect == brief::Affect{});
  CHECK(empty.notes.back().find("'zebra'") != std::string::npos);
}

}  // namespace
}  // namespace amuse::inspire
