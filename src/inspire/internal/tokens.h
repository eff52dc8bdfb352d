#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Cuts text into words with the bytes they came from. The lexicon's own entries go through the same cut, so that
/// "laid-back" and "laid back", "8-bit" and "8bit", "café" and "cafe" are the same words on both sides.
namespace amuse::inspire {

struct Token {
  std::size_t startByte = 0, endByte = 0;  ///< In the text, end exclusive.
  std::string word;      ///< Lower case, accents folded, ’ as '; digits and letters never share a token.
  int clause = 0;        ///< Counts from 0; a new one after , ; : ( ) dashes and every sentence end.
  int sentence = 0;      ///< Counts from 0; a new one after . ! ? / and line ends.
  bool capital = false;  ///< Begins with a capital letter.
  bool opensSentence = false;
  bool latin = true;  ///< False when it holds letters of another script (Hangul, Cyrillic, ...).
  bool operator==(const Token&) const = default;
};

/// `text` must be valid UTF-8. Linear in its length.
[[nodiscard]] std::vector<Token> cutTokens(std::string_view text);

}  // namespace amuse::inspire
