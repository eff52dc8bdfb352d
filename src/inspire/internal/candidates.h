#pragma once

#include <string>
#include <vector>

#include "inspire/internal/features.h"
#include "inspire/internal/reader_model.h"
#include "inspire/keyword_lexicon.h"
#include "inspire/keyword_match.h"
#include "inspire/text_encoder.h"

/// Which keywords and genres the matches offer, and which are chosen.
namespace amuse::inspire {

/// A keyword that a match offers, before anything is ranked.
struct Offer {
  std::string word;
  double share = 1;      ///< 1 for the lexicon's first keyword, less for later ones and for the word itself.
  bool ownWord = false;  ///< The text's word itself: taken only where partners were found to name it.
};
[[nodiscard]] std::vector<Offer> offersOf(const Vocabulary& vocabulary, const Match& match);

/// Everything the choice of keywords looks at.
struct ReadingView {
  const Vocabulary& vocabulary;
  const ReaderModel& model;
  const KeywordLexicon& keywords;
  const KeywordFamilies& families;
  const Reading& reading;
  const Prediction& prediction;
  brief::Affect affect;  ///< The whole text's.
  const TextEncoder& encoder;
  const EncoderVoice& voice;  ///< What the encoder heard; may be nothing.
  bool citesVoice = true;     ///< Whether the voice's bytes are the text's own.
};

/// A keyword that may be chosen.
struct Candidate {
  std::string word;
  RankFeatures features{};
  std::vector<std::size_t> matches;     ///< That offer it; none where it is inferred.
  std::optional<brief::Affect> affect;  ///< The word's own, where known.
  double score = 0;                     ///< The ranker's chance that a partner names it.
  bool named = false;                   ///< A genre or instrument that the text names.
};

/// What the matches offer, the tags the model finds likely and the mood words nearest to the affect, with their scores;
/// unordered.
[[nodiscard]] std::vector<Candidate> gatherCandidates(const ReadingView& view);

/// 4 to 8 keywords where the text gives them, strongest first, each with the bytes it rests on; an inferred one cites
/// the words that carried most of its weight.
[[nodiscard]] std::vector<brief::Keyword> chooseKeywords(const ReadingView& view, std::string_view text);

/// At most 4, strongest first with weight 1.
[[nodiscard]] std::vector<brief::GenreWeight> chooseGenres(const ReadingView& view);

}  // namespace amuse::inspire
