#pragma once

#include <vector>

#include "inspire/internal/music_terms.h"
#include "inspire/internal/reader_weights.h"
#include "inspire/text_reader.h"

namespace amuse::inspire {

/// Everything a reader holds.
struct TextReader::Tables {
  Vocabulary vocabulary;
  ReaderWeights weights;
  std::vector<TempoTerm> tempoTerms;
  KeywordLexicon keywords;
};

}  // namespace amuse::inspire
