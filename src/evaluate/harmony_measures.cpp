#include "evaluate/harmony_measures.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "theory/measures.h"

namespace amuse::evaluate {
namespace {

using theory::ChordClass;
using theory::RelativeChord;

bool isSeventh(ChordClass chordClass) {
  switch (chordClass) {
    case ChordClass::Dom7:
    case ChordClass::Maj7:
    case ChordClass::Min7:
    case ChordClass::MinMaj7:
    case ChordClass::HalfDim7:
    case ChordClass::Dim7:
    case ChordClass::Dom7Sus4: return true;
    default: return false;
  }
}

bool isPlainTriad(const RelativeChord& chord) {
  switch (chord.quality.chordClass) {
    case ChordClass::Maj:
    case ChordClass::Min:
    case ChordClass::Dim:
    case ChordClass::Aug: return chord.quality.tones.size() == 3;
    default: return false;
  }
}

/// Roughness a pair of notes in close position, so that a seventh chord is not rough for having more pairs alone. Every
/// chord stands on the same note: the same chord eleven semitones higher is 40 % less rough to the ear, and which root
/// lies high is the key's choice, not the keywords'.
double roughnessOf(const RelativeChord& chord) {
  std::vector<int> notes;
  for (int tone = 0; tone < 12; ++tone)
    if (chord.quality.tones.contains(tone)) notes.push_back(60 + tone);
  const auto n = static_cast<double>(notes.size());
  return n < 2 ? 0 : theory::roughness(notes) / (n * (n - 1) / 2);
}

/// -5 (Db) .. 6 (F#) for C.
int placeOnFifths(int pitchClass) { return (pitchClass * 7 + 5) % 12 - 5; }

std::vector<double> ranksOf(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (std::size_t from = 0; from < order.size();) {
    std::size_t to = from;
    while (to < order.size() && values[order[to]] == values[order[from]]) ++to;
    for (std::size_t i = from; i < to; ++i) ranks[order[i]] = (static_cast<double>(from + to) - 1) / 2;
    from = to;
  }
  return ranks;
}

}  // namespace

Harmony harmonyOf(std::span<const Progression> progressions, theory::Mode mode) {
  Harmony sum;
  double chords = 0, tones = 0, major = 0, minor = 0;
  const auto scale = theory::scaleOf(mode);
  for (const auto& progression : progressions) {
    for (const auto& chord : progression) {
      if (chord.isNoChord()) continue;
      const auto sounding = chord.quality.tones.transposed(chord.root);
      for (int tone = 0; tone < 12; ++tone) {
        if (!sounding.contains(tone)) continue;
        sum.brightness += placeOnFifths(tone);
        tones += 1;
      }
      major += sounding.contains(4);
      minor += sounding.contains(3);
      const auto chordClass = chord.quality.chordClass;
      sum.sevenths += isSeventh(chordClass);
      sum.triads += isPlainTriad(chord);
      sum.extensions += isSeventh(chordClass) && chord.quality.tones.size() > 4;
      sum.chromatic += !sounding.isSubsetOf(scale);
      sum.dissonance += roughnessOf(chord);
      sum.tension += theory::tension(chord, mode);
      sum.dominants += chordClass == ChordClass::Dom7;
      chords += 1;
    }
  }
  if (chords == 0) return sum;
  sum.brightness /= std::max(tones, 1.0);
  sum.majorThird = major + minor > 0 ? major / (major + minor) : 0.5;
  for (double* share :
       {&sum.sevenths, &sum.triads, &sum.extensions, &sum.chromatic, &sum.dissonance, &sum.tension, &sum.dominants})
    *share /= chords;
  return sum;
}

double rankCorrelation(std::span<const double> a, std::span<const double> b) {
  const auto ranksA = ranksOf(a), ranksB = ranksOf(b);
  const double mean = (static_cast<double>(a.size()) - 1) / 2;
  double ab = 0, aa = 0, bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += (ranksA[i] - mean) * (ranksB[i] - mean);
    aa += (ranksA[i] - mean) * (ranksA[i] - mean);
    bb += (ranksB[i] - mean) * (ranksB[i] - mean);
  }
  return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : 0;
}

}  // namespace amuse::evaluate
