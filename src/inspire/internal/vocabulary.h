#pragma once

#include <filesystem>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "inspire/internal/lexicon.h"
#include "inspire/internal/modifiers.h"

/// Every authored table the reader needs, loaded once and never changed.
namespace amuse::inspire {

struct Vocabulary {
  EnglishLemmas lemmas{""};
  std::vector<LexiconEntry> entries;
  std::vector<Modifier> modifiers;
  std::vector<int> plainMoods;  ///< Entries of the plain mood words: happy, wistful, tense.
  PhraseIndex entryIndex, modifierIndex;
  std::unordered_set<std::string>
      plainWords;  ///< Read, but saying nothing by themselves: function words, everyday things.
  std::unordered_set<std::string> firstNames;
  std::unordered_map<std::string, std::string> opposites;     ///< Keyword -> what its denial sounds like.
  std::unordered_map<std::string, std::string> foreignWords;  ///< Common word of another language -> the language.
};

/// Reads lexicon, lexicon_extra, modifiers, modifiers_extra, irregular_forms, plain_moods, plain_words, first_names,
/// opposites and foreign_words (.tsv) from `folder`. Errors: Unavailable (a missing file), Parse.
[[nodiscard]] Result<Vocabulary> loadVocabulary(const std::filesystem::path& folder);

}  // namespace amuse::inspire
