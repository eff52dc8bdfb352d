#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "flat_vocabulary.h"
#include "train_command.h"

namespace amuse::train {

/// A section of the held-out data and its chords.
struct JudgedSection {
  std::string id;
  std::vector<theory::RelativeChord> chords;
};

/// Whole sections (long ones cut at 64 chords, without an end where they were cut), unweighted, as the Kneser-Ney
/// yardsticks take them. No mode: the paper's model has none.
struct PaperData {
  std::vector<std::vector<theory::RelativeChord>> train;
  std::vector<char> endKnown;        ///< Parallel to train.
  std::vector<JudgedSection> valid;  ///< 4 to 64 chords; of the open set or, for "research", Hooktheory's.
};
/// Errors: as corpus::readCorpus; Unavailable without sections.
[[nodiscard]] Result<PaperData> readPaperData(const TrainOptions& options);

/// What the model made of one section: bits summed over its chords and the end.
struct PaperFigures {
  double triads = 0, sevenths = 0;
  std::size_t first = 0, amongFive = 0;  ///< At `sevenths` level.
};

/// The table `amuse evaluate prior` reads: comment lines, a header, one row a section.
[[nodiscard]] Result<void> writeFigures(const std::filesystem::path& path, const std::string& comment,
                                        const std::vector<JudgedSection>& sections,
                                        const std::vector<PaperFigures>& figures);

/// From a distribution over tokens: the section's figures grow by one symbol. `p` holds kTokens probabilities.
void addStep(const FlatVocabulary& vocabulary, const float* p, lm::Symbol symbol, PaperFigures& figures);

}  // namespace amuse::train
