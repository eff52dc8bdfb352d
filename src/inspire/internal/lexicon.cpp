#include "inspire/internal/lexicon.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace amuse::inspire {
namespace {

/// "break my heart" is found in "broke her heart": possessives in an idiom stand for one another.
bool isPossessive(std::string_view word) {
  constexpr std::string_view kAll[] = {"my", "your", "his", "her", "our", "their", "one's", "someone's", "the"};
  return std::find(std::begin(kAll), std::end(kAll), word) != std::end(kAll);
}

bool sameWord(const std::vector<std::string>& wanted, const WordForms& given) {
  if (isPossessive(wanted[0]) && wanted[0] != "the" && isPossessive(given.forms[0].word)) return true;
  for (const Lemma& lemma : given.forms) {
    if (lemma.kind > FormKind::Comparison) continue;
    if (std::find(wanted.begin(), wanted.end(), lemma.word) != wanted.end()) return true;
  }
  return false;
}

}  // namespace

std::optional<double> findNumber(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::vector<std::string> commaList(std::string_view text) {
  std::vector<std::string> pieces;
  for (const std::string_view piece : split(text, ','))
    if (const auto word = trim(piece); !word.empty()) pieces.emplace_back(word);
  return pieces;
}

void PhraseIndex::add(std::string_view phrase, int id, bool inflected, const EnglishLemmas& lemmas) {
  Phrase made{id, inflected, {}};
  const std::vector<Token> tokens = cutTokens(phrase);
  if (tokens.empty()) return;
  for (const Token& token : tokens) {
    std::vector<std::string> words{token.word};
    if (inflected && tokens.size() > 1)
      for (const Lemma& lemma : lemmas.candidates(token.word))
        if (lemma.kind == FormKind::Inflection) words.push_back(lemma.word);
    made.words.push_back(std::move(words));
  }
  const int index = static_cast<int>(phrases_.size());
  for (const std::string& first : made.words[0]) byFirst_[first].push_back(index);
  phrases_.push_back(std::move(made));
}

bool PhraseIndex::restMatches(const Phrase& phrase, const std::vector<Token>& tokens,
                              const std::vector<WordForms>& forms, std::size_t at) const {
  if (at + phrase.words.size() > tokens.size()) return false;
  for (std::size_t i = 1; i < phrase.words.size(); ++i) {
    if (tokens[at + i].sentence != tokens[at].sentence) return false;
    const bool same =
        phrase.inflected ? sameWord(phrase.words[i], forms[at + i]) : phrase.words[i][0] == tokens[at + i].word;
    if (!same) return false;
  }
  return true;
}

std::vector<WordForms> formsOf(const std::vector<Token>& tokens, const EnglishLemmas& lemmas) {
  std::vector<WordForms> forms;
  forms.reserve(tokens.size());
  for (const Token& token : tokens) forms.push_back({lemmas.candidates(token.word)});
  return forms;
}

Result<std::vector<LexiconEntry>> parseLexicon(std::string_view table) {
  std::vector<LexiconEntry> entries;
  for (const auto& row : tableRows(table)) {
    const auto number = [&](std::size_t column) {
      return column < row.size() ? findNumber(row[column]) : std::nullopt;
    };
    const auto v = number(2), a = number(3), t = number(4), c = number(5), w = number(6);
    if (row.size() < 8 || !v || !a || !t || !c || !w)
      return fail(
          ErrorCode::Parse,
          fmt::format("lexicon row {}: needs word, pos, four affects, weight, keywords, genres", entries.size() + 1));
    LexiconEntry entry{std::string(row[0]), std::string(row[1]), {*v, *a, *t, *c}, *w, commaList(row[7]), {}};
    if (row.size() > 8) entry.genres = commaList(row[8]);
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace amuse::inspire
