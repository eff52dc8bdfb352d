#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "corpus/section.h"
#include "evaluate/duration_report.h"
#include "evaluate/prior_measure.h"
#include "lm/ngram_fit.h"

namespace amuse::evaluate {

/// What is measured: the open prior on open sections, the research prior on non-commercial ones.
enum class PriorData { Open, Research };

/// A held-out section, with what it is grouped by.
struct HeldOutSection {
  std::string id, source;
  std::vector<theory::RelativeChord> chords;
  lm::Conditions mode;        ///< The mode alone: what the yardsticks are told as well.
  lm::Conditions all;         ///< And genre, section name and decade where the data know them.
  std::vector<double> beats;  ///< How long each chord is held; 0 where the data do not say.
  double beatsPerBar = 4;
  bool repeatsTraining = false;  ///< 12 or more chords in a row (`sevenths` level) stand in a training section too.
};

struct PriorSections {
  std::vector<lm::TrainingSection> train;
  std::vector<HeldOutSection> valid;  ///< 4 to 64 chords.
  ExactChords exact;                  ///< Of the training sections.
  DurationCounts durations;           ///< Of the training sections.
};

inline constexpr std::size_t kRepeatedRun = 12;

/// Templates are left out. Errors: Unavailable (no data, or none of the licence classes), Parse.
[[nodiscard]] Result<PriorSections> choosePriorSections(const std::filesystem::path& dataFolder, PriorData data);

}  // namespace amuse::evaluate
