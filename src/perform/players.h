#pragma once

#include <vector>

#include "perform/comp.h"

/// The instruments: each turns a part of the groove into one track. Internal to `perform`.
namespace amuse::perform {

/// Keys or pad. `bass` is what the bass track plays (empty without one): the left hand keeps clear of it.
[[nodiscard]] Track playKeys(const Session& session, const GroovePart& part, const std::vector<Slice>& slices,
                             const std::vector<SketchNote>& bass);

[[nodiscard]] Track playGuitar(const Session& session, const GroovePart& part, const FretShapes& shapes);

/// The bass line on the grid. `ceilings` gives the highest pitch allowed over each slice's time.
[[nodiscard]] std::vector<SketchNote> sketchBass(const Session& session, const GroovePart& part,
                                                 const std::vector<Slice>& slices);
[[nodiscard]] Track playBass(const Session& session, const GroovePart& part, const std::vector<SketchNote>& line);

[[nodiscard]] Track playDrums(const Session& session, const GroovePart& part);

/// A track with a part's name, channel, program and levels.
[[nodiscard]] Track makeTrack(const GroovePart& part);

/// A walking line: `count` pitches from `first` (given, the first of them) towards `target`, the next chord's bass.
/// Chord tones on strong beats, scale tones between, the last note a step from the target.
[[nodiscard]] std::vector<int> walkingLine(int first, int count, int target, theory::PitchClassSet chordTones,
                                           theory::PitchClassSet scale, int low, int high, Random& random);

}  // namespace amuse::perform
