#pragma once

#include <vector>

#include "inspire/inspirations.h"
#include "inspire/internal/keyword_sets.h"
#include "inspire/internal/reader_model.h"
#include "inspire/keyword_lexicon.h"
#include "inspire/keyword_match.h"
#include "inspire/text_encoder.h"
#include "inspire/internal/word_voice.h"

/// Fits the reader's model. Not needed to read; seconds of work.
namespace amuse::inspire {

struct FitSettings {
  double denseRidge = 1.5;  ///< On the means and the bias.
  double sparseRidge = 14;  ///< On keywords, genres and words.
  double setWeight = 0.3;   ///< How much a keyword set counts beside an inspiration.
  int minCount = 2;         ///< Features met less often are left out.
  int minTagCount = 3;      ///< Keywords and genres named less often are no tags.
};

/// What the fit reads: the tables and the texts it may see.
struct FitData {
  const Vocabulary& vocabulary;
  const KeywordLexicon& keywords;
  const KeywordFamilies& families;
  const TextEncoder& encoder;  ///< Must not have been trained on `train`.
  const WordVoice& wordVoice;  ///< The same.
  std::vector<InspirationRecord> train;
  std::vector<KeywordSet> sets;
};

/// The linear part on all of `data`; what mixes it with the encoder, and the ranker, on what the linear part says of
/// texts it was not fitted on (three folds). Deterministic.
[[nodiscard]] ReaderModel fitReader(const FitData& data, const FitSettings& settings = {});

}  // namespace amuse::inspire
