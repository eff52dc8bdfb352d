#pragma once

#include <vector>

#include "perform/sketch.h"

/// Pushes: chords that are struck before their time, and who goes along. Internal to `perform`.
namespace amuse::perform {

/// Where an early stroke of `what` at a tick leads: the index of the chord it strikes, or nothing where it is an
/// ordinary stroke of chord `index` (another letter, too far from the chord's end). `blocked` where it is not to be
/// played at all: before a rest, the end, or a final chord. `chords` as for nextChord.
struct EarlyStroke {
  std::optional<std::size_t> chord;
  bool blocked = false;
};
template <typename Chords>
[[nodiscard]] EarlyStroke earlyStroke(const Frame& frame, const Stroke& stroke, const Chords& chords,
                                      std::size_t index) {
  const song::Tick beat = frame.bars[stroke.bar].meter.beatTicks();
  const bool late = stroke.start - chords[index].start >= chords[index].end - stroke.start;
  if (stroke.what != '>' || !late || chords[index].end - stroke.start > beat) return {};
  const auto next = nextChord(frame, chords, index);
  if (!next || chords[*next].start == frame.finalStart) return {std::nullopt, true};
  return {next, false};
}

/// The pushes of all chord instruments of a groove at their levels, in order of time, one a change of chord: the
/// earliest. Linear in strokes.
[[nodiscard]] std::vector<Push> pushesOf(const Frame& frame, const Groove& groove, const Feel& feel,
                                         const std::vector<Level>& levels);

}  // namespace amuse::perform
