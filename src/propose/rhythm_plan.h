#pragma once

#include <vector>

#include "propose/phrase_plan.h"
#include "propose/proposer.h"

/// Harmonic rhythm: how long each chord of a progression lasts.
namespace amuse::propose {

struct RhythmPlan {
  std::vector<double> beats;      ///< One a slot, in the metre's denominator; they sum to bars x beats a bar.
  std::vector<int> phraseStarts;  ///< Slot indexes.
};

/// One chord a bar.
[[nodiscard]] RhythmPlan barRhythm(const PhrasePlan& plan, int beatsPerBar);

/// What the drawn rhythm should be like.
struct RhythmQuery {
  int beatsPerBar = 4;  ///< 1..32, the metre's numerator.
  int beatUnit = 4;     ///< Its denominator; 8 with a multiple of three is compound time.
  Ending ending = Ending::Loop;
  double density = 0;  ///< -1 (chords held) .. 1 (several a bar); 0 as in songs.
};

/// Chords that hold over bars or share them, quicker before cadences, slower on arrival; phrases of one letter and
/// length share their rhythm, save a varied end. No chord lasts more than two bars.
/// Source of the shares: durations in the open corpus, train split (docs/proposer.md).
[[nodiscard]] RhythmPlan planRhythm(const PhrasePlan& plan, const RhythmQuery& query, Random& random);

/// The density a brief suggests: rich and energetic music changes chords more often.
[[nodiscard]] double densityOf(const brief::Brief& brief) noexcept;

}  // namespace amuse::propose
