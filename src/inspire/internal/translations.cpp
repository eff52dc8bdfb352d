#include "inspire/internal/translations.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "inspire/internal/lexicon.h"

namespace amuse::inspire {
namespace {

std::size_t characterBytes(char lead) noexcept {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/// Endings of Spanish, Portuguese, Italian, French and German nouns and adjectives; enough to meet a dictionary form.
constexpr std::string_view kEndings[] = {"s", "es", "n", "en", "e", "er", "em", "a", "o", "as", "os", "i"};

/// What may follow a Korean noun of one syllable; anything else makes another word of it.
constexpr std::string_view kParticles[] = {
    "",   "이", "가",   "은",   "는",   "을",   "를",   "에",   "의",   "도",   "만",   "과",     "와",
    "로", "엔", "에서", "으로", "까지", "부터", "처럼", "같은", "이다", "하늘", "소리", "속",     "속에",
    "길", "날", "위",   "위에", "밑",   "아래", "한",   "이고", "마다", "보다", "에게", "속에서", "들"};
/// Verb stems of one syllable that take every ending.
constexpr std::string_view kVerbStems[] = {"않", "없", "울", "웃", "춤", "잃"};

/// Whether a Korean word may stand here: longer ones anywhere, short ones only where no other word swallows them.
bool standsInHangul(std::string_view token, std::size_t at, std::size_t length) {
  if (length > 3) return true;
  if (at > 0) return false;
  const auto has = [](const auto& list, std::string_view word) {
    return std::find(std::begin(list), std::end(list), word) != std::end(list);
  };
  return has(kVerbStems, token.substr(0, length)) || has(kParticles, token.substr(length));
}

}  // namespace

bool isHangul(std::string_view text) noexcept {
  return text.size() >= 3 && static_cast<unsigned char>(text[0]) >= 0xEA && static_cast<unsigned char>(text[0]) <= 0xED;
}

Result<Translations> Translations::parse(std::string_view table) {
  Translations made;
  std::size_t number = 0;
  const bool whole = eachRow(table, [&](const std::vector<std::string_view>& row) {
    ++number;
    if (row.size() < 3 || row[0].empty() || row[1].empty() || row[2].empty()) return false;
    for (const std::string_view word : splitWords(row[2])) {
      made.byWord_.emplace(word, Translation{std::string(row[0]), std::string(row[1])});
      if (static_cast<unsigned char>(word[0]) >= 0x80) made.longest_ = std::max(made.longest_, word.size());
    }
    return true;
  });
  if (whole) return made;
  return fail(ErrorCode::Parse, fmt::format("translations row {}: needs language, english, words", number));
}

std::size_t Translations::longestAt(std::string_view text, std::size_t at) const {
  std::size_t best = 0;
  for (std::size_t length = 0; at + length < text.size() && length < longest_;) {
    length += characterBytes(text[at + length]);
    if (byWord_.count(std::string(text.substr(at, length))) == 0) continue;
    if (!isHangul(text.substr(at)) || standsInHangul(text, at, length)) best = length;
  }
  return best;
}

void Translations::cutToken(const Token& token, std::vector<Token>& out) const {
  const std::string& word = token.word;
  std::size_t rest = 0;  // Where what has not yet been given out begins.
  const auto give = [&](std::size_t from, std::size_t to) {
    if (from >= to) return;
    Token part = token;
    part.word = word.substr(from, to - from);
    part.startByte = token.startByte + from;
    part.endByte = token.startByte + to;
    part.opensSentence = token.opensSentence && from == 0;
    out.push_back(std::move(part));
  };
  for (std::size_t at = 0; at < word.size();) {
    const std::size_t length = longestAt(word, at);
    if (length == 0) {
      // After a Korean stem only endings follow; a syllable that looks like a word there is none.
      if (isHangul(std::string_view(word).substr(at))) break;
      at += characterBytes(word[at]);
      continue;
    }
    give(rest, at);
    give(at, at + length);
    rest = at += length;
  }
  give(rest, word.size());
}

bool Translations::joinsNext(const Token& first, const Token& second) const {
  return !first.latin && !second.latin && first.clause == second.clause && first.endByte + 1 == second.startByte &&
         isHangul(first.word) && byWord_.count(first.word + second.word) != 0;
}

std::vector<Token> Translations::cut(std::vector<Token> tokens) const {
  if (std::all_of(tokens.begin(), tokens.end(), [](const Token& t) { return t.latin; })) return tokens;
  // Korean writes compounds together or apart: what the table has as one word is one.
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i)
    if (joinsNext(tokens[i], tokens[i + 1])) {
      tokens[i].word += tokens[i + 1].word;
      tokens[i].endByte = tokens[i + 1].endByte;
      tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    }
  std::vector<Token> out;
  for (Token& token : tokens) {
    // Where case or accents were folded the bytes no longer run parallel: such mixed words stay whole.
    if (token.latin || token.word.size() != token.endByte - token.startByte)
      out.push_back(std::move(token));
    else
      cutToken(token, out);
  }
  return out;
}

const Translation* Translations::find(const Token& token) const {
  if (const auto it = byWord_.find(token.word); it != byWord_.end()) return &it->second;
  if (!token.latin || token.word.size() < 5) return nullptr;
  for (const std::string_view ending : kEndings) {
    if (!token.word.ends_with(ending)) continue;
    std::string stem = token.word.substr(0, token.word.size() - ending.size());
    for (const std::string_view other : {"", "o", "a", "e"})
      if (const auto it = byWord_.find(stem + std::string(other)); it != byWord_.end()) return &it->second;
  }
  return nullptr;
}

}  // namespace amuse::inspire
