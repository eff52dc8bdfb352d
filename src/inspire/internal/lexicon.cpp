#include "inspire/internal/lexicon.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
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
  if (text.empty()) return pieces;
  pieces.reserve(4);
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    if (const auto word = trim(text.substr(at, end - at)); !word.empty()) pieces.emplace_back(word);
    at = end + 1;
  }
  return pieces;
}

void PhraseIndex::add(std::string_view phrase, int id, bool inflected, const EnglishLemmas& lemmas) {
  Phrase made{id, inflected, {}};
  const std::vector<Token> tokens = cutTokens(phrase);
  if (tokens.empty()) return;
  for (const Token& token : tokens) {
    std::vector<std::string> words{token.word};
    if (inflected && tokens.size() > 1 && lemmas.mayBeInflected(token.word))
      for (const Lemma& lemma : lemmas.candidates(token.word))
        if (lemma.kind == FormKind::Inflection) words.push_back(lemma.word);
    made.words.push_back(std::move(words));
  }
  const int index = static_cast<int>(phrases_.size());
  for (const std::string& first : made.words[0]) byFirst_[first].push_back(index);
  phrases_.push_back(std::move(made));
}

void PhraseIndex::reserve(std::size_t phrases) {
  phrases_.reserve(phrases);
  byFirst_.reserve(phrases);
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
  entries.reserve(table.size() / 48);
  const bool whole = eachRow(table, [&](const std::vector<std::string_view>& row) {
    if (row.size() < 8) return false;
    std::array<double, 5> numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      const auto number = findNumber(row[2 + i]);
      if (!number) return false;
      numbers[i] = *number;
    }
    entries.push_back({std::string(row[0]),
                       std::string(row[1]),
                       {numbers[0], numbers[1], numbers[2], numbers[3]},
                       numbers[4],
                       commaList(row[7]),
                       row.size() > 8 ? commaList(row[8]) : std::vector<std::string>()});
    return true;
  });
  if (whole) return entries;
  return fail(ErrorCode::Parse, fmt::format("lexicon row {}: needs word, pos, four affects, weight, keywords, genres",
                                            entries.size() + 1));
}

namespace {

std::string withBlanks(std::string_view text) {
  std::string words(text);
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

/// "patient_(noun)" is noted for who reads the table; the reader wants "patient".
std::string withoutRemark(std::string_view word) {
  const std::string words = withBlanks(word.substr(0, std::min(word.find('('), word.size())));
  return std::string(trim(words));
}

}  // namespace

Result<std::vector<LexiconEntry>> parseSceneWords(std::string_view table) {
  std::vector<LexiconEntry> entries;
  std::size_t number = 0;
  const bool whole = eachRow(table, [&](const std::vector<std::string_view>& row) {
    ++number;
    if (row.size() != 8) return false;
    std::array<double, 5> numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      const auto value = findNumber(row[i]);
      if (!value) return false;
      numbers[i] = i < 4 ? *value / 10 : *value;
    }
    const auto keywords = commaList(withBlanks(row[5])), genres = commaList(withBlanks(row[6]));
    for (const std::string_view word : splitWords(row[7]))
      if (std::string text = withoutRemark(word); !text.empty())
        entries.push_back(
            {std::move(text), "scene", {numbers[0], numbers[1], numbers[2], numbers[3]}, numbers[4], keywords, genres});
    return true;
  });
  if (whole) return entries;
  return fail(ErrorCode::Parse,
              fmt::format("scene words row {}: needs four affects, weight, keywords, genres, words", number));
}

}  // namespace amuse::inspire
