#include "notation/chord_finder.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace amuse::notation {
namespace {

using song::Tick;
using Profile = std::array<double, 12>;

constexpr double kMelodyWeight = 0.33;
constexpr double kBarLineCost = 0.15;                       ///< Of a change on a bar line.
constexpr int kStates = 12 * theory::kChordClassCount + 1;  ///< Every chord, then silence.
constexpr int kSilence = kStates - 1;

/// What sounds between two ticks.
struct Segment {
  Tick start = 0, end = 0;
  double changeCost = 0;  ///< For a chord that begins here, in beats of a perfect fit.
  Profile weight{};       ///< Length times velocity of each pitch class, summing to 1 unless silent.
  Profile lowest{};       ///< How long each pitch class is the lowest that sounds, in ticks.
  bool isSilent = true;
};

/// The grid chords may change on. Bar lines are where they mostly do.
std::vector<Segment> makeGrid(const MidiScore& score) {
  std::vector<Segment> grid;
  std::size_t meterIndex = 0;
  for (std::size_t bar = 0; bar + 1 < score.barLines.size(); ++bar) {
    const Tick start = score.barLines[bar], end = score.barLines[bar + 1];
    while (meterIndex + 1 < score.meterMap.size() && score.meterMap[meterIndex + 1].at <= start) ++meterIndex;
    const auto& meter = score.meterMap[meterIndex].meter;
    const bool isCompound = meter.unit >= 8 && meter.beats % 3 == 0;
    const Tick beat = meter.beatTicks() * (isCompound ? 3 : 1);
    for (Tick at = start; at < end; at += beat) {
      const bool isHalf = 2 * (at - start) == end - start;
      const double cost = at == start ? kBarLineCost : isHalf ? 0.3 : 0.45;
      grid.push_back({at, std::min(at + beat, end), cost, {}, {}, true});
    }
  }
  return grid;
}

void addNote(std::vector<Segment>& grid, const perform::TimedNote& note, double voiceWeight) {
  // A note a little early belongs to the beat it anticipates: its first moment counts for nothing.
  const Tick start = note.start + std::min<Tick>(note.length / 4, 60), end = note.start + note.length;
  auto segment =
      std::upper_bound(grid.begin(), grid.end(), start, [](Tick at, const Segment& s) { return at < s.end; });
  const auto pitchClass = static_cast<std::size_t>(note.pitch % 12);
  for (; segment != grid.end() && segment->start < end; ++segment) {
    const Tick overlap = std::min(end, segment->end) - std::max(start, segment->start);
    if (overlap <= 0) continue;
    segment->weight[pitchClass] += static_cast<double>(overlap) * voiceWeight * (0.5 + note.velocity / 254.0);
    segment->isSilent = false;
  }
}

/// Gives each segment the time every pitch class is at the bottom.
void addLowest(std::vector<Segment>& grid, std::vector<perform::TimedNote> notes) {
  std::sort(notes.begin(), notes.end(), [](const auto& a, const auto& b) { return a.pitch < b.pitch; });
  std::vector<std::vector<const perform::TimedNote*>> bySegment(grid.size());
  for (const auto& note : notes) {
    auto at =
        std::upper_bound(grid.begin(), grid.end(), note.start, [](Tick t, const Segment& s) { return t < s.end; });
    for (; at != grid.end() && at->start < note.start + note.length; ++at) {
      bySegment[static_cast<std::size_t>(at - grid.begin())].push_back(&note);
    }
  }
  constexpr Tick kStep = song::kTicksPerQuarter / 4;
  for (std::size_t i = 0; i < grid.size(); ++i) {
    for (Tick at = grid[i].start; at < grid[i].end; at += kStep) {
      for (const auto* note : bySegment[i]) {
        if (note->start > at + kStep / 2 || note->start + note->length <= at) continue;
        grid[i].lowest[static_cast<std::size_t>(note->pitch % 12)] += static_cast<double>(kStep);
        break;
      }
    }
  }
}

/// Silence from a bar line on is one segment, however long: nothing happens in it.
std::vector<Segment> joinSilence(const std::vector<Segment>& grid) {
  std::vector<Segment> joined;
  for (const auto& segment : grid) {
    const bool goesOn = !joined.empty() && joined.back().isSilent && joined.back().changeCost == kBarLineCost;
    if (segment.isSilent && goesOn) {
      joined.back().end = segment.end;
    } else {
      joined.push_back(segment);
    }
  }
  return joined;
}

std::vector<Segment> makeSegments(const MidiScore& score, std::optional<std::size_t> melody) {
  auto grid = makeGrid(score);
  std::vector<perform::TimedNote> accompaniment;
  for (std::size_t i = 0; i < score.voices.size(); ++i) {
    const auto& voice = score.voices[i];
    if (voice.isPercussion()) continue;
    for (const auto& note : voice.notes) addNote(grid, note, i == melody ? kMelodyWeight : 1);
    if (i != melody) accompaniment.insert(accompaniment.end(), voice.notes.begin(), voice.notes.end());
  }
  addLowest(grid, std::move(accompaniment));
  for (auto& segment : grid) {
    double total = 0;
    for (const double weight : segment.weight) total += weight;
    for (double& weight : segment.weight) weight = total > 0 ? weight / total : 0;
  }
  return joinSilence(grid);
}

/// What a chord class asks of the notes: how unusual it is, and how much each missing tone hurts.
struct ClassCost {
  double unusual;
  std::array<double, 12> missing;  ///< By semitones above the root.
};

ClassCost costOf(theory::ChordClass chordClass) {
  using enum theory::ChordClass;
  ClassCost cost{0, {}};
  switch (chordClass) {
    case Maj:
    case Min: cost.unusual = 0; break;
    case Dom7:
    case Maj7:
    case Min7: cost.unusual = 0.02; break;
    case Sus4:
    case Sus2:
    case Five: cost.unusual = 0.05; break;
    default: cost.unusual = 0.07; break;
  }
  const auto tones = theory::plainQuality(chordClass).tones;
  for (int semitones = 0; semitones < 12; ++semitones) {
    if (!tones.contains(semitones)) continue;
    const bool isFifth = semitones >= 6 && semitones <= 8;
    // A plain fifth is often left out; an altered one is what makes the chord.
    cost.missing[static_cast<std::size_t>(semitones)] = isFifth ? (semitones == 7 ? 0.04 : 0.12) : 0.12;
  }
  return cost;
}

/// How well each chord fits one segment; 1 is perfect.
std::array<double, kStates> fitsOf(const Segment& segment) {
  static const auto costs = [] {
    std::array<ClassCost, theory::kChordClassCount> all{};
    for (int c = 0; c < theory::kChordClassCount; ++c) all[static_cast<std::size_t>(c)] = costOf(theory::ChordClass{c});
    return all;
  }();
  constexpr double kPresent = 0.08;  ///< A tone with this share of the sound is surely there.
  constexpr double kRootInBass = 0.12;
  std::array<double, kStates> fits{};
  const double span = static_cast<double>(segment.end - segment.start);
  for (int state = 0; state < kSilence && !segment.isSilent; ++state) {
    const int root = state / theory::kChordClassCount;
    const auto& cost = costs[static_cast<std::size_t>(state % theory::kChordClassCount)];
    double fit = -cost.unusual + kRootInBass * std::min(1.0, segment.lowest[static_cast<std::size_t>(root)] / span);
    for (int semitones = 0; semitones < 12; ++semitones) {
      const double share = segment.weight[static_cast<std::size_t>((root + semitones) % 12)];
      const double missing = cost.missing[static_cast<std::size_t>(semitones)];
      fit += missing > 0 ? share - missing * std::max(0.0, 1 - share / kPresent) : -share;
    }
    fits[static_cast<std::size_t>(state)] = fit;
  }
  fits[kSilence] = segment.isSilent ? 0.12 : -1;
  return fits;
}

/// How much a segment has to say, 0.35 to 1: a lone bass note walking between chords names none.
double confidenceIn(const Segment& segment) {
  constexpr double kHeard = 0.04;
  const auto count = std::count_if(segment.weight.begin(), segment.weight.end(), [](double w) { return w > kHeard; });
  return segment.isSilent || count >= 3 ? 1 : count == 2 ? 0.7 : 0.35;
}

/// The best path through the segments: fits weighed by length and confidence, less the cost of changes.
std::vector<int> bestStates(const std::vector<Segment>& grid) {
  std::vector<std::array<std::int16_t, kStates>> cameFrom(grid.size());
  std::array<double, kStates> score{};
  for (std::size_t i = 0; i < grid.size(); ++i) {
    const auto best = static_cast<int>(std::max_element(score.begin(), score.end()) - score.begin());
    const double changed = score[static_cast<std::size_t>(best)] - (i == 0 ? 0 : grid[i].changeCost);
    const auto fits = fitsOf(grid[i]);
    const double beats = confidenceIn(grid[i]) * static_cast<double>(grid[i].end - grid[i].start) /
                         static_cast<double>(song::kTicksPerQuarter);
    for (std::size_t state = 0; state < kStates; ++state) {
      const bool stays = score[state] >= changed;
      cameFrom[i][state] = static_cast<std::int16_t>(stays ? static_cast<int>(state) : best);
      score[state] = (stays ? score[state] : changed) + fits[state] * beats;
    }
  }
  std::vector<int> states(grid.size());
  int state = static_cast<int>(std::max_element(score.begin(), score.end()) - score.begin());
  for (std::size_t i = grid.size(); i-- > 0;) {
    states[i] = state;
    state = cameFrom[i][static_cast<std::size_t>(state)];
  }
  return states;
}

/// The bass of a stretch: what lies lowest for at least half the time, if that is a tone of the chord or a step beside
/// it.
int bassOf(std::span<const Segment> stretch, int root, const theory::Quality& quality) {
  Profile lowest{};
  double total = 0;
  for (const auto& segment : stretch) {
    // The beginning tells the bass note; walking on is decoration.
    const double weight = &segment == stretch.data() ? 2 : 1;
    for (std::size_t i = 0; i < 12; ++i) {
      lowest[i] += weight * segment.lowest[i];
      total += weight * segment.lowest[i];
    }
  }
  const auto best = static_cast<int>(std::max_element(lowest.begin(), lowest.end()) - lowest.begin());
  const int above = theory::toPitchClass(best - root);
  const double share = total > 0 ? lowest[static_cast<std::size_t>(best)] / total : 0;
  return share >= (quality.tones.contains(above) ? 0.5 : 0.8) ? above : 0;
}

FoundChord toFound(std::span<const Segment> stretch, int state) {
  FoundChord found{stretch.front().start, stretch.back().end - stretch.front().start, std::nullopt};
  if (state == kSilence) return found;
  const int root = state / theory::kChordClassCount;
  const auto quality = theory::plainQuality(theory::ChordClass{state % theory::kChordClassCount});
  found.chord = theory::RelativeChord{root, quality, bassOf(stretch, root, quality)};
  return found;
}

}  // namespace

std::vector<FoundChord> findChords(const MidiScore& score, std::optional<std::size_t> melody) {
  const auto grid = makeSegments(score, melody);
  const auto states = bestStates(grid);
  std::vector<FoundChord> chords;
  for (std::size_t first = 0; first < grid.size();) {
    std::size_t last = first + 1;
    while (last < grid.size() && states[last] == states[first]) ++last;
    chords.push_back(toFound(std::span(grid).subspan(first, last - first), states[first]));
    first = last;
  }
  return chords;
}

theory::Key estimateKey(const MidiScore& score) {
  constexpr Profile kMajor{6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88};
  constexpr Profile kMinor{6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17};
  Profile sound{};
  for (const auto& voice : score.voices) {
    if (voice.isPercussion()) continue;
    for (const auto& note : voice.notes)
      sound[static_cast<std::size_t>(note.pitch % 12)] += static_cast<double>(note.length);
  }
  const auto correlation = [&](const Profile& profile, int tonic) {
    double soundMean = 0, profileMean = 0, product = 0, squares = 0;
    for (std::size_t i = 0; i < 12; ++i) {
      soundMean += sound[i] / 12;
      profileMean += profile[i] / 12;
    }
    for (int i = 0; i < 12; ++i) {
      const double p = profile[static_cast<std::size_t>(i)] - profileMean;
      product += p * (sound[static_cast<std::size_t>((i + tonic) % 12)] - soundMean);
      squares += p * p;
    }
    return product / std::sqrt(squares);
  };
  theory::Key best;
  double highest = 0;
  for (const auto& [profile, mode] : {std::pair{&kMajor, theory::Mode::Maj}, std::pair{&kMinor, theory::Mode::Min}}) {
    for (int tonic = 0; tonic < 12; ++tonic) {
      const double fit = correlation(*profile, tonic);
      if (fit > highest + 1e-9) {
        highest = fit;
        best = theory::makeKey(tonic, mode);
      }
    }
  }
  return best;
}

}  // namespace amuse::notation
