#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.h"
#include "brief/brief.h"
#include "inspire/internal/lemmas.h"
#include "inspire/internal/tokens.h"

/// The authored words and idioms, and finding them in text: the longest match first, each word in any inflection.
namespace amuse::inspire {

/// One row of data/llm/lexicon.tsv.
struct LexiconEntry {
  std::string text, pos;  ///< "pos": n v adj adv idiom genre instrument place time weather colour person scene.
  brief::Affect affect;
  double weight = 0;  ///< 0..1, how much the word says.
  std::vector<std::string> keywords, genres;
};

/// Words with all the forms they may be a form of; made once a token.
struct WordForms {
  std::vector<Lemma> forms;
};

/// A sequence of words that may be found in text.
class PhraseIndex final {
 public:
  /// Adds a phrase under `id`; words match in any inflection when `inflected`, else only as written.
  void add(std::string_view phrase, int id, bool inflected, const EnglishLemmas& lemmas);

  void reserve(std::size_t phrases);

  struct Hit {
    int id = 0;
    std::size_t length = 0;          ///< In tokens.
    FormKind kind = FormKind::Same;  ///< How a single word matched.
  };
  /// The longest phrase that begins at token `at` and stays within its sentence; `accept` may refuse an id.
  template <typename Accept>
  [[nodiscard]] std::optional<Hit> longestAt(const std::vector<Token>& tokens, const std::vector<WordForms>& forms,
                                             std::size_t at, const Accept& accept) const {
    std::optional<Hit> best;
    for (const Lemma& lemma : forms[at].forms) {
      const auto it = byFirst_.find(lemma.word);
      if (it == byFirst_.end()) continue;
      for (const int index : it->second) {
        const Phrase& phrase = phrases_[index];
        if (best && phrase.words.size() <= best->length) continue;
        if (phrase.words.size() == 1 && phrase.words[0][0] != lemma.word) continue;
        if (!phrase.inflected && lemma.kind != FormKind::Same) continue;
        if (phrase.words.size() > 1 && lemma.kind > FormKind::Comparison) continue;
        if (!restMatches(phrase, tokens, forms, at) || !accept(phrase.id, lemma.kind)) continue;
        best = Hit{phrase.id, phrase.words.size(), phrase.words.size() == 1 ? lemma.kind : FormKind::Same};
      }
    }
    return best;
  }

 private:
  struct Phrase {
    int id = 0;
    bool inflected = true;
    std::vector<std::vector<std::string>> words;  ///< For each word, itself and the forms it may be a form of.
  };
  [[nodiscard]] bool restMatches(const Phrase& phrase, const std::vector<Token>& tokens,
                                 const std::vector<WordForms>& forms, std::size_t at) const;

  std::vector<Phrase> phrases_;
  std::unordered_map<std::string, std::vector<int>> byFirst_;
};

/// Forms of every token.
[[nodiscard]] std::vector<WordForms> formsOf(const std::vector<Token>& tokens, const EnglishLemmas& lemmas);

/// Rows of the lexicon table. Errors: Parse, naming the row by number.
[[nodiscard]] Result<std::vector<LexiconEntry>> parseLexicon(std::string_view table);

/// Rows of scene_words.tsv, one entry a word: affect in tenths, "_" between the words of a phrase. Errors: Parse.
[[nodiscard]] Result<std::vector<LexiconEntry>> parseSceneWords(std::string_view table);

/// Calls `take(columns)` for each row of a TSV table as tableRows() would give it, without keeping the rows: loading
/// must be quick. `take` returns false to stop; the function then returns false.
template <typename Take>
bool eachRow(std::string_view table, const Take& take) {
  std::vector<std::string_view> columns;
  bool header = true;
  for (std::size_t at = 0; at < table.size();) {
    const std::size_t end = std::min(table.find('\n', at), table.size());
    std::string_view line = table.substr(at, end - at);
    at = end + 1;
    if (line.empty() || line.front() == '#') continue;
    if (std::exchange(header, false)) continue;
    columns.clear();
    for (std::size_t cut = line.find('\t'); cut != std::string_view::npos; cut = line.find('\t')) {
      columns.push_back(line.substr(0, cut));
      line.remove_prefix(cut + 1);
    }
    columns.push_back(line);
    if (!take(columns)) return false;
  }
  return true;
}

/// A decimal number that is the whole of `text`.
[[nodiscard]] std::optional<double> findNumber(std::string_view text);
/// "a, b" -> {"a", "b"}; empty pieces are dropped.
[[nodiscard]] std::vector<std::string> commaList(std::string_view text);

}  // namespace amuse::inspire
