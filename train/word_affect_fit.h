#pragma once

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "brief/brief.h"
#include "wordnet.h"

/// Learns what dictionary words feel like from words whose affect is written down.
namespace amuse::train {

/// A word whose affect is known; `known` says which coordinates are (VADER's norms have valence only).
struct KnownWord {
  std::string word;
  std::array<double, 4> affect{};
  std::array<bool, 4> known{};
  double weight = 1;
};

struct WordAffectFit {
  std::vector<std::pair<std::string, brief::Affect>> words;  ///< Every single word of WordNet.
  std::array<double, 4> correlation{};  ///< Five-fold, on known words, each predicted without itself.
};

/// Ridge regression on the words' relations: synonyms, more general words, words of the definition, the lexicographer's
/// domain, letters (subwords of 3 to 5), and the mean affect of related words that are known. Source: own; the features
/// are WordNet's. Deterministic; under a minute.
[[nodiscard]] WordAffectFit fitWordAffects(const WordNet& wordNet, const std::vector<KnownWord>& known);

}  // namespace amuse::train
