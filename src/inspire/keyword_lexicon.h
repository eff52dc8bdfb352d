#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "brief/brief.h"

/// What a music keyword means by itself: its affect and the genres it suggests. For the proposer, and for keywords
/// the songwriter types.
namespace amuse::inspire {

struct LexiconEntry;
struct KeywordSet;

struct KeywordMeaning {
  brief::Affect affect;
  std::vector<std::string> genres;  ///< Likeliest first.
  bool isGenre = false;             ///< The keyword names a genre ("surf pop").
};

/// Immutable after open(); may be read from several threads.
class KeywordLexicon final {
 public:
  /// @param folder  data/llm: lexicon.tsv, lexicon_extra.tsv, keyword_sets.tsv. Errors: Unavailable, Parse.
  [[nodiscard]] static Result<KeywordLexicon> open(const std::filesystem::path& folder);
  /// From tables already read.
  [[nodiscard]] static KeywordLexicon make(std::vector<LexiconEntry> entries, std::vector<KeywordSet> sets);
  KeywordLexicon(KeywordLexicon&&) noexcept;
  KeywordLexicon& operator=(KeywordLexicon&&) noexcept;
  ~KeywordLexicon();

  /// "Laid-Back" -> calm and bright; case, hyphens and surrounding blanks do not matter. nullopt: not known.
  [[nodiscard]] std::optional<KeywordMeaning> find(std::string_view keyword) const;
  /// Its affect alone, as find() gives it, at a fraction of the cost.
  [[nodiscard]] std::optional<brief::Affect> findAffect(std::string_view keyword) const;

 private:
  struct Index;
  explicit KeywordLexicon(std::unique_ptr<const Index> index) noexcept;
  std::unique_ptr<const Index> index_;
};

}  // namespace amuse::inspire
