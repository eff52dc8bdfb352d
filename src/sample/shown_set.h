#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "theory/chord_symbol.h"

/// Which of the accepted candidates are shown: a set that differs audibly.
namespace amuse::sample {

/// A candidate that may be shown.
struct Choice {
  std::vector<theory::RelativeChord> chords;
  double typicality = 0;  ///< log P a chord at `sevenths` level; larger is plainer.
  double merit = 0;       ///< What else speaks for it, in units of typicality; see meritsOf().
};

/// The roots in order, in the rotation that sorts first: two progressions with equal texts sound like the same loop.
[[nodiscard]] std::string rootCycle(std::span<const theory::RelativeChord> chords);

/// How different two progressions sound, 0 (the same) .. 1: shared places, pairs and triples of chords, bass and
/// colour, over the first sixteen chords.
[[nodiscard]] double distance(std::span<const theory::RelativeChord> a, std::span<const theory::RelativeChord> b);

/// What a set must hold. `openStart`: the first slot may be chosen, so one progression should not begin on the tonic.
struct ShownSetRules {
  std::size_t count = 4;
  bool distinctCycles = true;  ///< No two with the same rootCycle.
  bool openStart = true;
};

/// Indexes of the chosen, at most `count`, plainest first and boldest last. The plainest and the boldest that have
/// merit are always in; the others lie as far from those chosen as they can. Fewer than `count` when the rules leave
/// fewer. Cost: count x choices distances.
[[nodiscard]] std::vector<std::size_t> chooseShownSet(std::span<const Choice> choices, const ShownSetRules& rules);

}  // namespace amuse::sample
