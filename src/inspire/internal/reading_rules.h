#pragma once

#include <array>
#include <string>
#include <vector>

#include "inspire/internal/music_terms.h"
#include "inspire/internal/reader_model.h"

/// From fitted scores to affect, mode and tempo.
namespace amuse::inspire {

[[nodiscard]] brief::Affect affectFrom(const Targets& targets, double mixed, bool masked);

struct ModeChoice {
  theory::Mode mode = theory::Mode::Maj;
  std::string why;  ///< One short sentence.
};
/// An explicit mode wins. Else the family (major or minor third) with the larger sum of scores, then the mode with the
/// largest score in it; the reason names the features that spoke most for it against the rest.
[[nodiscard]] ModeChoice chooseMode(const ReaderModel& model, const std::vector<Feature>& features,
                                    const Targets& targets, const MusicTerms& terms);

/// An explicit "120 bpm" gives 118..122, a tempo word its own range pulled a third towards the fitted one.
[[nodiscard]] std::array<int, 2> chooseTempo(const Targets& targets, const MusicTerms& terms);

}  // namespace amuse::inspire
