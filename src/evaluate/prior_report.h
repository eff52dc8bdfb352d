#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "lm/measure.h"

/// `amuse evaluate prior`: how well the prior predicts real sections it was not trained on, beside plain baselines
/// fitted on the same data in the same run.
namespace amuse::evaluate {

/// What is measured: the open prior on open sections, the research prior on non-commercial ones.
enum class PriorData { Open, Research };

struct PriorInput {
  const lm::ChordModel* prior = nullptr;  ///< Borrowed for the call.
  PriorData data = PriorData::Open;
  std::filesystem::path folder;  ///< The shared data folder; "chords/corpus.jsonl.gz" is read.
};

/// One model's figures.
struct PriorFigures {
  std::string model;
  bool hasExact = false;  ///< The baselines stop at `sevenths`.
  lm::Prediction all;
  std::map<std::string, lm::Prediction> bySource, byMode, byLength;
};

struct PriorReport {
  std::string set;                   ///< "open", "research".
  std::size_t trainingSections = 0;  ///< The baselines'.
  std::vector<PriorFigures> models;  ///< The prior, KN-5, KN-5 + cache.
  double largestSumError = 0;        ///< |1 - sum of next()| over the prior's measured positions, sampled.
};

/// Measures on `valid`, sections of 4 to 64 chords, the end counted.
/// Errors: Unavailable (no data), Parse.
[[nodiscard]] Result<PriorReport> evaluatePrior(const PriorInput& input);

/// Tables for a terminal of 100 columns. `level`: the one the tables by source, mode and length show.
[[nodiscard]] std::string toText(const PriorReport& report, lm::Level level = lm::Level::Sevenths);
[[nodiscard]] std::string toJsonText(const PriorReport& report);

}  // namespace amuse::evaluate
