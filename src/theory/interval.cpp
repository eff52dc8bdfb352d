#include "theory/interval.h"

#include <cstdlib>

#include "theory/internal/text_cursor.h"

namespace amuse::theory {
namespace {

using internal::TextCursor;

constexpr int kMaxDegree = 15, kMaxIntervalAccidentals = 4;

bool isPerfect(int degree) noexcept {
  const int steps = (degree - 1) % 7;
  return steps == 0 || steps == 3 || steps == 4;
}

int countOf(TextCursor& in, char letter) noexcept {
  int count = 0;
  while (count < kMaxIntervalAccidentals && in.take(letter)) ++count;
  return count;
}

/// The letters of a classical name; the alteration they mean depends on the degree that follows.
struct ClassicalQuality {
  char letter = '\0';
  int count = 0;
};

ClassicalQuality takeClassicalQuality(TextCursor& in) noexcept {
  for (const char letter : {'P', 'M', 'm'}) {
    if (in.take(letter)) return {letter, 1};
  }
  for (const char letter : {'A', 'd'}) {
    if (const int count = countOf(in, letter); count > 0) return {letter, count};
  }
  return {};
}

std::optional<int> alterationOf(const ClassicalQuality& quality, int degree) noexcept {
  const bool perfect = isPerfect(degree);
  switch (quality.letter) {
    case 'P': return perfect ? std::optional(0) : std::nullopt;
    case 'M': return perfect ? std::nullopt : std::optional(0);
    case 'm': return perfect ? std::nullopt : std::optional(-1);
    case 'A': return quality.count;
    default: return perfect ? -quality.count : -quality.count - 1;
  }
}

}  // namespace

Result<Interval> parseInterval(std::string_view text) {
  TextCursor in(text);
  const auto quality = takeClassicalQuality(in);
  const int accidental = quality.count > 0 ? 0 : internal::takeAccidental(in, kMaxIntervalAccidentals);
  const std::size_t numberAt = in.offset();
  const auto degree = internal::takeNumber(in);
  if (!degree) return fail(ErrorCode::Parse, "expected a degree number such as 5 in b5 or P5", numberAt);
  if (*degree < 1 || *degree > kMaxDegree) return fail(ErrorCode::Parse, "degrees go from 1 to 15", numberAt);
  if (!in.atEnd()) return fail(ErrorCode::Parse, "unexpected text after the interval", in.offset());
  if (quality.count == 0) return Interval{*degree, accidental};
  const auto alteration = alterationOf(quality, *degree);
  if (!alteration) return fail(ErrorCode::Parse, "1, 4, 5 and 8 are perfect (P); others major (M) or minor (m)", 0);
  return Interval{*degree, *alteration};
}

std::string toText(const Interval& interval) {
  return internal::accidentalText(interval.alteration) + std::to_string(interval.degree);
}

std::string classicalName(const Interval& interval) {
  const int a = interval.alteration;
  const bool perfect = isPerfect(interval.degree);
  std::string name;
  if (a > 0) {
    name.assign(static_cast<std::size_t>(a), 'A');
  } else if (perfect) {
    name = a == 0 ? "P" : std::string(static_cast<std::size_t>(-a), 'd');
  } else {
    name = a == 0 ? "M" : a == -1 ? "m" : std::string(static_cast<std::size_t>(-a - 1), 'd');
  }
  return name + std::to_string(interval.degree);
}

Spelling noteAbove(const Spelling& root, const Interval& interval) noexcept {
  const Spelling natural{(root.letter + interval.letterSteps()) % 7, 0};
  // Folded around 0, so that a note just below the natural is a flat and not eleven sharps.
  const int difference = toPitchClass(root.pitchClass() + interval.semitones() - natural.pitchClass() + 6) - 6;
  return {natural.letter, difference};
}

Interval intervalBetween(const Spelling& root, const Spelling& note) noexcept {
  const int steps = (note.letter - root.letter + 7) % 7;
  const Interval plain{steps + 1, 0};
  const int difference = toPitchClass(note.pitchClass() - root.pitchClass() - plain.semitones() + 6) - 6;
  return {plain.degree, difference};
}

Spelling simplified(const Spelling& spelling) noexcept {
  constexpr Spelling kSharps[12] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}, {2, 0}, {3, 0},
                                    {3, 1}, {4, 0}, {4, 1}, {5, 0}, {5, 1}, {6, 0}};
  constexpr Spelling kFlats[12] = {{0, 0},  {1, -1}, {1, 0},  {2, -1}, {2, 0},  {3, 0},
                                   {4, -1}, {4, 0},  {5, -1}, {5, 0},  {6, -1}, {6, 0}};
  const auto& names = spelling.accidental < 0 ? kFlats : kSharps;
  return names[spelling.pitchClass()];
}

}  // namespace amuse::theory
