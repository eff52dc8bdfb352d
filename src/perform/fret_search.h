#pragma once

#include <vector>

#include "perform/fret_shapes.h"

/// The search for fingerings the table lacks. Internal to `perform`.
namespace amuse::perform {

/// Frets (from the capo) of the easiest fingering that sounds the chord's telling tones; one string at least sounds.
/// Cost: some thousand tries.
[[nodiscard]] std::vector<int> searchFrets(const theory::ChordSymbol& chord, const Tuning& tuning, int capo);

/// The easiest fingering at each place of the neck, easiest first. Cost: as searchFrets.
[[nodiscard]] std::vector<std::vector<int>> searchFretsEach(const theory::ChordSymbol& chord, const Tuning& tuning,
                                                            int capo);

}  // namespace amuse::perform
