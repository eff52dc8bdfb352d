#pragma once

#include <optional>
#include <vector>

#include "audio/onsets.h"

/// How fast music goes and where its beats fall.
namespace amuse::audio {

struct Tempo {
  double bpm = 0;         ///< 45 to 220.
  double confidence = 0;  ///< 0..1: how much of the onsets' movement repeats at this tempo.
  std::vector<double> beatsSeconds;
};

/// Nothing for sounds of under two seconds or without onsets. A steady tempo is assumed.
/// Source: tempo by a weighted autocorrelation, beats by dynamic programming, as Ellis, J. New Music Research 36
/// (2007), p. 51; the preference for tempi near 110 as Moelants, ICMPC 2002.
[[nodiscard]] std::optional<Tempo> findTempo(const Onsets& onsets);

}  // namespace amuse::audio
