#pragma once

#include "theory/chord_symbol.h"
#include "theory/mode.h"

/// How phrases end: factors on a chord's probability, 1 for the most idiomatic, near 0 for what must not be.
namespace amuse::propose {

/// As the last chord of a section that closes: the tonic in root position, at rest.
[[nodiscard]] double closingFactor(const theory::RelativeChord& chord, theory::Mode mode) noexcept;

/// As the chord just before that tonic: V, IV, bVII, bII ... as the mode cadences.
[[nodiscard]] double cadenceFactor(const theory::RelativeChord& chord, theory::Mode mode) noexcept;

/// As the last chord of a phrase that stops on tension: V, IV, ii, bVII ..., never the tonic.
[[nodiscard]] double openFactor(const theory::RelativeChord& chord, theory::Mode mode) noexcept;

/// Whether the chord is one that closingFactor takes for a rest.
[[nodiscard]] bool isRest(const theory::RelativeChord& chord, theory::Mode mode) noexcept;

}  // namespace amuse::propose
