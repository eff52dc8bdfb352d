#pragma once

#include <vector>

#include "inspire/inspirations.h"
#include "inspire/internal/keyword_sets.h"
#include "inspire/internal/reader_weights.h"

/// Fits the reader's weights. Not needed to read; seconds of work.
namespace amuse::inspire {

struct FitSettings {
  double denseRidge = 0.5;  ///< On the means and the bias.
  double sparseRidge = 6;   ///< On keywords, genres and words.
  double setWeight = 0.3;   ///< How much a keyword set counts beside an inspiration.
  int minCount = 2;         ///< Features met less often are left out.
};

/// Ridge regression in its dual form (as many unknowns as examples). Deterministic.
[[nodiscard]] ReaderWeights fitReader(const Vocabulary& vocabulary, const std::vector<InspirationRecord>& train,
                                      const std::vector<KeywordSet>& sets, const FitSettings& settings = {});

}  // namespace amuse::inspire
