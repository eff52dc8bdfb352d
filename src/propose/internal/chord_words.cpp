#include "propose/internal/chord_words.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "theory/nashville.h"
#include "theory/roman.h"

namespace amuse::propose::internal {
namespace {

using theory::ChordSymbol;

bool isLowerRoot(std::string_view word) { return !word.empty() && word[0] >= 'a' && word[0] <= 'g'; }

/// What follows root and accidental.
std::string_view afterRoot(std::string_view word) {
  word.remove_prefix(1);
  const bool isAccidental = word.starts_with('#') || (word.starts_with('b') && !word.starts_with("b5"));
  return isAccidental ? word.substr(1) : word;
}

/// "a" -> "Am", "dm7" -> "Dm7", "am/c" -> "Am/C".
std::string fromLowerCase(std::string_view word, const NameStyle& style) {
  std::string name(word);
  name[0] = static_cast<char>(name[0] - 'a' + 'A');
  if (const auto slash = name.rfind('/'); slash != std::string::npos && slash + 1 < name.size()) {
    char& bass = name[slash + 1];
    if (bass >= 'a' && bass <= 'g') bass = static_cast<char>(bass - 'a' + 'A');
  }
  const std::string_view rest = afterRoot(word);
  const bool isBare = rest.empty() || isAsciiDigit(rest[0]) || rest[0] == '/';
  if (isBare && style.lowerIsMinor) name.insert(word.size() - rest.size(), "m");
  return name;
}

/// "B-flat" -> "Bb", "f-sharp" -> "f#".
std::string withShortAccidental(std::string_view word) {
  std::string name(word);
  const std::string lower = toLower(word);
  for (const auto& [spoken, sign] :
       {std::pair("-flat", "b"), std::pair("-sharp", "#"), std::pair("flat", "b"), std::pair("sharp", "#")})
    if (lower.size() > 1 && lower.substr(1).starts_with(spoken)) name.replace(1, std::string_view(spoken).size(), sign);
  return name;
}

/// A quality in words after a bare root: "minor", "major seventh".
struct SpokenQuality {
  std::string_view word, suffix;
};
constexpr std::array kSpokenQualities = std::to_array<SpokenQuality>({
    {"major", ""},
    {"maj", ""},
    {"minor", "m"},
    {"min", "m"},
    {"diminished", "dim"},
    {"dim", "dim"},
    {"augmented", "aug"},
    {"aug", "aug"},
    {"dominant", ""},
    {"half-diminished", "m7b5"},
    {"sus4", "sus4"},
    {"sus2", "sus2"},
    {"suspended", "sus4"},
    {"flat", "b"},
    {"sharp", "#"},
    {"seventh", "7"},
    {"7th", "7"},
    {"7", "7"},
    {"ninth", "9"},
    {"9th", "9"},
    {"9", "9"},
    {"sixth", "6"},
    {"6th", "6"},
    {"maj7", "maj7"},
    {"maj9", "maj9"},
    {"min7", "m7"},
    {"m7", "m7"},
    {"major7", "maj7"},
    {"minor7", "m7"},
    {"triad", ""},
});

bool isBareRoot(std::string_view text) {
  const std::string word = withShortAccidental(withoutPunctuation(text));
  const bool isSpoken = text.size() > 3;
  return !word.empty() && ((word[0] >= 'A' && word[0] <= 'G') || (isSpoken && isLowerRoot(word))) &&
         afterRoot(word).empty();
}

const SpokenQuality* findSpoken(std::string_view text) {
  const std::string word = toLower(withoutPunctuation(text));
  const auto* found = std::find_if(kSpokenQualities.begin(), kSpokenQualities.end(),
                                   [&](const SpokenQuality& row) { return row.word == word; });
  return found == kSpokenQualities.end() ? nullptr : found;
}

}  // namespace

std::string_view withoutPunctuation(std::string_view text) {
  while (!text.empty() && std::string_view(".,:;!?'").find(text.back()) != std::string_view::npos)
    text.remove_suffix(1);
  while (text.starts_with('\'')) text.remove_prefix(1);
  return text;
}

std::optional<ChordSymbol> readName(std::string_view text, const NameStyle& style) {
  const std::string word = withShortAccidental(text == "N.C." ? text : withoutPunctuation(text));
  if (word.empty() || word.size() > theory::kMaxChordSymbolBytes) return std::nullopt;
  const auto chord = theory::parseAnyChord(isLowerRoot(word) ? fromLowerCase(word, style) : word);
  if (!chord || chord->isNoChord()) return std::nullopt;
  return *chord;
}

std::size_t joinSpoken(const std::vector<LineToken>& tokens, std::size_t first, std::string& name) {
  name = tokens[first].text;
  if (!isBareRoot(name)) return 1;
  const bool isSpoken = name.size() > 3;
  name = withShortAccidental(withoutPunctuation(name));
  if (isLowerRoot(name)) name[0] = static_cast<char>(name[0] - 'a' + 'A');
  std::size_t count = 1;
  bool isMajor = false;
  for (; first + count < tokens.size() && count < 4; ++count) {
    const auto& next = tokens[first + count];
    const SpokenQuality* spoken = next.isMark || next.isBarLine ? nullptr : findSpoken(next.text);
    // "C 7" is two words only where the second is no number of its own: a bare digit follows words, not names.
    if (spoken == nullptr || (count == 1 && !isSpoken && isAsciiDigit(spoken->word[0]) && spoken->word.size() == 1))
      break;
    const bool isNumber = !spoken->suffix.empty() && isAsciiDigit(spoken->suffix[0]);
    if (isNumber && isMajor) name += "maj";
    isMajor = spoken->word == "major" || spoken->word == "maj";
    name += spoken->suffix;
  }
  return count;
}

std::optional<ChordSymbol> readNumeral(std::string_view text, const theory::Key& key) {
  const std::string_view word = withoutPunctuation(text);
  auto chord = theory::parseRoman(word, key);
  if (!chord || chord->isNoChord()) return std::nullopt;
  if (!word.starts_with('b')) return *chord;
  // Models count from major whatever the mode: bVI of A minor is F, which the mode's own scale calls VI.
  const auto fromMajor = theory::parseRoman(word, {key.tonic, theory::Mode::Maj});
  const auto plain = theory::parseRoman(word.substr(1), key);
  const bool isLowAlready = fromMajor && plain && fromMajor->root.pitchClass() == plain->root.pitchClass();
  return isLowAlready ? *fromMajor : *chord;
}

std::optional<ChordSymbol> readNumber(std::string_view text, const theory::Key& key) {
  const std::string_view word = withoutPunctuation(text);
  if (word.empty() || word.size() > theory::kMaxChordSymbolBytes) return std::nullopt;
  const auto chord = theory::readNashville(word, key);
  if (!chord || chord->isNoChord()) return std::nullopt;
  return *chord;
}

}  // namespace amuse::propose::internal
