#pragma once

#include <string>
#include <vector>

#include "base/random.h"

/// Phrases: how a longer progression falls into parts, and which of them return.
namespace amuse::propose {

struct Phrase {
  int firstBar = 0, bars = 0;
  char letter = 'A';    ///< Phrases of one letter share their chords.
  bool varied = false;  ///< Returns with a changed end.
  bool operator==(const Phrase&) const = default;
};
using PhrasePlan = std::vector<Phrase>;

/// Up to 8 bars are one phrase; more fall into phrases of 4 bars (8 from 24 bars on), the last one longer or shorter
/// where they do not divide: 10 -> 4 + 6, 13 -> 4 + 4 + 5. The form is drawn: AABA, AA'BA', ABAC ...
/// @param bars 1..32.
[[nodiscard]] PhrasePlan planPhrases(int bars, Random& random);

/// The form as text: "AA'BA'".
[[nodiscard]] std::string formOf(const PhrasePlan& plan);

/// A form for so many phrases, drawn. "A" for one.
[[nodiscard]] std::string chooseForm(std::size_t phrases, Random& random);

/// The letters and primes of a form; empty when it is malformed.
struct FormPart {
  char letter = 'A';
  bool varied = false;
};
[[nodiscard]] std::vector<FormPart> readForm(std::string_view form);

}  // namespace amuse::propose
