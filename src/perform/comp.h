#pragma once

#include <vector>

#include "perform/sketch.h"

/// What chord instruments share: which voicing sounds when, and where a pattern strikes it. Internal to `perform`.
namespace amuse::perform {

/// A stretch with one voicing: a chord, or part of a long one.
struct Slice {
  song::Tick start = 0, end = 0;
  theory::ChordSymbol symbol;
  std::vector<int> keys;   ///< Low to high, without the bass.
  bool chordStart = true;  ///< False where only the inversion changes.
};

/// Chords cut every `part.cycleBars` bars and voiced; the songwriter's own voicings as they are.
[[nodiscard]] std::vector<Slice> voicedSlices(const Frame& frame, const GroovePart& part);

/// A stroke on a chord, cut where the chord ends.
struct Piece {
  song::Tick start = 0, end = 0;
  std::size_t slice = 0;
  char what = 'x';
  const Line* line = nullptr;
  bool downbeat = false;
};

/// The strokes of a voice as pieces, in order: held strokes are struck again at a change, '>' takes the next chord
/// early, and no chord is passed over.
[[nodiscard]] std::vector<Piece> piecesOf(const Session& session, const GroovePart& part, std::string_view voice,
                                          const std::vector<Slice>& slices);

/// Where the harmony audibly changes: a slice's start, or its first early stroke.
[[nodiscard]] std::vector<song::Tick> changeTimes(const std::vector<Slice>& slices, const std::vector<Piece>& pieces);

}  // namespace amuse::perform
