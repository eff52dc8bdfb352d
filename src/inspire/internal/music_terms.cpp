#include "inspire/internal/music_terms.h"

#include <algorithm>

#include "base/text.h"
#include "inspire/internal/lexicon.h"

namespace amuse::inspire {
namespace {

struct ModeWord {
  std::string_view words;
  theory::Mode mode;
  bool needsTonic;  ///< "minor" alone may mean unimportant; "in D minor", "minor key" may not.
};

constexpr ModeWord kModeWords[] = {
    {"phrygian dominant", theory::Mode::Phdm, false},
    {"harmonic minor", theory::Mode::Hmin, false},
    {"natural minor", theory::Mode::Min, false},
    {"melodic minor", theory::Mode::Min, false},
    {"minor key", theory::Mode::Min, false},
    {"major key", theory::Mode::Maj, false},
    {"minor scale", theory::Mode::Min, false},
    {"major scale", theory::Mode::Maj, false},
    {"minor mode", theory::Mode::Min, false},
    {"major mode", theory::Mode::Maj, false},
    {"ionian", theory::Mode::Maj, false},
    {"dorian", theory::Mode::Dor, false},
    {"phrygian", theory::Mode::Phr, false},
    {"lydian", theory::Mode::Lyd, false},
    {"mixolydian", theory::Mode::Mix, false},
    {"aeolian", theory::Mode::Min, false},
    {"locrian", theory::Mode::Loc, false},
    {"minor", theory::Mode::Min, true},
    {"major", theory::Mode::Maj, true},
};

std::size_t wordsMatch(const std::vector<Token>& tokens, std::size_t at, std::string_view words) {
  const auto wanted = splitWords(words);
  if (at + wanted.size() > tokens.size()) return 0;
  for (std::size_t i = 0; i < wanted.size(); ++i)
    if (tokens[at + i].word != wanted[i]) return 0;
  return wanted.size();
}

struct Tonic {
  std::string name;
  std::size_t startByte = 0;
};

/// The note name that ends just before token `at`: "D", "Bb", "F#", "E flat". A lone "a" must be a capital.
std::optional<Tonic> tonicBefore(std::string_view text, const std::vector<Token>& tokens, std::size_t at) {
  if (at == 0) return std::nullopt;
  const bool spelled = tokens[at - 1].word == "flat" || tokens[at - 1].word == "sharp";
  const std::size_t letterAt = spelled ? at - 2 : at - 1;
  if (spelled && at < 2) return std::nullopt;
  const Token& letter = tokens[letterAt];
  const bool flat = letter.word.size() == 2 && letter.word[1] == 'b' && letter.capital;
  if ((letter.word.size() != 1 && !flat) || letter.word[0] < 'a' || letter.word[0] > 'g') return std::nullopt;
  if (!letter.capital && letter.word == "a") return std::nullopt;
  std::string name(1, static_cast<char>(letter.word[0] - 'a' + 'A'));
  if (flat || (spelled && tokens[at - 1].word == "flat")) name += 'b';
  const bool sign = letter.endByte < text.size() && text[letter.endByte] == '#';
  if (sign || (spelled && tokens[at - 1].word == "sharp")) name += '#';
  return Tonic{name, letter.startByte};
}

void findMode(std::string_view text, const std::vector<Token>& tokens, MusicTerms& found) {
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    for (const ModeWord& word : kModeWords) {
      const std::size_t length = wordsMatch(tokens, at, word.words);
      if (length == 0) continue;
      const auto tonic = tonicBefore(text, tokens, at);
      if (word.needsTonic && !tonic) continue;
      found.mode = word.mode;
      const std::size_t start = tonic ? tonic->startByte : tokens[at].startByte;
      found.modeWords = text.substr(start, tokens[at + length - 1].endByte - start);
      if (tonic) found.tonic = tonic->name;
      return;
    }
  }
}

void findTempo(const std::vector<Token>& tokens, const std::vector<TempoTerm>& terms, MusicTerms& found) {
  std::size_t longest = 0;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const std::string& next = at + 1 < tokens.size() ? tokens[at + 1].word : tokens[at].word;
    const auto number = findNumber(tokens[at].word);
    if (number && next == "bpm" && *number >= 30 && *number <= 300) found.bpm = static_cast<int>(*number);
    for (const TempoTerm& term : terms) {
      const std::size_t length = wordsMatch(tokens, at, term.term);
      const bool denied =
          at > 0 && (tokens[at - 1].word == "not" || tokens[at - 1].word == "too" || tokens[at - 1].word == "never");
      if (length > longest && !denied) longest = length, found.tempo = term;
    }
  }
}

}  // namespace

std::vector<TempoTerm> parseTempoTerms(std::string_view table) {
  std::vector<TempoTerm> terms;
  for (const auto& row : tableRows(table)) {
    const auto low = row.size() > 2 ? findNumber(row[1]) : std::nullopt;
    const auto high = row.size() > 2 ? findNumber(row[2]) : std::nullopt;
    std::string term(row[0]);
    std::replace(term.begin(), term.end(), '-', ' ');
    if (low && high) terms.push_back({std::move(term), static_cast<int>(*low), static_cast<int>(*high)});
  }
  return terms;
}

MusicTerms findMusicTerms(std::string_view text, const std::vector<Token>& tokens,
                          const std::vector<TempoTerm>& tempoTerms) {
  MusicTerms found;
  findMode(text, tokens, found);
  findTempo(tokens, tempoTerms, found);
  return found;
}

}  // namespace amuse::inspire
