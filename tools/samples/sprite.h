#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "note_renderer.h"
#include "recipe.h"
#include "shaping.h"

/// All notes of an instrument in one file, one after another, behind a marker.
namespace amuse::samples {

/// Where the marker's top lies; a bell 0.5 ms wide. Decoders put a file's beginning at different places (none, 529,
/// 1105 or 1681 samples late); the page looks for the top and counts from there.
inline constexpr double kMarkerSeconds = 0.1;

struct Zone {
  int pitch = 60;
  double atSeconds = 0;  ///< From the marker's top.
  double lengthSeconds = 0;
  double gain = 1;  ///< What the sample is multiplied by to be as loud as FluidSynth has it at velocity 127.
  double loopStart = 0, loopEnd = 0, likeness = 0;  ///< Seconds from the zone's beginning; loopEnd 0: none.
};

struct Sprite {
  StereoAudio audio;
  std::vector<Zone> zones;
  std::vector<double> levels;  ///< How loud each program served is beside the one that is sampled; 1 for drums.
};

/// Renders and shapes every note of the recipe. Errors: NotFound (the soundfont is silent at one of the pitches).
[[nodiscard]] Result<Sprite> makeSprite(NoteRenderer& renderer, const InstrumentRecipe& recipe);

/// The frame at the marker's top, found as the page does: the greatest sample of the first 0.18 s.
[[nodiscard]] std::size_t findMarker(const StereoAudio& audio);

/// How far what was decoded is from what was encoded: the median over all 20 ms that are less than 50 dB below the
/// loudest of the signal-to-noise ratio, in dB. Waves, not ears: noise under a masker counts in full.
[[nodiscard]] double signalToNoiseDb(const StereoAudio& original, const StereoAudio& decoded);

}  // namespace amuse::samples
