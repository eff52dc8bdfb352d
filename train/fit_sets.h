#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "corpus/read_corpus.h"
#include "lm/measure.h"
#include "lm/ngram_fit.h"

/// What each shipped model is trained and judged on.
namespace amuse::train {

/// Sections in the form the models take, with how they were chosen.
struct FitSet {
  std::vector<lm::TrainingSection> train;
  std::vector<lm::MeasuredSection> valid;  ///< 4 to 64 chords.
  struct Source {
    std::size_t sections = 0, chords = 0;
    double weight = 1;
  };
  std::map<std::string, Source> sources;
};

/// Weight of a stretch of 4, 8 or 16 bars beside the whole section it was cut from: phrases begin inside sections too.
/// On valid 0, 0.05 and 0.2 give 3.280, 3.281 and 3.286 bits.
inline constexpr double kWindowWeight = 0.05;

/// Sections of 4 to 64 chords are measured.
[[nodiscard]] bool isMeasured(std::size_t chords) noexcept;
/// A number for a song, the same wherever it is asked for; folds go by it.
[[nodiscard]] std::uint32_t songNumber(const std::string& source, const std::string& song) noexcept;
/// Real sections of the given licence classes; templates are left out.
[[nodiscard]] FitSet makePriorSet(const std::vector<corpus::Section>& sections,
                                  const std::vector<corpus::LicenseClass>& classes);
/// The LLM-written progressions; every `validEvery`-th record is held out whole (0: none).
[[nodiscard]] FitSet makeProposalSet(const std::vector<corpus::ProposalRecord>& records, std::size_t validEvery);

}  // namespace amuse::train
