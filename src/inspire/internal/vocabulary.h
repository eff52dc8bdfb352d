#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "inspire/internal/lexicon.h"
#include "inspire/internal/modifiers.h"
#include "inspire/internal/translations.h"
#include "inspire/internal/word_affect.h"

/// Every authored table the reader needs, loaded once and never changed.
namespace amuse::inspire {

struct Vocabulary {
  EnglishLemmas lemmas{""};
  std::vector<LexiconEntry> entries;
  std::vector<Modifier> modifiers;
  std::vector<int> plainMoods;                       ///< Entries of the plain mood words: happy, wistful, tense.
  std::unordered_map<std::string, int> entryByText;  ///< As the tables spell it; the first of equals.
  PhraseIndex entryIndex, modifierIndex;
  std::unordered_set<std::string>
      plainWords;  ///< Read, but saying nothing by themselves: function words, everyday things.
  std::unordered_set<std::string> firstNames;
  std::unordered_map<std::string, std::string> opposites;     ///< Keyword -> what its denial sounds like.
  std::unordered_map<std::string, std::string> foreignWords;  ///< Common word of another language -> the language.
  Translations translations;
  std::optional<WordAffects> wordAffects;  ///< Of words no table holds; absent while the table itself is being made.
};

/// Reads lexicon, lexicon_extra, scene_words, translations, modifiers, modifiers_extra, irregular_forms, plain_moods,
/// plain_words, first_names, opposites and foreign_words (.tsv) from `folder`. Errors: Unavailable (a missing file),
/// Parse. The learnt affects of other words come from `wordAffectFile`; an empty path leaves them out.
[[nodiscard]] Result<Vocabulary> loadVocabulary(const std::filesystem::path& folder,
                                                const std::filesystem::path& wordAffectFile);

}  // namespace amuse::inspire
