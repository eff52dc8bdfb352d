#include "notation/internal/musicxml_kinds.h"

#include <algorithm>
#include <array>

#include "theory/chord_symbol.h"

namespace amuse::notation {
namespace {

using theory::Interval;
using theory::Quality;

struct KindRow {
  std::string_view kind;
  std::string_view suffix;  ///< The same chord in our own writing.
};

/// Source: kind-value. Two rows follow practice, not the letter: programs write dominant-13th for a chord without its
/// eleventh, and so for major-13th.
constexpr std::array kKindRows{
    KindRow{"major", ""},
    KindRow{"minor", "m"},
    KindRow{"augmented", "aug"},
    KindRow{"diminished", "dim"},
    KindRow{"dominant", "7"},
    KindRow{"major-seventh", "maj7"},
    KindRow{"minor-seventh", "m7"},
    KindRow{"diminished-seventh", "dim7"},
    KindRow{"augmented-seventh", "7#5"},
    KindRow{"half-diminished", "m7b5"},
    KindRow{"major-minor", "mmaj7"},
    KindRow{"major-sixth", "6"},
    KindRow{"minor-sixth", "m6"},
    KindRow{"suspended-second", "sus2"},
    KindRow{"suspended-fourth", "sus4"},
    KindRow{"power", "5"},
    KindRow{"dominant-ninth", "9"},
    KindRow{"major-ninth", "maj9"},
    KindRow{"minor-ninth", "m9"},
    KindRow{"dominant-11th", "11"},
    KindRow{"major-11th", "maj11"},
    KindRow{"minor-11th", "m11"},
    KindRow{"dominant-13th", "13"},
    KindRow{"major-13th", "maj13"},
    KindRow{"minor-13th", "m13"},
};

struct KnownKind {
  std::string_view kind;
  Quality quality;
  std::vector<Interval> degrees;
};

std::vector<Interval> degreesOf(const Quality& quality) {
  std::vector<Interval> degrees;
  for (int semitones = 0; semitones < 12; ++semitones) {
    if (quality.tones.contains(semitones)) degrees.push_back(theory::degreeOf(quality, semitones));
  }
  return degrees;
}

const std::vector<KnownKind>& knownKinds() {
  static const std::vector<KnownKind> kinds = [] {
    std::vector<KnownKind> made;
    for (const KindRow& row : kKindRows) {
      const auto chord = theory::parseChordSymbol("C" + std::string(row.suffix));
      if (chord) made.push_back({row.kind, chord->quality, degreesOf(chord->quality)});
    }
    return made;
  }();
  return kinds;
}

/// The alteration of a degree as Add tells it: against the chord that has a minor seventh.
int againstDominant(const Interval& degree) { return degree.alteration + (degree.degree == 7 ? 1 : 0); }

/// What turns the kind's degrees into the wanted ones, degree number by degree number.
std::vector<KindDegree> changesBetween(std::vector<Interval> have, std::vector<Interval> want) {
  const auto eraseCommon = [](std::vector<Interval>& from, const std::vector<Interval>& other) {
    std::erase_if(from, [&](const Interval& i) { return std::find(other.begin(), other.end(), i) != other.end(); });
  };
  const std::vector<Interval> had = have;
  eraseCommon(have, want);
  eraseCommon(want, had);
  std::vector<KindDegree> changes;
  for (const Interval& degree : want) {
    const auto same =
        std::find_if(have.begin(), have.end(), [&](const Interval& i) { return i.degree == degree.degree; });
    if (same == have.end()) {
      changes.push_back({DegreeChange::Add, degree.degree, againstDominant(degree)});
    } else {
      changes.push_back({DegreeChange::Alter, degree.degree, degree.alteration - same->alteration});
      have.erase(same);
    }
  }
  for (const Interval& degree : have) changes.push_back({DegreeChange::Subtract, degree.degree, 0});
  return changes;
}

void applyChange(std::vector<Interval>& degrees, const KindDegree& change) {
  const auto found =
      std::find_if(degrees.begin(), degrees.end(), [&](const Interval& i) { return i.degree == change.number; });
  if (change.change == DegreeChange::Subtract) {
    if (found != degrees.end()) degrees.erase(found);
  } else if (change.change == DegreeChange::Alter && found != degrees.end()) {
    found->alteration += change.alteration;
  } else {
    // Altering a degree the kind does not have adds it: programs write 7(#11) both ways.
    degrees.push_back({change.number, change.alteration - (change.number == 7 ? 1 : 0)});
  }
}

}  // namespace

std::optional<Quality> qualityOfKind(std::string_view kind, const std::vector<KindDegree>& changes) {
  const auto& kinds = knownKinds();
  const auto known = std::find_if(kinds.begin(), kinds.end(), [&](const KnownKind& k) { return k.kind == kind; });
  if (known == kinds.end()) return std::nullopt;
  if (changes.empty()) return known->quality;
  std::vector<Interval> degrees = known->degrees;
  for (const KindDegree& change : changes) {
    if (change.number < 1 || change.number > 13 || std::abs(change.alteration) > 3) return std::nullopt;
    applyChange(degrees, change);
  }
  theory::PitchClassSet tones;
  for (const Interval& degree : degrees) tones = tones.with(degree.semitones());
  if (tones.empty()) return std::nullopt;
  return theory::makeQuality(tones, known->quality.chordClass);
}

XmlKind kindOf(const Quality& quality) {
  const std::vector<Interval> wanted = degreesOf(quality);
  std::optional<XmlKind> best;
  for (const KnownKind& known : knownKinds()) {
    XmlKind candidate{std::string(known.kind), changesBetween(known.degrees, wanted)};
    if (qualityOfKind(candidate.kind, candidate.degrees) != quality) continue;
    if (!best || candidate.degrees.size() < best->degrees.size()) best = std::move(candidate);
  }
  return best.value_or(XmlKind{"other", {}});
}

}  // namespace amuse::notation
