#pragma once

#include <string>

#include "app/sending.h"
#include "app/suggest.h"

/// The answer of `amuse suggest` for people: what was heard, then a card a suggestion, chords over numerals.
namespace amuse::cli {

[[nodiscard]] std::string suggestionsText(const app::SuggestAnswer& answer);
/// The same in pieces, for cards that come one by one: what was heard and planned; a card, `number` from 1, which may
/// say that it is the built-in proposer's; what is known at the end.
[[nodiscard]] std::string openingText(const brief::Brief& brief, const app::Plan& plan, std::uint32_t seed);
[[nodiscard]] std::string cardText(std::size_t number, const app::Plan& plan, const app::Suggestion& suggestion,
                                   bool tellsProposer);
[[nodiscard]] std::string closingText(const app::SuggestAnswer& answer);
/// What would be sent, in full; a line that says so where nothing would.
[[nodiscard]] std::string sendingText(const app::Sending& sending);

/// A sentence made part of a longer one: no capital where it was only the sentence's, no full stop.
/// "The mood is dark." -> "the mood is dark".
[[nodiscard]] std::string asClause(const std::string& sentence);

}  // namespace amuse::cli
