#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "propose/internal/line_cleaning.h"
#include "theory/chord_symbol.h"
#include "theory/key.h"

/// One chord of a line written for people: as a name, a roman numeral or a Nashville number.
namespace amuse::propose::internal {

[[nodiscard]] inline bool isAsciiDigit(char c) { return c >= '0' && c <= '9'; }

/// Without the signs of a sentence behind it, and the apostrophes around it.
[[nodiscard]] std::string_view withoutPunctuation(std::string_view text);

/// How the words of one line are to be taken.
struct NameStyle {
  bool lowerIsMinor = true;  ///< A bare "a" is A minor; in a line typed in lower case throughout it is A.
};

/// "Am", "a", "B-flat7", Harte; nothing for what is no chord to play.
[[nodiscard]] std::optional<theory::ChordSymbol> readName(std::string_view text, const NameStyle& style);

/// The words from `first` on that name one chord together, "C sharp minor" -> 3 and "C#m"; 1 where only the first does.
/// @param name  Receives them as one name.
[[nodiscard]] std::size_t joinSpoken(const std::vector<LineToken>& tokens, std::size_t first, std::string& name);

/// "bVII7" and "b7-7", counted in the key; nothing for what is no chord to play.
[[nodiscard]] std::optional<theory::ChordSymbol> readNumeral(std::string_view text, const theory::Key& key);
[[nodiscard]] std::optional<theory::ChordSymbol> readNumber(std::string_view text, const theory::Key& key);

}  // namespace amuse::propose::internal
