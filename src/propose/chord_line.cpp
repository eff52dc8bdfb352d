#include "propose/chord_line.h"

#include <algorithm>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "propose/internal/chord_words.h"
#include "propose/internal/line_cleaning.h"

namespace amuse::propose {
namespace {

using internal::isAsciiDigit, internal::LineToken, internal::NameStyle, internal::withoutPunctuation;
using theory::ChordSymbol;

bool isOneOf(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

/// One word of a line as one system takes it.
struct Item {
  std::string text;
  std::optional<ChordSymbol> chord = {};
  bool isBarLine = false, isMark = false, isRepeat = false;
};
enum class System { Names, Numerals, Numbers };

/// Letters, accidentals and qualities only: somebody meant a chord here, readable or not.
bool looksLikeName(std::string_view text) {
  std::string_view word = withoutPunctuation(text);
  if (word == "N.C" || word == "NC") return true;
  if (word.empty() || word[0] < 'A' || word[0] > 'H') return false;
  word.remove_prefix(1);
  bool hasSign = false;
  while (!word.empty()) {
    std::size_t taken = 0;
    for (const std::string_view part :
         {"maj", "min", "dim", "aug", "sus", "add", "omit", "alt", "no", "m", "M", "b", "#"})
      if (taken == 0 && word.starts_with(part)) taken = part.size();
    if (taken == 0 && (isAsciiDigit(word[0]) || std::string_view("+/()-,o*").find(word[0]) != std::string_view::npos))
      taken = 1;
    if (taken == 0 && static_cast<unsigned char>(word[0]) >= 0x80) taken = 1;
    if (taken == 0) return hasSign && word.size() <= 2;
    hasSign = true;
    word.remove_prefix(taken);
  }
  return true;
}

bool isFiller(std::string_view text) {
  const std::string word = toLower(text);
  const bool isTimes =
      word.size() == 2 && (word[0] == 'x' || word[1] == 'x') && (isAsciiDigit(word[0]) || isAsciiDigit(word[1]));
  return isTimes || isOneOf(word, {"repeat", "loop", "etc", "etc.", "...", "\u2026", "(x2)", "."});
}

/// Words and pictures that only stand between chords.
bool isJoiner(std::string_view text) { return isOneOf(toLower(text), {"and", "then", "to"}); }
bool hasLetterOrDigit(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return isAsciiDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

NameStyle styleOf(const std::vector<LineToken>& tokens) {
  bool hasUpper = false;
  for (const auto& token : tokens)
    hasUpper = hasUpper || (!token.text.empty() && token.text[0] >= 'A' && token.text[0] <= 'G' &&
                            internal::readName(token.text, {}));
  return {hasUpper};
}

std::vector<Item> readAs(System system, const std::vector<LineToken>& tokens, const theory::Key& key) {
  const NameStyle style = styleOf(tokens);
  std::vector<Item> items;
  for (std::size_t i = 0; i < tokens.size();) {
    Item item{tokens[i].text, {}, tokens[i].isBarLine, tokens[i].isMark, tokens[i].text == "%"};
    std::size_t used = 1;
    if (isOneOf(item.text, {"#", "//", "."}) || isJoiner(item.text) || !hasLetterOrDigit(item.text)) item.isMark = true;
    item.isMark = item.isMark && !item.isBarLine && !item.isRepeat;
    if (!item.isBarLine && !item.isMark && !item.isRepeat) {
      if (system == System::Names) {
        std::string name;
        used = internal::joinSpoken(tokens, i, name);
        item.chord = internal::readName(name, style);
      } else {
        item.chord =
            system == System::Numerals ? internal::readNumeral(item.text, key) : internal::readNumber(item.text, key);
      }
    }
    items.push_back(std::move(item));
    i += used;
  }
  return items;
}

bool isArticle(std::string_view text) { return text == "a" || text == "A"; }

/// "a gentle lift" is no A minor: an article stands before a word in small letters that is no chord.
void dropArticles(std::vector<Item>& items) {
  for (std::size_t i = 0; i + 1 < items.size(); ++i) {
    const Item& next = items[i + 1];
    const bool isWordNext =
        !next.chord && next.text.size() > 1 &&
        std::all_of(next.text.begin(), next.text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (isArticle(items[i].text) && isWordNext) items[i].chord.reset();
  }
}

bool isWord(const Item& item) { return !item.isBarLine && !item.isMark && !item.isRepeat; }

/// Drops what follows the last chord when a mark or a filler begins it: a remark.
void dropTail(std::vector<Item>& items) {
  auto last = items.end();
  while (last != items.begin() && !(last - 1)->chord && !(last - 1)->isRepeat) --last;
  if (last == items.end() || last == items.begin()) return;
  if (last->isMark || last->isBarLine || isFiller(last->text)) {
    // A bar line alone ends the last bar; words behind it are another cell's affair.
    if (last->isBarLine && std::any_of(last, items.end(), isWord)) return;
    items.erase(last, items.end());
  }
}

struct LineCount {
  std::size_t words = 0, chords = 0, symbols = 0;
  const Item* firstUnread = nullptr;
};

LineCount countOf(const std::vector<Item>& items) {
  LineCount count;
  for (const auto& item : items) {
    if (!isWord(item)) continue;
    ++count.words;
    count.chords += item.chord ? 1 : 0;
    count.symbols += item.chord || looksLikeName(item.text) ? 1 : 0;
    if (!item.chord && (count.firstUnread == nullptr || isArticle(count.firstUnread->text))) count.firstUnread = &item;
  }
  return count;
}

ChordLine barsOf(const std::vector<Item>& items) {
  ChordLine line;
  std::vector<ChordSymbol> bar;
  const auto close = [&] {
    if (!bar.empty()) line.bars.push_back(std::exchange(bar, {}));
  };
  for (const auto& item : items) {
    if (item.isBarLine) {
      line.hasBars = true;
      close();
    }
    if (item.isRepeat && bar.empty() && !line.bars.empty()) bar = line.bars.back();
    if (item.chord) bar.push_back(*item.chord);
  }
  close();
  return line;
}

/// A row of a table: the one cell that holds a progression.
std::optional<ChordLine> cellOf(const std::vector<Item>& items) {
  std::optional<ChordLine> found;
  for (auto begin = items.begin(); begin != items.end();) {
    const auto end = std::find_if(begin, items.end(), [](const Item& item) { return item.isBarLine; });
    const std::vector<Item> cell(begin, end);
    const LineCount count = countOf(cell);
    if (count.chords >= 2 && count.chords == count.words) {
      if (found) return std::nullopt;
      found = barsOf(cell);
    }
    begin = end == items.end() ? end : end + 1;
  }
  return found;
}

std::string shown(std::string_view text) {
  constexpr std::size_t kMostShown = 20;
  return std::string(validBeginning(text, kMostShown));
}

/// How well a line reads in one system; larger is better.
struct Attempt {
  Result<std::optional<ChordLine>> result;
  std::size_t chords = 0;
};

Attempt attempt(System system, const std::vector<LineToken>& tokens, const theory::Key& key) {
  auto items = readAs(system, tokens, key);
  dropArticles(items);
  dropTail(items);
  const LineCount count = countOf(items);
  const bool isFew = system == System::Numbers && count.words < 2;
  if (count.chords == 0 && (system != System::Names || count.symbols == 0)) return {std::optional<ChordLine>(), 0};
  if (count.chords == count.words && !isFew) return {std::optional(barsOf(items)), count.chords};
  if (auto cell = cellOf(items)) {
    const std::size_t chords = cell->chords().size();
    return {std::optional(*std::move(cell)), chords};
  }
  if (isFew || count.firstUnread == nullptr) return {std::optional<ChordLine>(), 0};
  const std::size_t meant = system == System::Names ? count.symbols : count.chords;
  const bool isSymbolAlone = count.words == 1 && meant == 1 && count.firstUnread->text.size() > 1;
  if (!((meant >= 2 && 2 * meant >= count.words) || isSymbolAlone)) return {std::optional<ChordLine>(), 0};
  return {fail(ErrorCode::Parse, fmt::format("'{}' is no chord to play", shown(count.firstUnread->text))),
          count.chords};
}

/// "I-V-vi-IV" and "1-5-6-4": one word that is cut at its dashes.
std::vector<LineToken> cutAtDashes(const std::vector<LineToken>& tokens) {
  if (tokens.size() != 1 || std::count(tokens[0].text.begin(), tokens[0].text.end(), '-') < 2) return tokens;
  std::vector<LineToken> parts;
  for (const auto part : split(tokens[0].text, '-'))
    if (!part.empty()) parts.push_back({std::string(part), false, false});
  return parts;
}

/// The line in the system that makes most of it; names before numerals before numbers.
Attempt bestOf(std::string_view line, const theory::Key& key) {
  const auto tokens = internal::tokensOf(line);
  Attempt best{std::optional<ChordLine>(), 0};
  for (const auto system : {System::Names, System::Numerals, System::Numbers}) {
    Attempt one = attempt(system, system == System::Names ? tokens : cutAtDashes(tokens), key);
    const bool isBetter = one.result.has_value() && one.result->has_value()
                              ? !(best.result && *best.result) || one.chords > best.chords
                              : best.result && !*best.result && !one.result;
    if (isBetter) best = std::move(one);
  }
  return best;
}

/// A heading that speaks of the music rather than giving chords: "Key: C major".
bool isHeading(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return false;
  const std::string label = toLower(line.substr(0, colon));
  for (const auto word : splitWords(label))
    if (isOneOf(word,
                {"key", "tempo", "scale", "bpm", "mode", "mood", "genre", "note", "notes", "title", "meter", "feel"}))
      return line.find('|') == std::string_view::npos;
  return false;
}

}  // namespace

std::vector<ChordSymbol> ChordLine::chords() const {
  std::vector<ChordSymbol> all;
  for (const auto& bar : bars) all.insert(all.end(), bar.begin(), bar.end());
  return all;
}

Result<std::optional<ChordLine>> readChordLine(std::string_view line, const theory::Key& key) {
  if (line.size() > kMaxChordLineBytes) return fail(ErrorCode::TooLarge, "the line is too long for a progression");
  const std::string plain = internal::plainSigns(line);
  const std::string_view trimmed = trim(plain);
  if (isHeading(trimmed)) return std::optional<ChordLine>();
  Attempt best = bestOf(internal::withoutLead(trimmed), key);
  // "C G Am F: dreamy" is no label before chords, but chords before a remark.
  if (!(best.result && *best.result))
    if (const auto colon = trimmed.find(": "); colon != std::string_view::npos)
      if (Attempt before = bestOf(internal::withoutLead(trimmed.substr(0, colon)), key);
          before.result && *before.result && before.chords >= 2)
        best = std::move(before);
  return best.result;
}

}  // namespace amuse::propose
