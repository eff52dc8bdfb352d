#pragma once

#include <vector>

#include "transcribe/chord_space.h"

/// What the acoustic side hands to the decoders.
namespace amuse::transcribe {

inline constexpr std::size_t kBassCount = 13;  ///< C to B, then none.
inline constexpr std::size_t kNoBass = 12;

/// How likely every chord and bass is at each moment; natural logarithms, frame after frame, the first at time 0.
struct HeardChords {
  std::size_t frames = 0;
  double frameSeconds = 0;
  std::vector<float> chords;  ///< frames * kChordCount.
  std::vector<float> basses;  ///< frames * kBassCount.
};

/// How likely a beat and the first of a bar are at each moment, 0..1; the first frame is at time 0.
struct HeardBeats {
  double frameSeconds = 0;
  std::vector<float> beats, downbeats;  ///< A downbeat is a beat as well.
};

}  // namespace amuse::transcribe
