#pragma once

#include "brief/brief.h"

/// The dials of a songwriter who wants the same, but brighter, simpler, calmer.
namespace amuse::app {

/// What is added to an affect; each -1..1, 0 leaves it.
struct Shifts {
  double brightness = 0;  ///< Valence: darker .. brighter.
  double energy = 0;      ///< Arousal: calmer .. wilder.
  double tension = 0;     ///< Resolved .. dissonant.
  double richness = 0;    ///< Complexity: simpler .. richer.
  bool operator==(const Shifts&) const = default;
};

/// The brief with its affect, and that of each of its keywords, moved; what leaves -1..1 stays at its end.
[[nodiscard]] brief::Brief shifted(brief::Brief brief, const Shifts& shifts) noexcept;

}  // namespace amuse::app
