#pragma once

#include <vector>

#include "inspire/internal/music_terms.h"
#include "inspire/internal/reader_model.h"
#include "inspire/internal/word_voice.h"
#include "inspire/keyword_match.h"
#include "inspire/text_encoder.h"
#include "inspire/text_reader.h"

namespace amuse::inspire {

/// Everything a reader holds.
struct TextReader::Tables {
  Vocabulary vocabulary;
  ReaderModel model;
  std::vector<TempoTerm> tempoTerms;
  KeywordLexicon keywords;
  KeywordFamilies families;
  TextEncoder encoder;
  WordVoice wordVoice;
};

}  // namespace amuse::inspire
