#include "theory/nashville.h"

#include <cstdlib>

#include "theory/interval.h"

namespace amuse::theory {
namespace {

std::string degreeText(const Spelling& note, const Key& key) {
  Interval interval = intervalBetween(key.tonic, note);
  if (std::abs(interval.alteration) > 2) interval = intervalBetween(key.tonic, spell(note.pitchClass(), key));
  return toText(interval);
}

/// A degree, "b3", at the beginning of `text`; steps over it.
Result<Spelling> takeDegree(std::string_view& text, const Key& key) {
  int alteration = 0;
  std::size_t at = 0;
  while (at < text.size() && at < 4 && (text[at] == 'b' || text[at] == '#')) alteration += text[at++] == '#' ? 1 : -1;
  if (at == text.size() || text[at] < '1' || text[at] > '7') {
    return fail(ErrorCode::Parse, "a Nashville number begins with a degree from 1 to 7", at);
  }
  Spelling note = noteAbove(key.tonic, {text[at] - '0', alteration});
  if (std::abs(note.accidental) > 2) note = simplified(note);
  text.remove_prefix(at + 1);
  return note;
}

bool startsMinor(std::string_view suffix) { return suffix.starts_with('m') && !suffix.starts_with("maj"); }

}  // namespace

std::string toNashville(const ChordSymbol& chord, const Key& key) {
  if (chord.isNoChord()) return toText(chord);
  std::string suffix = toText(chord.quality);
  if (startsMinor(suffix)) suffix.replace(0, 1, "-");
  std::string text = degreeText(chord.root, key) + suffix;
  if (chord.bass) text += "/" + degreeText(*chord.bass, key);
  return text;
}

Result<ChordSymbol> readNashville(std::string_view text, const Key& key) {
  if (text.size() > kMaxChordSymbolBytes) return fail(ErrorCode::TooLarge, "the chord is too long");
  if (const auto silent = parseChordSymbol(text); silent && silent->isNoChord()) return *silent;
  std::string_view rest = text;
  const auto root = takeDegree(rest, key);
  if (!root) return tl::unexpected(root.error());
  const std::size_t suffixOffset = text.size() - rest.size();
  std::optional<Spelling> bass;
  // The last slash begins the bass only if a degree follows and nothing else does; "6/9" is a quality.
  if (const auto slash = rest.rfind('/'); slash != std::string_view::npos) {
    std::string_view after = rest.substr(slash + 1);
    const auto degree = takeDegree(after, key);
    if (degree && after.empty()) {
      bass = *degree;
      rest = rest.substr(0, slash);
    }
  }
  std::string symbol = "C" + std::string(rest);
  auto chord = parseChordSymbol(symbol);
  if (!chord) {
    Error error = chord.error();
    error.offset = suffixOffset + (error.offset.value_or(1) > 0 ? error.offset.value_or(1) - 1 : 0);
    return tl::unexpected(error);
  }
  // "1x" and "1/E" would otherwise be read as Cx and C/E.
  if (chord->root != Spelling{} || chord->bass) {
    return fail(ErrorCode::Parse, "a degree is followed by the kind of chord, as in 6-7", suffixOffset);
  }
  chord->root = *root;
  if (bass && *bass != *root) chord->bass = bass;
  return chord;
}

}  // namespace amuse::theory
