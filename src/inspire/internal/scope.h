#pragma once

#include <cstddef>
#include <vector>

#include "inspire/internal/matcher.h"

/// What negators, intensifiers, diminishers and shifters do to the words in their reach.
namespace amuse::inspire {

/// A lexicon entry or a modifier where it stands.
struct FoundItem {
  std::size_t firstToken = 0, tokenCount = 1;
  int id = -1;  ///< Entry or modifier; -1 for a modifier word that modifies nothing here.
  bool isModifier = false;
  FormKind kind = FormKind::Same;
};

/// Fills reading.matches from the items, modifiers applied; sets `changes` and `masked`.
void applyScopes(const Vocabulary& vocabulary, const std::vector<FoundItem>& items, Reading& reading);

/// What a denied keyword sounds like: "happy" -> "subdued"; empty when nothing sensible can be said.
[[nodiscard]] std::string oppositeOf(const Vocabulary& vocabulary, const std::string& keyword);

}  // namespace amuse::inspire
