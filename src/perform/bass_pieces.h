#pragma once

#include <vector>

#include "perform/sketch.h"

/// Where a bass part sounds, and on which chord. Internal to `perform`.
namespace amuse::perform {

/// A bass stroke on its chord.
struct BassPiece {
  song::Tick start = 0, end = 0;
  std::size_t chord = 0;
  char what = 'r';
  const Line* line = nullptr;
  bool downbeat = false;
};

/// The strokes of a bass part cut at every change, in order. Every chord begins with its written bass, at its place or,
/// where the chord instruments push it and the part goes along, with them.
[[nodiscard]] std::vector<BassPiece> bassPiecesOf(const Session& session, const GroovePart& part);

}  // namespace amuse::perform
