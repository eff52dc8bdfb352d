#pragma once

#include <vector>

#include "audio/sound_features.h"

/// Where something begins to sound.
namespace amuse::audio {

/// How strongly the sound begins anew at each frame, and the moments where it does.
struct Onsets {
  double frameSeconds = 0;
  std::vector<float> strength;       ///< Mean rise in dB over the bands, less what is usual around; never negative.
  std::vector<double> timesSeconds;  ///< Peaks that stand out, in order.
};

/// Source: Bello et al., IEEE Trans. Speech and Audio Proc. 13 (2005), p. 1035 (spectral flux), on mel bands in
/// decibels as Boeck and Widmer, DAFx 2013.
[[nodiscard]] Onsets findOnsets(const LogMel& mel);

}  // namespace amuse::audio
