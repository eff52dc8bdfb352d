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

/// What a walking line is asked for.
struct WalkingLine {
  int first = 36;   ///< Its first note.
  int count = 4;    ///< How many.
  int target = 36;  ///< The bass it leads to.
  theory::ChordSymbol chord;
  theory::PitchClassSet scale;
  int low = 28, high = 48;
  bool chromatic = true;  ///< May lead to the target by a note outside the scale.
};

/// Chord tones on strong beats, scale tones between, the last note a step from the target and no semitone from the
/// third; the line goes on in one direction where it can.
[[nodiscard]] std::vector<int> walkingLine(const WalkingLine& line, Random& random);

}  // namespace amuse::perform
