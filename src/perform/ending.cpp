#include "perform/ending.h"

#include <algorithm>
#include <cmath>

namespace amuse::perform {
namespace {

using song::Tick;

constexpr double kStepsABeat = 2;      // of the tempo's fall
constexpr double kFallExponent = 1.6;  // late rather than even, as players slow down
constexpr double kLeastBpm = 20;

/// The last chord's start; for one that sounds for over two bars the last bar line in it.
std::optional<Tick> finalStartOf(const Frame& frame) {
  if (frame.chords.empty() || frame.bars.empty() || frame.chords.back().end != frame.length) return std::nullopt;
  const FrameBar& lastBar = frame.bars.back();
  const FrameChord& last = frame.chords.back();
  if (last.end - last.start < lastBar.meter.beatTicks()) return std::nullopt;
  return last.end - last.start > 2 * lastBar.length ? lastBar.start : last.start;
}

void cutAt(Frame& frame, Tick at) {
  FrameChord& last = frame.chords.back();
  if (last.start >= at) return;
  FrameChord rest = last;
  last.end = rest.start = at;
  frame.chords.push_back(std::move(rest));
}

double bpmAt(const std::vector<song::TempoChange>& map, Tick at) {
  double bpm = map.front().bpm;
  for (const song::TempoChange& change : map) {
    if (change.at <= at) bpm = change.bpm;
  }
  return bpm;
}

/// A final chord in a bar that would begin a phrase belongs to the phrase before: a new one would take layers away and
/// begin from below.
void goOnAsBefore(Frame& frame, Tick at) {
  if (frame.bars.size() < 2) return;
  FrameBar& last = frame.bars.back();
  const FrameBar& before = frame.bars[frame.bars.size() - 2];
  if (last.start == at && last.phraseBar % kPhraseBars == 0 && !before.pickup) last.phraseBar = before.phraseBar;
}

/// The tempo falls in steps from one bar before the final chord on; the chord itself stands at the slowest.
void slowDown(Frame& frame, Tick until, double share) {
  const auto after = std::upper_bound(frame.bars.begin(), frame.bars.end(), until - 1,
                                      [](Tick t, const FrameBar& bar) { return t < bar.start; });
  if (after == frame.bars.begin()) return;
  const FrameBar& bar = *(after - 1);
  const Tick from = std::max(bar.start, until - bar.length);
  const auto step = static_cast<Tick>(static_cast<double>(bar.meter.beatTicks()) / kStepsABeat);
  std::vector<song::TempoChange> map;
  for (const song::TempoChange& change : frame.tempoMap) {
    if (change.at < from) map.push_back(change);
  }
  for (Tick at = from; at < until; at += step) {
    const double gone = std::pow(static_cast<double>(at - from) / static_cast<double>(until - from), kFallExponent);
    map.push_back({at, std::max(kLeastBpm, bpmAt(frame.tempoMap, at) * (1 - share * gone))});
  }
  map.push_back({until, std::max(kLeastBpm, bpmAt(frame.tempoMap, until) * (1 - share))});
  frame.tempoMap = std::move(map);
}

}  // namespace

void prepareEnding(Frame& frame, const GrooveEnding& ending, bool slows) {
  const auto start = finalStartOf(frame);
  if (!start) return;
  cutAt(frame, *start);
  goOnAsBefore(frame, *start);
  frame.finalStart = *start;
  const Tick blow = frame.bars.back().meter.beatTicks() / 2;
  frame.finalEnd = ending.stops ? std::min(frame.length, *start + blow) : frame.length;
  if (slows && ending.slows > 0 && *start > 0) slowDown(frame, *start, ending.slows);
}

}  // namespace amuse::perform
