#pragma once

#include <string>
#include <vector>

#include "brief/brief.h"
#include "propose/proposer_model.h"

/// Making the built-in proposer's file from its sources. Reading those sources is the caller's business.
namespace amuse::propose {

/// One keyword set with the progressions written for it.
struct TrainingRecord {
  std::vector<std::string> keywords, genres;
  brief::Affect affect;
  theory::Mode mode = theory::Mode::Maj;
  std::vector<std::vector<theory::RelativeChord>> progressions;
};

/// A section of a real song. `phraseStarts[i]` says that a phrase (four bars) begins with chord i.
struct TrainingSection {
  Style style = Style::Pop;
  theory::Mode mode = theory::Mode::Maj;
  std::vector<theory::RelativeChord> chords;
  std::vector<bool> phraseStarts;
};

/// Words that somebody named together; they teach which keywords mean nearly the same.
using TermSet = std::vector<std::string>;

struct TrainingData {
  std::vector<TrainingRecord> records;
  std::vector<TrainingSection> sections;
  std::vector<TermSet> termSets;  ///< Besides those of the records.
};

/// The file's bytes; the same data give the same bytes. Errors: InvalidArgument for data without records, or more
/// chords, terms or progressions than the format holds.
[[nodiscard]] Result<std::string> makeProposerFile(const TrainingData& data);

/// Shares of a progression's chords that tell its mood: what real songs' affect is estimated from.
inline constexpr int kMoodFeatureCount = 10;
[[nodiscard]] std::array<double, kMoodFeatureCount> moodFeatures(std::span<const theory::RelativeChord> chords,
                                                                 theory::Mode mode) noexcept;

}  // namespace amuse::propose
