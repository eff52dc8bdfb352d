#pragma once

#include <vector>

#include "inspire/internal/candidates.h"

/// What the ranker of keywords looks at.
namespace amuse::inspire {

/// What the matches say about a candidate, before the rest of the text is looked at.
struct Support {
  double miss = 1;  ///< Product of (1 - support): many weak supports never exceed one.
  double best = 0;  ///< The strongest single one.
  bool ownWord = false, named = false, first = false;
  std::vector<std::size_t> matches;
};

/// How far two affects lie apart for a listener; complexity is left out.
[[nodiscard]] double distanceTo(const brief::Affect& a, const brief::Affect& b);

/// The candidate with all its features but those that compare it with the others of its text.
[[nodiscard]] Candidate makeCandidate(const ReadingView& view, const std::string& word, const Support& support);

/// Fills in what compares the candidates of one text with one another, and the products of features. Then all are
/// there for chanceOf.
void compareCandidates(std::vector<Candidate>& candidates);

}  // namespace amuse::inspire
