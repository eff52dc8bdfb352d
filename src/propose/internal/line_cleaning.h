#pragma once

#include <string>
#include <string_view>
#include <vector>

/// What stands around chords in a line written for people, taken away.
namespace amuse::propose::internal {

/// Musical and typographic signs as ASCII: flats, sharps, dashes between chords, arrows, bar lines, raised digits,
/// quotation marks, blanks of all kinds. Emphasis and code marks are dropped.
[[nodiscard]] std::string plainSigns(std::string_view line);

/// Without bullets, numbering, a quotation's ">" and a label that ends with a colon in front.
[[nodiscard]] std::string_view withoutLead(std::string_view line);

/// One piece of a line.
struct LineToken {
  std::string text;  ///< Empty for a bar line.
  bool isBarLine = false;
  bool isMark = false;  ///< A dash, slash or comma alone: it separates or holds, or begins a remark.
};
/// Cuts a line; parentheses that belong to a chord stay with it, those that stand alone are dropped unless they hold
/// the whole line.
[[nodiscard]] std::vector<LineToken> tokensOf(std::string_view line);

}  // namespace amuse::propose::internal
