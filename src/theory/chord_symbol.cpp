#include "theory/chord_symbol.h"

#include <algorithm>
#include <array>

#include "theory/internal/lead_sheet.h"
#include "theory/internal/text_cursor.h"

namespace amuse::theory {
namespace {

using internal::TextCursor;

constexpr std::array<std::string_view, 7> kNoChordWords{"N.C.", "NC", "N.C", "N", "n.c.", "nc", "X"};

bool isNoChordWord(std::string_view text) noexcept {
  return std::find(kNoChordWords.begin(), kNoChordWords.end(), text) != kNoChordWords.end();
}

}  // namespace

ChordSymbol noChord() noexcept { return {}; }

Result<ChordSymbol> parseChordSymbol(std::string_view text) {
  if (text.size() > kMaxChordSymbolBytes) return fail(ErrorCode::TooLarge, "a chord symbol has at most 64 bytes");
  if (isNoChordWord(text) && text != "X") return noChord();
  TextCursor in(text);
  const auto root = internal::takeSpelling(in);
  if (!root) return fail(ErrorCode::Parse, "a chord begins with its root, A to G, as in F#m7", 0);
  const auto quality = internal::takeLeadSheetQuality(in, internal::Slashes::BassOrTension);
  if (!quality) return tl::unexpected(quality.error());
  ChordSymbol chord{*root, *quality};
  if (in.take('/')) {
    const auto bass = internal::takeSpelling(in);
    if (!bass) return fail(ErrorCode::Parse, "expected a bass note after the slash", in.offset());
    if (bass->pitchClass() != root->pitchClass()) chord.bass = *bass;
  }
  if (!in.atEnd()) return fail(ErrorCode::Parse, "unexpected text in the chord symbol", in.offset());
  // Only "omit1" on a root alone can take every tone away.
  if (chord.isNoChord()) return fail(ErrorCode::Parse, "a chord needs at least one tone; write N.C. for none", 1);
  return chord;
}

std::string toText(const Quality& quality) {
  return quality.tones.empty() ? "N.C." : internal::leadSheetSuffix(quality);
}

std::string toText(const ChordSymbol& chord) {
  if (chord.isNoChord()) return "N.C.";
  std::string text = toText(chord.root) + internal::leadSheetSuffix(chord.quality);
  if (chord.bass) text += "/" + toText(*chord.bass);
  return text;
}

Result<ChordSymbol> parseAnyChord(std::string_view text) {
  const auto colon = text.substr(0, std::min<std::size_t>(text.size(), 4)).find(':');
  return colon != std::string_view::npos || text == "N" || text == "X" ? parseHarte(text) : parseChordSymbol(text);
}

std::vector<Spelling> chordTones(const ChordSymbol& chord) {
  std::vector<Interval> degrees;
  for (int semitones = 0; semitones < 12; ++semitones) {
    if (chord.quality.tones.contains(semitones)) degrees.push_back(degreeOf(chord.quality, semitones));
  }
  std::sort(degrees.begin(), degrees.end());
  std::vector<Spelling> notes;
  notes.reserve(degrees.size());
  for (const auto& degree : degrees) notes.push_back(noteAbove(chord.root, degree));
  return notes;
}

}  // namespace amuse::theory
