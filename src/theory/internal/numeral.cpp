#include "theory/internal/numeral.h"

#include <cstdlib>

namespace amuse::theory::internal {
namespace {

/// The names that numerals of chromatic roots usually take, semitones above the tonic, likelier first.
struct UsualName {
  int semitones;
  Interval interval;
};
constexpr UsualName kUsualNames[] = {{0, {1, 0}}, {1, {2, -1}}, {1, {1, 1}},   {2, {2, 0}},  {3, {3, -1}}, {3, {2, 1}},
                                     {4, {3, 0}}, {5, {4, 0}},  {6, {4, 1}},   {6, {5, -1}}, {7, {5, 0}},  {8, {6, -1}},
                                     {8, {5, 1}}, {9, {6, 0}},  {10, {7, -1}}, {10, {6, 1}}, {11, {7, 0}}};

Spelling simplifiedDoubles(const Spelling& note) noexcept {
  return std::abs(note.accidental) > 1 ? simplified(note) : note;
}

NumeralDegree relativeToScale(const Interval& interval, Mode mode, bool diminished) noexcept {
  return {interval.degree, interval.semitones() - scaleSemitones(interval.degree, mode, diminished)};
}

}  // namespace

int scaleSemitones(int degree, Mode mode, bool diminished) noexcept {
  const int own = factsOf(mode).semitones[static_cast<std::size_t>(degree - 1)];
  if (!diminished || !isMinorFamily(mode)) return own;
  return degree == 7 ? 11 : degree == 6 ? 9 : own;
}

Spelling rootOf(const NumeralDegree& numeral, const Key& key, bool diminished) noexcept {
  const int semitones = scaleSemitones(numeral.degree, key.mode, diminished) + numeral.accidental;
  const Interval interval{numeral.degree, semitones - Interval{numeral.degree, 0}.semitones()};
  return simplifiedDoubles(noteAbove(key.tonic, interval));
}

NumeralDegree numeralDegreeOf(const Spelling& root, const Key& key, bool diminished) noexcept {
  const int semitones = toPitchClass(root.pitchClass() - key.tonic.pitchClass());
  for (const auto& usual : kUsualNames) {
    if (usual.semitones == semitones && simplifiedDoubles(noteAbove(key.tonic, usual.interval)) == root) {
      return relativeToScale(usual.interval, key.mode, diminished);
    }
  }
  return relativeToScale(intervalBetween(key.tonic, root), key.mode, diminished);
}

}  // namespace amuse::theory::internal
