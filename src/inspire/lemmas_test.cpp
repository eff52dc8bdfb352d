#include "inspire/internal/lemmas.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/files.h"
#include "inspire/internal/tokens.h"

namespace amuse::inspire {

TEST_CASE("inflections lead back to their dictionary form") {
  const auto table = readFile(std::filesystem::path(AMUSE_SOURCE_DIR) / "data" / "llm" / "irregular_forms.tsv");
  REQUIRE(table.has_value());
  const EnglishLemmas lemmas(*table);
  struct Row {
    const char *form, *lemma;
  };
  for (const auto& [form, lemma] :
       {Row{"memories", "memory"}, Row{"dancing", "dance"}, Row{"stopped", "stop"}, Row{"cried", "cry"},
        Row{"broke", "break"}, Row{"saddest", "sad"}, Row{"happily", "happy"}, Row{"gloomily", "gloomy"},
        Row{"lonelier", "lonely"}, Row{"drivin'", "drive"}, Row{"unloved", "loved"}, Row{"wolves", "wolf"},
        Row{"beaches", "beach"}, Row{"sooo", "so"}, Row{"mother's", "mother"}, Row{"kisses", "kiss"},
        Row{"sadness", "sad"}}) {
    CAPTURE(form);
    const auto found = lemmas.candidates(form);
    CHECK(found.front().word == form);
    CHECK(std::any_of(found.begin(), found.end(),
                      [&, l = lemma](const Lemma& candidate) { return candidate.word == l; }));
  }
}

TEST_CASE("tokens keep their bytes and fold what is spelled in several ways") {
  const auto tokens = cutTokens("Café, 8-bit '80s. I’m drivin' 3 a.m. R&B");
  std::string words;
  for (const Token& token : tokens) words += token.word + " ";
  CHECK(words == "cafe 8 bit 80 s i'm drivin' 3 a m r&b ");
  CHECK(tokens[0].endByte == 5);
  CHECK(tokens[1].clause == 1);
  CHECK(tokens[5].sentence == 1);
  CHECK(tokens[5].opensSentence);
  CHECK(cutTokens("").empty());
}

}  // namespace amuse::inspire
