#include <array>

#include "theory/internal/lead_sheet.h"
#include "theory/internal/numeral.h"
#include "theory/roman.h"

namespace amuse::theory {
namespace {

using internal::NumeralDegree;
using internal::TextCursor;

struct NumeralWord {
  std::string_view upper, lower;
  int degree;
};
// Longer words first, so that VI is not read as V.
constexpr std::array<NumeralWord, 7> kNumeralWords{{{"III", "iii", 3},
                                                    {"VII", "vii", 7},
                                                    {"II", "ii", 2},
                                                    {"IV", "iv", 4},
                                                    {"VI", "vi", 6},
                                                    {"I", "i", 1},
                                                    {"V", "v", 5}}};

struct NumeralHead {
  NumeralDegree degree;
  bool lower = false;
};

std::optional<NumeralHead> takeNumeralHead(TextCursor& in) noexcept {
  const std::size_t start = in.offset();
  const int accidental = internal::takeAccidental(in, 4);
  for (const auto& word : kNumeralWords) {
    if (in.take(word.upper)) return NumeralHead{{word.degree, accidental}, false};
    if (in.take(word.lower)) return NumeralHead{{word.degree, accidental}, true};
  }
  in.moveTo(start);
  return std::nullopt;
}

/// Whether a quality after a lower-case numeral says by itself that it is minor or diminished: "iim7b5", "viio",
/// "iiø7".
bool namesItsThird(std::string_view suffix) noexcept {
  if (suffix.starts_with("omit") || suffix.starts_with("maj")) return false;
  for (const std::string_view word : {"m", "dim", "o", "°", "º", "ø", "Ø", "∅", "h", "-", "sus", "7sus", "9sus"}) {
    if (suffix.starts_with(word)) return true;
  }
  return false;
}

Result<Quality> takeNumeralQuality(TextCursor& in, bool lower) {
  if (!lower || namesItsThird(in.rest())) return internal::takeLeadSheetQuality(in, internal::Slashes::BassOnly);
  const std::string minor = "m" + std::string(in.rest());
  TextCursor inner(minor);
  auto quality = internal::takeLeadSheetQuality(inner, internal::Slashes::BassOnly);
  const std::size_t start = in.offset();
  if (!quality) {
    const std::size_t at = quality.error().offset.value_or(1);
    return fail(ErrorCode::Parse, quality.error().message, start + (at > 0 ? at - 1 : 0));
  }
  in.moveTo(start + inner.offset() - 1);
  return quality;
}

/// "/b3", "/5": the bass as an interval above the root; nothing is read when no number follows.
std::optional<Interval> takeBassDegree(TextCursor& in) noexcept {
  const std::size_t start = in.offset();
  const int accidental = internal::takeAccidental(in, 6);
  const auto number = internal::takeNumber(in);
  if (number && *number >= 1 && *number <= 13) return Interval{*number, accidental};
  in.moveTo(start);
  return std::nullopt;
}

Spelling writable(const Spelling& note) noexcept {
  return note.accidental > 2 || note.accidental < -2 ? simplified(note) : note;
}

}  // namespace

Result<ChordSymbol> parseRoman(std::string_view text, const Key& key) {
  if (text.size() > kMaxChordSymbolBytes) return fail(ErrorCode::TooLarge, "a numeral has at most 64 bytes");
  if (text == "N.C.") return noChord();
  TextCursor in(text);
  const auto head = takeNumeralHead(in);
  if (!head) return fail(ErrorCode::Parse, "expected a roman numeral such as IV, ii7 or bVII", 0);
  const auto quality = takeNumeralQuality(in, head->lower);
  if (!quality) return tl::unexpected(quality.error());
  std::optional<Interval> bass;
  Key at = key;
  while (in.take('/')) {
    if (!bass && (bass = takeBassDegree(in))) continue;
    const auto target = takeNumeralHead(in);
    if (!target) return fail(ErrorCode::Parse, "expected a bass degree or a numeral after the slash", in.offset());
    at = {internal::rootOf(target->degree, key, false), target->lower ? Mode::Min : Mode::Maj};
    break;
  }
  if (!in.atEnd()) return fail(ErrorCode::Parse, "unexpected text in the numeral", in.offset());
  if (quality->tones.empty()) return fail(ErrorCode::Parse, "a chord needs at least one tone", in.offset());
  ChordSymbol chord{internal::rootOf(head->degree, at, triadOf(quality->chordClass) == TriadClass::Dim), *quality};
  if (bass) {
    const Spelling note = writable(noteAbove(chord.root, *bass));
    if (note.pitchClass() != chord.root.pitchClass()) chord.bass = note;
  }
  return chord;
}

}  // namespace amuse::theory
