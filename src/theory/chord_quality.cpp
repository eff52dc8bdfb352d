#include "theory/chord_quality.h"

#include <array>

#include "theory/internal/quality_table.h"

namespace amuse::theory {
namespace {

struct ClassFacts {
  std::string_view name;
  PitchClassSet tones;
  TriadClass triad;
  Third third;
};

// In the order of ChordClass. Names and triads: data/quality_classes.tsv.
constexpr std::array<ClassFacts, kChordClassCount> kClasses{{
    {"maj", PitchClassSet::of(0, 4, 7), TriadClass::Maj, Third::Major},
    {"min", PitchClassSet::of(0, 3, 7), TriadClass::Min, Third::Minor},
    {"dim", PitchClassSet::of(0, 3, 6), TriadClass::Dim, Third::Minor},
    {"aug", PitchClassSet::of(0, 4, 8), TriadClass::Aug, Third::Major},
    {"sus2", PitchClassSet::of(0, 2, 7), TriadClass::Sus2, Third::None},
    {"sus4", PitchClassSet::of(0, 5, 7), TriadClass::Sus4, Third::None},
    {"5", PitchClassSet::of(0, 7), TriadClass::Five, Third::None},
    {"maj6", PitchClassSet::of(0, 4, 7, 9), TriadClass::Maj, Third::Major},
    {"min6", PitchClassSet::of(0, 3, 7, 9), TriadClass::Min, Third::Minor},
    {"7", PitchClassSet::of(0, 4, 7, 10), TriadClass::Maj, Third::Major},
    {"maj7", PitchClassSet::of(0, 4, 7, 11), TriadClass::Maj, Third::Major},
    {"min7", PitchClassSet::of(0, 3, 7, 10), TriadClass::Min, Third::Minor},
    {"minmaj7", PitchClassSet::of(0, 3, 7, 11), TriadClass::Min, Third::Minor},
    {"hdim7", PitchClassSet::of(0, 3, 6, 10), TriadClass::Dim, Third::Minor},
    {"dim7", PitchClassSet::of(0, 3, 6, 9), TriadClass::Dim, Third::Minor},
    {"7sus4", PitchClassSet::of(0, 5, 7, 10), TriadClass::Sus4, Third::None},
}};

constexpr std::array<std::string_view, kTriadClassCount> kTriadNames{"maj", "min", "dim", "aug", "sus2", "sus4", "5"};

const ClassFacts& classFacts(ChordClass chordClass) noexcept { return kClasses[static_cast<std::size_t>(chordClass)]; }

bool isDimFamily(ChordClass chordClass) noexcept { return classFacts(chordClass).triad == TriadClass::Dim; }

/// 6 and 8 semitones: a lowered or raised fifth when they stand for the fifth, else an eleventh or a thirteenth.
Interval degreeOfTritone(const Quality& quality) noexcept {
  if (isDimFamily(quality.chordClass)) return {5, -1};
  const bool otherFifth = quality.tones.contains(7) || quality.tones.contains(8);
  return otherFifth ? Interval{11, 1} : Interval{5, -1};
}

Interval degreeOfEight(const Quality& quality) noexcept {
  if (quality.chordClass == ChordClass::Aug) return {5, 1};
  const bool altered = quality.tones.contains(1) && quality.tones.contains(3) && quality.tones.contains(4);
  const bool otherFifth = quality.tones.contains(7) || isDimFamily(quality.chordClass);
  return otherFifth || altered ? Interval{13, -1} : Interval{5, 1};
}

Interval degreeOfNine(const Quality& quality) noexcept {
  if (quality.chordClass == ChordClass::Dim7) return {7, -2};
  const bool seventh = quality.tones.contains(10) || quality.tones.contains(11);
  const bool sixth = quality.chordClass == ChordClass::Maj6 || quality.chordClass == ChordClass::Min6;
  return seventh && !sixth ? Interval{13, 0} : Interval{6, 0};
}

Interval degreeOfThree(const Quality& quality) noexcept {
  const Third third = thirdOf(quality.chordClass);
  if (third == Third::Minor) return {3, -1};
  return third == Third::Major || quality.tones.contains(4) ? Interval{9, 1} : Interval{3, -1};
}

}  // namespace

TriadClass triadOf(ChordClass chordClass) noexcept { return classFacts(chordClass).triad; }
std::string_view toText(ChordClass chordClass) noexcept { return classFacts(chordClass).name; }
std::string_view toText(TriadClass triadClass) noexcept { return kTriadNames[static_cast<std::size_t>(triadClass)]; }
Third thirdOf(ChordClass chordClass) noexcept { return classFacts(chordClass).third; }

std::optional<ChordClass> findChordClass(std::string_view name) noexcept {
  for (int i = 0; i < kChordClassCount; ++i) {
    if (kClasses[static_cast<std::size_t>(i)].name == name) return static_cast<ChordClass>(i);
  }
  return std::nullopt;
}

Quality plainQuality(ChordClass chordClass) noexcept { return {classFacts(chordClass).tones, chordClass}; }

Quality makeQuality(PitchClassSet tones, ChordClass chordClass) noexcept {
  for (int i = 0; i < kChordClassCount; ++i) {
    if (kClasses[static_cast<std::size_t>(i)].tones == tones) return {tones, static_cast<ChordClass>(i)};
  }
  if (tones == PitchClassSet::of(0, 4, 8, 10) || tones == PitchClassSet::of(0, 4, 8, 11))
    return {tones, ChordClass::Aug};
  if (chordClass == ChordClass::Sus4 && tones.contains(10)) return {tones, ChordClass::Dom7Sus4};
  if (chordClass == ChordClass::Dom7Sus4 && !tones.contains(10)) return {tones, ChordClass::Sus4};
  return {tones, chordClass};
}

Interval degreeOf(const Quality& quality, int semitones) noexcept {
  const ChordClass chordClass = quality.chordClass;
  switch (toPitchClass(semitones)) {
    case 0: return {1, 0};
    case 1: return {9, -1};
    case 2: return chordClass == ChordClass::Sus2 ? Interval{2, 0} : Interval{9, 0};
    case 3: return degreeOfThree(quality);
    case 4: return thirdOf(chordClass) == Third::Minor ? Interval{11, -1} : Interval{3, 0};
    case 5: return triadOf(chordClass) == TriadClass::Sus4 ? Interval{4, 0} : Interval{11, 0};
    case 6: return degreeOfTritone(quality);
    case 7: return {5, 0};
    case 8: return degreeOfEight(quality);
    case 9: return degreeOfNine(quality);
    case 10: return {7, -1};
    default: return {7, 0};
  }
}

}  // namespace amuse::theory
