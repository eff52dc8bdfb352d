#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// What dictionary forms an English word may be a form of.
namespace amuse::inspire {

enum class FormKind {
  Same,        ///< The word itself.
  Inflection,  ///< Plural, past, -ing, possessive: "memories" of "memory".
  Comparison,  ///< "sadder", "saddest": only of adjectives.
  Adverb,      ///< "gloomily" of "gloomy"; also -ness: only of adjectives.
  Opposite,    ///< "unloved" of "loved": only of adjectives.
};

struct Lemma {
  std::string word;
  FormKind kind = FormKind::Same;
  bool operator==(const Lemma&) const = default;
};

/// A rule lemmatiser with a table of irregular forms. It proposes; the lexicon decides what is a word, so a wrong
/// candidate ("danc" for "dances") costs nothing.
class EnglishLemmas final {
 public:
  /// @param table  TSV with columns form, lemma (data/llm/irregular_forms.tsv); copied.
  explicit EnglishLemmas(std::string_view table);

  /// Candidates, likeliest first, the word itself first of all; no repeats. `word` is lower case.
  [[nodiscard]] std::vector<Lemma> candidates(std::string_view word) const;
  /// False when no rule or row could give `word` a form of kind Inflection: a quick test before the work.
  [[nodiscard]] bool mayBeInflected(std::string_view word) const;

 private:
  std::unordered_map<std::string, std::vector<std::string>> irregular_;
};

}  // namespace amuse::inspire
