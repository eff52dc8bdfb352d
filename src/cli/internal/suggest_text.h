#pragma once

#include <string>

#include "app/suggest.h"

/// The answer of `amuse suggest` for people: what was heard, then a card a suggestion, chords over numerals.
namespace amuse::cli {

[[nodiscard]] std::string suggestionsText(const app::SuggestAnswer& answer);

/// A sentence made part of a longer one: no capital where it was only the sentence's, no full stop.
/// "The mood is dark." -> "the mood is dark".
[[nodiscard]] std::string asClause(const std::string& sentence);

}  // namespace amuse::cli
