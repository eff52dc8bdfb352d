#pragma once

#include <filesystem>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.h"

/// Reads Princeton WordNet's database files (Debian: wordnet-base). Only facts are taken from it, at training time.
/// Source: WordNet 3.0, wndb(5WN); Fellbaum 1998.
namespace amuse::train {

struct Synset {
  std::vector<std::string> words;              ///< Lower case, "_" between the words of a phrase.
  std::vector<std::string> gloss;              ///< Dictionary forms of the content words of definition and examples.
  std::vector<std::pair<char, int>> pointers;  ///< Relation ('@' is more general, '!' the opposite) and synset.
  int domain = 0;                              ///< The lexicographer's file: noun.feeling, verb.weather ...
};

struct Sense {
  int synset = 0;
  double weight = 0;  ///< Falls with the rank of the sense; the senses of a word sum to 1.
};

struct WordNet {
  std::vector<Synset> synsets;
  std::unordered_map<std::string, std::vector<Sense>> senses;  ///< By lemma.
};

/// Errors: Unavailable (a file is missing), Parse.
[[nodiscard]] Result<WordNet> readWordNet(const std::filesystem::path& folder);

}  // namespace amuse::train
