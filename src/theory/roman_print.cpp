#include <algorithm>
#include <cctype>
#include <cstdlib>

#include "theory/internal/lead_sheet.h"
#include "theory/internal/numeral.h"
#include "theory/roman.h"

namespace amuse::theory {
namespace {

using internal::NumeralDegree;

bool isDiminishedChord(const Quality& quality) noexcept { return triadOf(quality.chordClass) == TriadClass::Dim; }

std::string numeralText(const NumeralDegree& numeral, bool lower) {
  constexpr std::string_view kUpper[7] = {"I", "II", "III", "IV", "V", "VI", "VII"};
  constexpr std::string_view kLower[7] = {"i", "ii", "iii", "iv", "v", "vi", "vii"};
  const auto index = static_cast<std::size_t>(numeral.degree - 1);
  return internal::accidentalText(numeral.accidental) + std::string(lower ? kLower[index] : kUpper[index]);
}

/// The lead-sheet suffix without what the numeral's case says already: m7 -> 7, m7b5 -> ø7, dim7 -> o7, aug -> +.
std::string numeralSuffix(const Quality& quality) {
  struct Row {
    std::string_view suffix, numeral;
  };
  constexpr Row kRows[] = {{"m7b5", "ø7"}, {"hdim7", "ø7"}, {"dim", "o"}, {"aug", "+"}, {"mmaj", "maj"}};
  const std::string text = internal::leadSheetSuffix(quality);
  for (const auto& row : kRows) {
    if (text.starts_with(row.suffix)) return std::string(row.numeral) + text.substr(row.suffix.size());
  }
  return text.starts_with("m") && !text.starts_with("maj") ? text.substr(1) : text;
}

std::string chordNumeral(const ChordSymbol& chord, const NumeralDegree& degree) {
  const bool lower = thirdOf(chord.quality.chordClass) == Third::Minor;
  std::string text = numeralText(degree, lower) + numeralSuffix(chord.quality);
  if (chord.bass) text += "/" + toText(intervalBetween(chord.root, *chord.bass));
  return text;
}

bool isDiatonic(const ChordSymbol& chord, const Key& key) noexcept {
  const int root = chord.root.pitchClass() - key.tonic.pitchClass();
  return chord.quality.tones.transposed(root).isSubsetOf(scaleOf(key.mode));
}

/// What a chord is to the chord it leads to: V (a fifth above, major third), vii (a semitone below, diminished), or 0.
int leadingDegree(const ChordSymbol& chord, const ChordSymbol& next) noexcept {
  const int below = toPitchClass(next.root.pitchClass() - chord.root.pitchClass());
  if (isDiminishedChord(chord.quality)) return below == 1 ? 7 : 0;
  const ChordClass chordClass = chord.quality.chordClass;
  const bool dominant = chordClass == ChordClass::Maj || chordClass == ChordClass::Dom7 ||
                        (chordClass == ChordClass::Aug && !chord.quality.tones.contains(11));
  return dominant && below == 5 ? 5 : 0;
}

/// Whether the next chord can be heard as a passing tonic that `chord` leads to.
bool isApplied(const ChordSymbol& chord, const ChordSymbol& next, const Key& key) noexcept {
  if (next.isNoChord() || next.root.pitchClass() == key.tonic.pitchClass() || isDiatonic(chord, key)) return false;
  if (isDiminishedChord(next.quality) || next.quality.chordClass == ChordClass::Aug) return false;
  // A borrowed major triad falling a fifth to a borrowed chord (bVII bIII in major) is no dominant; with a seventh it
  // is.
  const bool targetInScale = scaleOf(key.mode).contains(next.root.pitchClass() - key.tonic.pitchClass());
  return targetInScale || chord.quality.chordClass != ChordClass::Maj;
}

}  // namespace

std::string romanNumeral(const ChordSymbol& chord, const Key& key) {
  if (chord.isNoChord()) return "N.C.";
  return chordNumeral(chord, internal::numeralDegreeOf(chord.root, key, isDiminishedChord(chord.quality)));
}

std::string romanNumeral(const ChordSymbol& chord, const ChordSymbol* next, const Key& key) {
  if (chord.isNoChord() || next == nullptr || !isApplied(chord, *next, key)) return romanNumeral(chord, key);
  const int degree = leadingDegree(chord, *next);
  if (degree == 0) return romanNumeral(chord, key);
  const bool minorTarget = thirdOf(next->quality.chordClass) == Third::Minor;
  const NumeralDegree target = internal::numeralDegreeOf(next->root, key, false);
  const Key passing{internal::rootOf(target, key, false), minorTarget ? Mode::Min : Mode::Maj};
  const NumeralDegree applied{degree, 0};
  // Where the page spells the two chords in different worlds (E7 before Bbb), the plain numeral is clearer.
  if (internal::rootOf(applied, passing, degree == 7) != chord.root) return romanNumeral(chord, key);
  return chordNumeral(chord, applied) + "/" + numeralText(target, minorTarget);
}

}  // namespace amuse::theory
