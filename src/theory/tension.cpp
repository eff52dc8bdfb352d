#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "theory/measures.h"

namespace amuse::theory {
namespace {

// What is added to Lerdahl's distance, in his units (a step of his basic space is 1).
constexpr double kFifthsWeight = 0.5;      ///< Half his weight for roots: vi is heard as calmer than V.
constexpr double kDissonanceWeight = 6.0;  ///< So that a dominant seventh adds about 3 to its triad.
constexpr double kLeadingTone = 1.5, kTritone = 1.5;
constexpr double kFirstInversion = 1.0, kSecondInversion = 2.0, kForeignBass = 2.0;
constexpr double kScale = 12.0;  ///< Units at which tension reaches 1 - 1/e; the plain V7 lies near 0.6.

/// How deep each pitch class lies in Lerdahl's basic space of a chord in a mode: root 4, fifth 3, other chord tones 2,
/// scale tones 1. Source: Lerdahl, Tonal Pitch Space (2001), fig. 2.4.
std::array<int, 12> depthsOf(const RelativeChord& chord, Mode mode) noexcept {
  const PitchClassSet tones = chord.quality.tones.transposed(chord.root), scale = scaleOf(mode);
  std::array<int, 12> depths{};
  for (int pitchClass = 0; pitchClass < 12; ++pitchClass) {
    depths[static_cast<std::size_t>(pitchClass)] = tones.contains(pitchClass) ? 2 : scale.contains(pitchClass) ? 1 : 0;
  }
  for (const int fifth : {6, 7, 8}) {
    const bool isFifth = chord.quality.tones.contains(fifth) && degreeOf(chord.quality, fifth).degree == 5;
    if (isFifth) depths[static_cast<std::size_t>(toPitchClass(chord.root + fifth))] = 3;
  }
  if (chord.quality.tones.contains(0)) depths[static_cast<std::size_t>(toPitchClass(chord.root))] = 4;
  return depths;
}

RelativeChord tonicTriad(Mode mode) noexcept {
  const auto& scale = factsOf(mode).semitones;
  return {0, qualityOf(PitchClassSet::of(0, scale[2], scale[4])), 0};
}

/// Steps on the circle of fifths between the chord's root and the tonic: the scale's own circle for scale tones (the
/// diminished fifth counts as one step), the chromatic circle for others.
int stepsByFifths(int root, Mode mode) noexcept {
  const auto& scale = factsOf(mode).semitones;
  const auto* found = std::find(scale.begin(), scale.end(), root);
  if (found == scale.end()) {
    const int steps = toPitchClass(root * 7);
    return std::min(steps, 12 - steps);
  }
  const int steps = static_cast<int>(found - scale.begin()) * 2 % 7;  // 4 * 2 = 1 (mod 7): a fifth up is one step
  return std::min(steps, 7 - steps);
}

int spaceDistance(const RelativeChord& chord, const RelativeChord& tonic, Mode mode) noexcept {
  const auto from = depthsOf(tonic, mode), to = depthsOf(chord, mode);
  int distance = 0;
  for (std::size_t i = 0; i < from.size(); ++i) distance += std::max(0, to[i] - from[i]);
  return distance;
}

/// Mean consonance of all pairs of tones. Source: Huron, "Interval-class content in equally tempered pitch-class sets",
/// Music Perception 11 (1994), table 1.
double meanConsonance(PitchClassSet tones) noexcept {
  constexpr double kByIntervalClass[7] = {0, -1.428, -0.582, 0.594, 0.386, 1.240, -0.453};
  const int pairs = tones.size() * (tones.size() - 1) / 2;
  double total = 0;
  for (int interval = 1; interval <= 6; ++interval) {
    const int met = PitchClassSet(tones.bits() & tones.transposed(interval).bits()).size();
    total += kByIntervalClass[interval] * (interval == 6 ? met / 2 : met);  // a tritone is met from both its ends
  }
  return pairs > 0 ? total / pairs : 0;
}

/// The pull of the leading tone, stronger when the fourth degree makes a tritone with it; the tonic chord has none.
double pull(const RelativeChord& chord) noexcept {
  const PitchClassSet tones = chord.quality.tones.transposed(chord.root);
  if (!tones.contains(11) || chord.root == 0) return 0;
  return kLeadingTone + (tones.contains(5) ? kTritone : 0);
}

double inversion(const RelativeChord& chord) noexcept {
  if (chord.bass == 0) return 0;
  if (!chord.quality.tones.contains(chord.bass)) return kForeignBass;
  return degreeOf(chord.quality, chord.bass).degree == 5 ? kSecondInversion : kFirstInversion;
}

}  // namespace

double tension(const RelativeChord& chord, Mode mode) {
  if (chord.isNoChord()) return 0;
  const RelativeChord tonic = tonicTriad(mode);
  const double roughness = meanConsonance(tonic.quality.tones) - meanConsonance(chord.quality.tones.with(chord.bass));
  const double units = spaceDistance(chord, tonic, mode) + kFifthsWeight * stepsByFifths(chord.root, mode) +
                       kDissonanceWeight * std::max(0.0, roughness) + pull(chord) + inversion(chord);
  return 1.0 - std::exp(-units / kScale);
}

double diatonicShare(const RelativeChord& chord, Mode mode) noexcept {
  if (chord.isNoChord()) return 1;
  const PitchClassSet tones = chord.quality.tones.with(chord.bass).transposed(chord.root);
  const PitchClassSet inScale(tones.bits() & scaleOf(mode).bits());
  return static_cast<double>(inScale.size()) / tones.size();
}

}  // namespace amuse::theory
