#pragma once

#include <optional>

#include "base/audio_buffer.h"

/// From a rendered note to one worth its bytes: cut, faded, level-matched, with a place where it can go on for ever.
namespace amuse::samples {

struct Loop {
  std::size_t start = 0, end = 0;  ///< Frames; the frame at `end` follows like the frame at `start`.
  double likeness = 0;             ///< Correlation, -1..1, of what goes before both.
};

/// So many seconds in frames of this sound.
[[nodiscard]] std::size_t framesOf(const StereoAudio& audio, double seconds);
/// Drops what comes before the note sounds (more than 50 dB below its peak), but for a millisecond, and ramps that up.
void cutBeginning(StereoAudio& audio);
/// Ends the note where it has fallen 60 dB below its peak, at most `seconds` on, fading over the last quarter of what
/// was cut, and over 10 ms at least.
void cutEnd(StereoAudio& audio, double seconds);
/// Both channels become their mean; where they differ in phase more than they agree, the louder one alone.
void foldToMono(StereoAudio& audio);
/// Brings the peak to -1 dB. @return The factor that undoes it; 0 for silence.
double normalise(StereoAudio& audio);
/// The longest loop, of at least 0.3 s and 30 % of the note, among those whose crossfade is all but inaudible: its 80
/// ms before both ends are the likest there are (or within 0.02 of it). Looks behind the first 40 % of the note. None
/// in notes under 0.6 s.
[[nodiscard]] std::optional<Loop> findLoop(const StereoAudio& audio);

}  // namespace amuse::samples
