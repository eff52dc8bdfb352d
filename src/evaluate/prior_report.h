#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "evaluate/duration_report.h"
#include "evaluate/prior_measure.h"
#include "evaluate/prior_sections.h"

/// `amuse evaluate prior`: how well the prior predicts real sections it was not trained on, beside plain yardsticks
/// fitted on the same data in the same run.
namespace amuse::evaluate {

struct PriorInput {
  const lm::ChordModel* prior = nullptr;  ///< Borrowed for the call.
  PriorData data = PriorData::Open;
  std::filesystem::path folder;      ///< The shared data folder; "chords/corpus.jsonl.gz" is read.
  std::filesystem::path paperTable;  ///< Figures of the paper's LSTM kept from a full run; left out when missing.
};

/// One model's figures.
struct PriorFigures {
  std::string model;
  std::array<bool, kLevelCount> hasBits{}, hasRanks{};  ///< By level: what the model can say.
  bool hasConfidence = true;                            ///< False for figures kept without it.
  PriorSums all, fresh;  ///< `fresh`: without sections that repeat 12 or more chords of the training set.
  std::map<std::string, PriorSums> bySource, byMode, byLength;
};

/// The prior on the sections whose data know a condition, without and with it.
struct Ablation {
  std::string condition;
  std::size_t sections = 0;
  double without = 0, with = 0;  ///< Bits a symbol, `sevenths`.
};

struct PriorReport {
  std::string set;                   ///< "open", "research".
  std::size_t trainingSections = 0;  ///< The yardsticks'.
  std::vector<PriorFigures> models;  ///< The prior first.
  std::vector<Ablation> ablations;
  double largestSumError = 0;  ///< |1 - sum of next()| at half of every measured section.
  DurationFigures durations{};
};

/// Measures on `valid`, sections of 4 to 64 chords, the end counted; every model is told the mode and nothing else,
/// but for the ablations. Errors: Unavailable (no data), Parse.
[[nodiscard]] Result<PriorReport> evaluatePrior(const PriorInput& input);

/// Adds the paper's LSTM from the table that `amuse-train paper-lstm` writes. Errors: Parse; Unavailable when it was
/// made for other sections.
[[nodiscard]] Result<void> addPaperFigures(std::string_view table, const std::vector<HeldOutSection>& sections,
                                           PriorReport& report);

/// Tables for a terminal of 120 columns. `level`: the one the tables by source, mode and length show.
[[nodiscard]] std::string toText(const PriorReport& report, lm::Level level = lm::Level::Sevenths);
[[nodiscard]] std::string toJsonText(const PriorReport& report);
/// Bits by source as bars, and how far the models mean their percentages; file name -> SVG.
[[nodiscard]] std::map<std::string, std::string> plotsOf(const PriorReport& report);

}  // namespace amuse::evaluate
