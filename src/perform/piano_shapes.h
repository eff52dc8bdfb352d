#pragma once

#include <vector>

#include "perform/voicing.h"

/// A chord on a keyboard, for somebody who looks at a diagram: its inversions, and the layouts pianists use besides.
namespace amuse::perform {

struct PianoShape {
  std::vector<int> pitches;  ///< MIDI numbers, low to high; of a slash chord the bass first.
  VoicingStyle style = VoicingStyle::Close;
  int inversion = 0;  ///< Of close shapes: which tone lies lowest (above a written bass), 0 the root.
};

/// The close inversions from the root up (those a written bass is part of first), then shell, drop 2, rootless and
/// spread layouts where they differ from these. Colours (9, 11, 13) lie above the octave. Between C2 and C6. Empty for
/// N.C.
[[nodiscard]] std::vector<PianoShape> pianoShapes(const theory::ChordSymbol& chord);

}  // namespace amuse::perform
