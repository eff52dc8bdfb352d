#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "inspire/internal/tokens.h"

/// Words of other languages by the English entry or modifier they mean. Korean stems take any particle or ending after
/// them; Japanese and Chinese, which leave no blanks between words, are cut where the table's words stand.
namespace amuse::inspire {

struct Translation {
  std::string language, english;  ///< "Korean", "lonely"; English is "!before", "!after", "+" or "-" for modifiers.
  bool operator==(const Translation&) const = default;
};

class Translations final {
 public:
  /// TSV with columns language, english, words (data/llm/translations.tsv). Errors: Parse, naming the row.
  [[nodiscard]] static Result<Translations> parse(std::string_view table);

  /// The words of a token: Hangul by its stems, Han and kana wherever a word stands. Other tokens stay as they are.
  [[nodiscard]] std::vector<Token> cut(std::vector<Token> tokens) const;

  /// What a token means; nullptr where the table has no such word. For Latin letters also with common endings cut off.
  [[nodiscard]] const Translation* find(const Token& token) const;

  [[nodiscard]] std::size_t size() const noexcept { return byWord_.size(); }

 private:
  [[nodiscard]] std::size_t longestAt(std::string_view text, std::size_t at) const;
  /// Whether two neighbours are one word of the table written apart, as Korean compounds may be.
  [[nodiscard]] bool joinsNext(const Token& first, const Token& second) const;
  void cutToken(const Token& token, std::vector<Token>& out) const;

  std::unordered_map<std::string, Translation> byWord_;
  std::size_t longest_ = 0;  ///< Bytes of the longest word of another script.
};

/// True for Hangul syllables: words there are set apart by blanks and bend at their end.
[[nodiscard]] bool isHangul(std::string_view text) noexcept;

}  // namespace amuse::inspire
