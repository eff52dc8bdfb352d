#pragma once

#include <string>
#include <vector>

#include "inspire/internal/features.h"
#include "inspire/internal/reader_weights.h"

/// Which keywords and genres the matches offer, and which are chosen.
namespace amuse::inspire {

/// A keyword that a match offers, before anything is ranked.
struct Offer {
  std::string word;
  double share = 1;      ///< 1 for the lexicon's first keyword, less for later ones and for the word itself.
  bool ownWord = false;  ///< The text's word itself: taken only where partners were found to name it.
};
[[nodiscard]] std::vector<Offer> offersOf(const Vocabulary& vocabulary, const Match& match);

/// 4 to 8 keywords where the text gives them, strongest first, each with the bytes it rests on. `affect` is the
/// whole text's; where the tables name too few words, the mood words nearest to it fill up.
[[nodiscard]] std::vector<brief::Keyword> chooseKeywords(const Vocabulary& vocabulary, const ReaderWeights& weights,
                                                         const Reading& reading, const brief::Affect& affect,
                                                         std::string_view text);

/// At most 4, strongest first with weight 1.
[[nodiscard]] std::vector<brief::GenreWeight> chooseGenres(const Vocabulary& vocabulary, const ReaderWeights& weights,
                                                           const Reading& reading);

}  // namespace amuse::inspire
