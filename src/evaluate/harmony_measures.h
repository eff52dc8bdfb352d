#pragma once

#include <span>
#include <vector>

#include "evaluate/suggestion_measures.h"
#include "theory/mode.h"

/// What is measured of a set of progressions to see whether their chords follow the keywords.
namespace amuse::evaluate {

/// Means over all chords of a set.
struct Harmony {
  double brightness =
      0;  ///< Mean place of the sounding tones on the line of fifths above the tonic: major 2, minor -1.
  double majorThird = 0;  ///< Tones a major third above the tonic among those a third of either kind above it: 1 major,
                          ///< 0 minor, 0.5 where neither sounds.
  double sevenths = 0;    ///< Share of chords of a seventh class, ninths and beyond included.
  double triads = 0;      ///< Share of plain triads: major, minor, diminished or augmented and nothing added.
  double extensions = 0;  ///< Share of ninths and beyond.
  double chromatic = 0;   ///< Share of chords with a tone outside the mode's scale.
  double dissonance =
      0;               ///< Mean roughness a pair of the chord in close position, its root middle C (theory::roughness).
  double tension = 0;  ///< Mean theory::tension in the mode.
  double dominants = 0;  ///< Share of dominant sevenths (7, 9, 13, not sus).
};
[[nodiscard]] Harmony harmonyOf(std::span<const Progression> progressions, theory::Mode mode);

/// Spearman's rank correlation, equal values sharing their mean rank; 0 where either does not vary.
[[nodiscard]] double rankCorrelation(std::span<const double> a, std::span<const double> b);

}  // namespace amuse::evaluate
