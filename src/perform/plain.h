#pragma once

#include "perform/frame.h"

/// The plain manner, for when no groove book is at hand: held chords and a bass on the strong beats.
namespace amuse::perform {

/// A "Chords" and a "Bass" track; keys voice-led, bass on the written bass note.
[[nodiscard]] std::vector<Track> playPlain(const Frame& frame);

}  // namespace amuse::perform
