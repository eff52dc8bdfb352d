#pragma once

#include <string>
#include <vector>

#include "brief/brief.h"
#include "propose/proposer_model.h"

/// Which of the model's keyword sets a brief calls for, and how much.
namespace amuse::propose {

/// One reading of a brief: all keywords together, or one of them leading. Candidates are drawn for one lead each, so
/// that mixed feelings stay several progressions rather than one average.
struct Lead {
  std::string word;                   ///< The leading keyword; empty for the blend.
  double share = 1;                   ///< How often candidates follow this lead; the shares sum to 1.
  std::vector<double> keywordShares;  ///< One a keyword of the brief; they sum to 1 unless there are none.
  brief::Affect affect;
};
/// The blend first, then at most five single keywords, strongest first.
[[nodiscard]] std::vector<Lead> leadsOf(const brief::Brief& brief);

/// A record and how much it counts for each lead.
struct RecordMatch {
  int record = 0;
  std::vector<double> weights;  ///< One a lead; each lead's best record has 1.
};

/// How much likeness in each respect counts, in natural logarithms; found by held-out likelihood (docs/proposer.md).
struct MatchWeights {
  double keyword = 2.5;
  double genre = 3.0;
  double affectSd = 0.45;     ///< Of the Gaussian over the affect distance.
  double relativeMode = 0.8;  ///< Factor on the distances between modes.
  int recordsPerLead = 80;
};

/// The records that count for at least one lead, in record order. Never empty for a model with records.
/// @param leftOut  Empty, or one entry a record, nonzero for those that must not count: for held-out measures.
[[nodiscard]] std::vector<RecordMatch> matchRecords(const ProposerModel& model, const brief::Brief& brief,
                                                    std::span<const Lead> leads, theory::Mode mode,
                                                    const MatchWeights& weights = {},
                                                    std::span<const char> leftOut = {});

/// Distance between modes in natural logarithms, 0 for the same: how much a progression written in `from` says about
/// `to`. Large between families.
[[nodiscard]] double modeDistance(theory::Mode to, theory::Mode from) noexcept;

/// Squared distance of two affects; valence and tension count more than arousal and complexity.
[[nodiscard]] double affectDistance(const brief::Affect& a, const brief::Affect& b) noexcept;

}  // namespace amuse::propose
