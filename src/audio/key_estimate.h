#pragma once

#include "audio/chroma.h"
#include "theory/key.h"

/// The key and mode that pitch classes point to.
namespace amuse::audio {

struct KeyEstimate {
  theory::Key key;        ///< Spelled as such keys usually are.
  double confidence = 0;  ///< 0..1: 0.5 means the next best key (not its relative mode) fits almost as well.
};

/// The key of a whole piece. A neutral C major with confidence 0 where nothing is tonal.
/// Source: correlation with profiles, Krumhansl, Cognitive Foundations of Musical Pitch (1990), ch. 4; the profiles are
/// those of Albrecht and Shanahan, Music Perception 31 (2013), p. 59; modes by their characteristic degrees.
[[nodiscard]] KeyEstimate estimateKey(const Chroma& chroma);

}  // namespace amuse::audio
