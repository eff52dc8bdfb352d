#pragma once

#include "perform/frame.h"
#include "perform/groove.h"

/// How a piece that is not played round and round comes to its end. Internal to `perform`.
namespace amuse::perform {

/// Marks where the last chord is struck for good (`finalStart`) and until when it is held, and cuts the chord there if
/// it began long before. With `slows` the tempo map falls over the bar before it by the ending's share. The length in
/// ticks stays. A song that ends in silence, or with a chord shorter than a beat, stays as it is.
void prepareEnding(Frame& frame, const GrooveEnding& ending, bool slows);

}  // namespace amuse::perform
