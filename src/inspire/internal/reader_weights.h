#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "inspire/internal/features.h"
#include "theory/mode.h"

/// The fitted part of the reader: one row of weights a feature, read from data/llm/reader_weights.tsv.
namespace amuse::inspire {

/// What the linear model says, in this order: four affects, log2(tempo middle / 100), log2(tempo high / low), then a
/// score for each of the nine modes.
inline constexpr std::size_t kTargetCount = 6 + theory::kModeCount;
using Targets = std::array<double, kTargetCount>;

struct ReaderWeights {
  std::unordered_map<std::string, Targets> rows;
  std::unordered_map<std::string, double>
      keywordPriors;  ///< Chance that a keyword the lexicon offers is one a partner names.
  std::unordered_map<std::string, double> genrePriors;
  double unseenKeywordPrior = 0.1, unseenGenrePrior = 0.1;

  [[nodiscard]] Targets predict(const std::vector<Feature>& features) const;
  [[nodiscard]] double keywordPrior(const std::string& keyword) const;
  [[nodiscard]] double genrePrior(const std::string& genre) const;
};

[[nodiscard]] Result<ReaderWeights> parseReaderWeights(std::string_view table);
[[nodiscard]] std::string writeReaderWeights(const ReaderWeights& weights);

}  // namespace amuse::inspire
