#include "notation/internal/chordpro_line.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.h"

namespace amuse::notation {
namespace {

/// Source: ChordPro directives, chordpro.org (file format 6), the short forms.
constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kShortNames{
    {{"t", "title"},          {"st", "subtitle"},           {"c", "comment"},         {"ci", "comment_italic"},
     {"cb", "comment_box"},   {"soc", "start_of_chorus"},   {"eoc", "end_of_chorus"}, {"sov", "start_of_verse"},
     {"eov", "end_of_verse"}, {"sob", "start_of_bridge"},   {"eob", "end_of_bridge"}, {"sot", "start_of_tab"},
     {"eot", "end_of_tab"},   {"sog", "start_of_grid"},     {"eog", "end_of_grid"},   {"ns", "new_song"},
     {"np", "new_page"},      {"npp", "new_physical_page"}, {"colb", "column_break"}, {"g", "grid"}}};

constexpr std::array<std::string_view, 14> kHeadings{"verse", "chorus", "refrain",    "bridge",       "intro",
                                                     "outro", "solo",   "interlude",  "instrumental", "ending",
                                                     "coda",  "hook",   "pre-chorus", "prechorus"};

/// Brackets hold chords; "(C)" and "C*" are ways to mark them.
std::optional<theory::ChordSymbol> readBracket(std::string_view text) {
  text = trim(text);
  if (text.size() > 2 && text.front() == '(' && text.back() == ')') text = text.substr(1, text.size() - 2);
  while (text.ends_with('*')) text.remove_suffix(1);
  if (text.empty()) return std::nullopt;
  const auto chord = theory::parseAnyChord(text);
  return chord ? std::optional(*chord) : std::nullopt;
}

bool isHeadingWord(std::string_view text) {
  const std::string lower = toLower(text);
  return std::any_of(kHeadings.begin(), kHeadings.end(),
                     [&](std::string_view heading) { return lower.starts_with(heading); });
}

}  // namespace

std::optional<ChordProDirective> readDirective(std::string_view line) {
  line = trim(line);
  if (line.size() < 2 || line.front() != '{' || line.back() != '}') return std::nullopt;
  line = trim(line.substr(1, line.size() - 2));
  const std::size_t end = line.find_first_of(": \t");
  std::string name = toLower(line.substr(0, end));
  std::string_view value = end == std::string_view::npos ? line.substr(line.size()) : trim(line.substr(end));
  if (value.starts_with(':')) value = trim(value.substr(1));
  // {start_of_verse: label="Verse 1"}
  if (value.starts_with("label=\"") && value.ends_with('"') && value.size() > 7)
    value = value.substr(7, value.size() - 8);
  for (const auto& [shortName, longName] : kShortNames) {
    if (name == shortName) name = longName;
  }
  return ChordProDirective{std::move(name), value};
}

ChordProLine readBracketedLine(std::string_view line) {
  ChordProLine result;
  while (!line.empty()) {
    const std::size_t open = line.find('[');
    const std::size_t close = open == std::string_view::npos ? open : line.find(']', open);
    if (close == std::string_view::npos) break;
    result.words += line.substr(0, open);
    const std::string_view inside = line.substr(open + 1, close - open - 1);
    if (const auto chord = readBracket(inside)) {
      result.chords.push_back(*chord);
    } else if (!inside.starts_with('*')) {
      result.unknown.push_back(inside);  // A star begins an annotation, which is meant to be text.
    }
    line = line.substr(close + 1);
  }
  result.words += line;
  // Blanks that only held chords apart: "[C]  [F]" has no words.
  std::string tidy;
  for (const std::string_view word : splitWords(result.words)) tidy += (tidy.empty() ? "" : " ") + std::string(word);
  result.words = std::move(tidy);
  return result;
}

std::optional<std::vector<theory::ChordSymbol>> readChordLine(std::string_view line) {
  std::vector<theory::ChordSymbol> chords;
  for (const std::string_view word : splitWords(line)) {
    if (word == "|" || word == "||" || word == "-") continue;
    // A chord begins with an upper-case root; "a" and "and" are words.
    if (word.front() < 'A' || word.front() > 'N') return std::nullopt;
    const auto chord = theory::parseAnyChord(word);
    if (!chord) return std::nullopt;
    chords.push_back(*chord);
  }
  if (chords.empty()) return std::nullopt;
  return chords;
}

std::optional<std::string_view> readHeading(std::string_view line) {
  line = trim(line);
  if (line.size() > 60) return std::nullopt;
  if (line.size() > 2 && line.front() == '[' && line.back() == ']' && line.find('[', 1) == std::string_view::npos) {
    const std::string_view inside = trim(line.substr(1, line.size() - 2));
    if (!readBracket(inside) && isHeadingWord(inside)) return inside;
    return std::nullopt;
  }
  if (line.ends_with(':') && isHeadingWord(line)) return trim(line.substr(0, line.size() - 1));
  return std::nullopt;
}

std::string gridToBars(std::string_view line) {
  std::string bars;
  bool lastWasLine = true;
  for (const std::string_view word : splitWords(line)) {
    const bool isLine =
        word.find_first_not_of("|:.") == std::string_view::npos && word.find('|') != std::string_view::npos;
    if (isLine) {
      if (!lastWasLine) bars += "| ";
      lastWasLine = true;
      continue;
    }
    bars += std::string(word == "/" ? "." : word) + " ";
    lastWasLine = false;
  }
  return bars;
}

}  // namespace amuse::notation
