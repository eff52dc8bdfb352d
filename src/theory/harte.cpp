#include <algorithm>
#include <vector>

#include "base/assert.h"
#include "theory/chord_symbol.h"
#include "theory/internal/quality_table.h"
#include "theory/internal/text_cursor.h"

/// Chord syntax of Harte, Sandler, Abdallah and Gomez, "Symbolic representation of musical chords", ISMIR 2005.
namespace amuse::theory {
namespace {

using internal::TextCursor;

constexpr int kMaxHarteAccidentals = 6;

struct Shorthand {
  std::string_view name;
  PitchClassSet tones;
  ChordClass chordClass;
};

// Tones: Harte et al. 2005, table 1, with the elevenths and thirteenths that corpora add (mir_eval.chord, 0.7).
// Among shorthands of one class the shorter come first: of two equally short texts the first is printed.
constexpr Shorthand kShorthands[] = {
    {"maj", PitchClassSet::of(0, 4, 7), ChordClass::Maj},
    {"min", PitchClassSet::of(0, 3, 7), ChordClass::Min},
    {"dim", PitchClassSet::of(0, 3, 6), ChordClass::Dim},
    {"aug", PitchClassSet::of(0, 4, 8), ChordClass::Aug},
    {"sus2", PitchClassSet::of(0, 2, 7), ChordClass::Sus2},
    {"sus4", PitchClassSet::of(0, 5, 7), ChordClass::Sus4},
    {"5", PitchClassSet::of(0, 7), ChordClass::Five},
    {"1", PitchClassSet::of(0), ChordClass::Five},
    {"maj6", PitchClassSet::of(0, 4, 7, 9), ChordClass::Maj6},
    {"min6", PitchClassSet::of(0, 3, 7, 9), ChordClass::Min6},
    {"7", PitchClassSet::of(0, 4, 7, 10), ChordClass::Dom7},
    {"9", PitchClassSet::of(0, 2, 4, 7, 10), ChordClass::Dom7},
    {"11", PitchClassSet::of(0, 2, 4, 5, 7, 10), ChordClass::Dom7},
    {"13", PitchClassSet::of(0, 2, 4, 5, 7, 9, 10), ChordClass::Dom7},
    {"maj7", PitchClassSet::of(0, 4, 7, 11), ChordClass::Maj7},
    {"maj9", PitchClassSet::of(0, 2, 4, 7, 11), ChordClass::Maj7},
    {"maj11", PitchClassSet::of(0, 2, 4, 5, 7, 11), ChordClass::Maj7},
    {"maj13", PitchClassSet::of(0, 2, 4, 5, 7, 9, 11), ChordClass::Maj7},
    {"min7", PitchClassSet::of(0, 3, 7, 10), ChordClass::Min7},
    {"min9", PitchClassSet::of(0, 2, 3, 7, 10), ChordClass::Min7},
    {"min11", PitchClassSet::of(0, 2, 3, 5, 7, 10), ChordClass::Min7},
    {"min13", PitchClassSet::of(0, 2, 3, 5, 7, 9, 10), ChordClass::Min7},
    {"minmaj7", PitchClassSet::of(0, 3, 7, 11), ChordClass::MinMaj7},
    {"hdim7", PitchClassSet::of(0, 3, 6, 10), ChordClass::HalfDim7},
    {"dim7", PitchClassSet::of(0, 3, 6, 9), ChordClass::Dim7},
};

const Shorthand* findShorthand(std::string_view name) noexcept {
  for (const auto& row : kShorthands) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

std::optional<Interval> takeHarteDegree(TextCursor& in) noexcept {
  const int accidental = internal::takeAccidental(in, kMaxHarteAccidentals);
  const std::size_t at = in.offset();
  const auto number = internal::takeNumber(in);
  if (number && *number >= 1 && *number <= 13) return Interval{*number, accidental};
  in.moveTo(at);
  return std::nullopt;
}

/// The tones in parentheses: "(*5,b5,9)". A star leaves a tone out, wherever it stands in the list.
struct HarteList {
  PitchClassSet omitted, added;
  bool flatFive = false;
};

Result<HarteList> takeHarteList(TextCursor& in) {
  HarteList list;
  do {
    const bool omit = in.take('*');
    const auto degree = takeHarteDegree(in);
    if (!degree) return fail(ErrorCode::Parse, "expected a degree such as b7 or *5", in.offset());
    (omit ? list.omitted : list.added) = (omit ? list.omitted : list.added).with(degree->semitones());
    if (!omit && *degree == Interval{5, -1}) list.flatFive = true;
  } while (in.take(','));
  if (!in.take(')')) return fail(ErrorCode::Parse, "expected , or ) in the list of degrees", in.offset());
  return list;
}

/// The shorthand's name decides the class; "min7(b5)" with its fifth still there is the one name that does not mean
/// what it says (data/quality_classes.tsv).
Quality harteQuality(const Shorthand* shorthand, const HarteList& list) noexcept {
  const PitchClassSet base = shorthand != nullptr ? shorthand->tones : PitchClassSet::of(0);
  const PitchClassSet tones(static_cast<std::uint16_t>((base.bits() & ~list.omitted.bits()) | list.added.bits()));
  if (shorthand == nullptr) return qualityOf(tones);
  const bool halfDiminished = shorthand->name == "min7" && list.flatFive && tones.contains(7);
  return makeQuality(tones, halfDiminished ? ChordClass::HalfDim7 : shorthand->chordClass);
}

Result<Quality> takeHarteQuality(TextCursor& in) {
  if (!in.take(':')) return plainQuality(ChordClass::Maj);
  const std::size_t at = in.offset();
  const auto name = in.rest().substr(0, in.rest().find_first_of("(/"));
  const Shorthand* shorthand = findShorthand(name);
  if (shorthand == nullptr && (!name.empty() || in.peek() != '(')) {
    return fail(ErrorCode::Parse, "no such chord shorthand; use maj, min7, 7, sus4 ...", at);
  }
  in.moveTo(at + name.size());
  if (!in.take('(')) return harteQuality(shorthand, {});
  const auto list = takeHarteList(in);
  if (!list) return tl::unexpected(list.error());
  return harteQuality(shorthand, *list);
}

/// The base whose text is shortest: each left-out tone costs more than an added one.
const Shorthand& bestShorthand(const Quality& quality) noexcept {
  const ChordClass wanted = quality.chordClass == ChordClass::Dom7Sus4 ? ChordClass::Sus4 : quality.chordClass;
  const Shorthand* best = nullptr;
  int bestCost = 0;
  for (const auto& row : kShorthands) {
    if (row.chordClass != wanted) continue;
    const PitchClassSet common(row.tones.bits() & quality.tones.bits());
    const int cost = 3 * (row.tones.size() - common.size()) + 2 * (quality.tones.size() - common.size());
    if (best != nullptr && cost >= bestCost) continue;
    best = &row;
    bestCost = cost;
  }
  AMUSE_ASSERT(best != nullptr);
  return *best;
}

/// Degrees as corpora name them: a sixth beside a third chord is 13.
Interval harteDegree(const Quality& quality, int semitones) noexcept {
  const Interval degree = degreeOf(quality, semitones);
  return degree == Interval{6, 0} ? Interval{13, 0} : degree;
}

std::string harteText(const Quality& quality) {
  if (const auto* row = internal::findRow(quality)) return std::string(row->harte);
  const Shorthand& base = bestShorthand(quality);
  std::string items;
  std::vector<Interval> added;
  for (int semitones = 0; semitones < 12; ++semitones) {
    const bool inBase = base.tones.contains(semitones), inChord = quality.tones.contains(semitones);
    if (inBase && !inChord) items += ",*" + toText(degreeOf({base.tones, base.chordClass}, semitones));
    if (inChord && !inBase) added.push_back(harteDegree(quality, semitones));
  }
  std::sort(added.begin(), added.end());
  for (const auto& degree : added) items += "," + toText(degree);
  return std::string(base.name) + (items.empty() ? "" : "(" + items.substr(1) + ")");
}

}  // namespace

Result<ChordSymbol> parseHarte(std::string_view text) {
  if (text.size() > kMaxChordSymbolBytes) return fail(ErrorCode::TooLarge, "a chord symbol has at most 64 bytes");
  if (text == "N" || text == "X") return noChord();
  TextCursor in(text);
  const auto root = internal::takeSpelling(in);
  if (!root) return fail(ErrorCode::Parse, "a chord begins with its root, A to G, as in F#:min7", 0);
  const auto quality = takeHarteQuality(in);
  if (!quality) return tl::unexpected(quality.error());
  ChordSymbol chord{*root, *quality};
  if (in.take('/')) {
    const auto degree = takeHarteDegree(in);
    if (!degree) return fail(ErrorCode::Parse, "expected the bass as a degree such as 5 or b3", in.offset());
    Spelling bass = noteAbove(*root, *degree);
    if (bass.accidental > 2 || bass.accidental < -2) bass = simplified(bass);
    if (bass.pitchClass() != root->pitchClass()) chord.bass = bass;
  }
  if (!in.atEnd()) return fail(ErrorCode::Parse, "unexpected text in the chord symbol", in.offset());
  if (chord.isNoChord()) return fail(ErrorCode::Parse, "a chord needs at least one tone; write N for none", 1);
  return chord;
}

std::string toHarte(const ChordSymbol& chord) {
  if (chord.isNoChord()) return "N";
  std::string text = toText(chord.root) + ":" + harteText(chord.quality);
  if (chord.bass) text += "/" + toText(intervalBetween(chord.root, *chord.bass));
  return text;
}

}  // namespace amuse::theory
