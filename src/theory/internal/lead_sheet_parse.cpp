#include <algorithm>
#include <array>

#include "theory/internal/lead_sheet.h"
#include "theory/internal/quality_table.h"

namespace amuse::theory::internal {
namespace {

/// A chord being read: what the row gave and what the modifiers did to it. Order of modifiers does not matter:
/// tones leave before tones are added.
struct Draft {
  const QualityRow& row;
  ChordClass chordClass;
  PitchClassSet removed = {}, added = {};

  [[nodiscard]] PitchClassSet tones() const noexcept {
    return PitchClassSet(static_cast<std::uint16_t>((row.quality.tones.bits() & ~removed.bits()) | added.bits()));
  }
  void remove(PitchClassSet tones) noexcept { removed = PitchClassSet(removed.bits() | tones.bits()); }
  void add(int semitones) noexcept { added = added.with(semitones); }
};

/// Semitones of a degree in a chord name: a plain 7 is minor, and "#7" (of "Cm#7") makes it major again.
int semitonesOf(const Interval& interval) noexcept {
  return interval.degree == 7 && interval.alteration >= 0 ? 10 + interval.alteration : interval.semitones();
}

/// b5 replaces the fifth; b9, #11 and b13 replace the natural tone only where the row has it as 9, 11 or 13.
void alter(Draft& draft, const Interval& interval) noexcept {
  const int extension = interval.degree < 7 && interval.degree != 5 ? interval.degree + 7 : interval.degree;
  if (interval.degree == 5) {
    if (draft.row.quality.tones.contains(7)) draft.remove(PitchClassSet::of(7));
    draft.chordClass = afterAlteredFifth(draft.row, interval.alteration);
  } else if (extension == 9 || extension == 11 || extension == 13) {
    const Interval natural{extension, 0};
    if (draft.row.tonesOfDegree(extension).contains(natural.semitones())) {
      draft.remove(PitchClassSet::of(natural.semitones()));
    }
  }
  draft.add(semitonesOf(interval));
}

void suspend(Draft& draft, int degree) noexcept {
  draft.remove(PitchClassSet::of(3, 4));
  draft.add(Interval{degree, 0}.semitones());
  draft.chordClass = degree == 4 ? ChordClass::Sus4 : ChordClass::Sus2;
}

bool isChordDegree(int degree) noexcept {
  constexpr std::array<int, 10> kDegrees{1, 2, 3, 4, 5, 6, 7, 9, 11, 13};
  return std::find(kDegrees.begin(), kDegrees.end(), degree) != kDegrees.end();
}

/// "#" and "b" in all their signs, and the old "+" and "-" of "C7-9".
int takeAlteration(TextCursor& in) noexcept {
  if (in.peek() == 'x') return 0;  // a double sharp only stands on note names
  if (const int accidental = takeAccidental(in, 2); accidental != 0) return accidental;
  if (in.take('+')) return 1;
  return in.take('-') ? -1 : 0;
}

Result<int> takeDegree(TextCursor& in) {
  const std::size_t at = in.offset();
  const auto number = takeNumber(in);
  if (!number || !isChordDegree(*number)) {
    return fail(ErrorCode::Parse, "expected a chord degree such as 5, 9, 11 or 13", at);
  }
  return *number;
}

bool takeMajorSeventh(TextCursor& in) noexcept {
  return in.take("maj7") || in.take("Maj7") || in.take("M7") || in.take("ma7");
}

/// "9", "b13", "maj7", "7" after "add" or alone in parentheses.
Result<void> takeAddition(TextCursor& in, Draft& draft) {
  if (takeMajorSeventh(in)) {
    draft.add(11);
    return {};
  }
  const int alteration = takeAlteration(in);
  const auto degree = takeDegree(in);
  if (!degree) return tl::unexpected(degree.error());
  draft.add(semitonesOf({*degree, alteration}));
  return {};
}

Result<void> takeOmission(TextCursor& in, Draft& draft) {
  static_cast<void>(takeAccidental(in, 2));
  const auto degree = takeDegree(in);
  if (!degree) return tl::unexpected(degree.error());
  in.take("rd") || in.take("th");
  draft.remove(draft.row.tonesOfDegree(*degree));
  return {};
}

bool takeSuspension(TextCursor& in, Draft& draft) noexcept {
  if (!in.take("sus") && !in.take("Sus")) return false;
  suspend(draft, in.take('2') ? 2 : (in.take('4'), 4));
  return true;
}

/// One modifier if one begins here. @return whether there was one.
Result<bool> takeModifier(TextCursor& in, Draft& draft) {
  const auto done = [](const Result<void>& result) -> Result<bool> {
    if (!result) return tl::unexpected(result.error());
    return true;
  };
  if (in.take("add") || in.take("Add")) return done(takeAddition(in, draft));
  if (in.take("omit") || in.take("Omit") || in.take("no")) return done(takeOmission(in, draft));
  if (takeSuspension(in, draft)) return true;
  const int alteration = takeAlteration(in);
  if (alteration == 0) return false;
  const std::size_t at = in.offset();
  const auto degree = takeDegree(in);
  if (!degree) return tl::unexpected(degree.error());
  if (*degree == 1 || *degree == 3) return fail(ErrorCode::Parse, "roots and thirds take no sharp or flat", at);
  alter(draft, {*degree, alteration});
  return true;
}

/// "(b9,#11)", "(add9)", "(9 13)", after the opening parenthesis.
Result<void> takeListOfModifiers(TextCursor& in, Draft& draft) {
  do {
    while (in.take(',') || in.take(' ') || in.take('/')) {
    }
    const auto modifier = takeModifier(in, draft);
    if (!modifier) return tl::unexpected(modifier.error());
    if (*modifier) continue;
    if (const auto added = takeAddition(in, draft); !added) return tl::unexpected(added.error());
  } while (!in.atEnd() && in.peek() != ')');
  if (!in.take(')')) return fail(ErrorCode::Parse, "expected a closing parenthesis", in.offset());
  return {};
}

/// "/9" of "C7/9" and "/b13" of "C7/b9/b13" when a tension follows the slash, not a bass. @return whether one was read.
bool takeSlashTension(TextCursor& in, Draft& draft) {
  const std::size_t start = in.offset();
  if (!in.take('/')) return false;
  const int alteration = takeAlteration(in);
  const auto degree = takeNumber(in);
  if (!degree || (*degree != 9 && *degree != 11 && *degree != 13)) {
    in.moveTo(start);
    return false;
  }
  if (alteration == 0) draft.add(Interval{*degree, 0}.semitones());
  if (alteration != 0) alter(draft, {*degree, alteration});
  return true;
}

}  // namespace

Result<Quality> takeLeadSheetQuality(TextCursor& in, Slashes slashes) {
  const QualityRow& row = takeQualityRow(in);
  Draft draft{row, row.quality.chordClass};
  for (bool more = true; more;) {
    if (in.take('(')) {
      if (const auto list = takeListOfModifiers(in, draft); !list) return tl::unexpected(list.error());
      continue;
    }
    if (slashes == Slashes::BassOrTension && takeSlashTension(in, draft)) continue;
    const auto modifier = takeModifier(in, draft);
    if (!modifier) return tl::unexpected(modifier.error());
    more = *modifier;
  }
  return makeQuality(draft.tones(), draft.chordClass);
}

}  // namespace amuse::theory::internal
