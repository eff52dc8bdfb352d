#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "theory/chord_symbol.h"

/// Measures of a set of progressions: how alike they are to each other, and to real music (DESIGN section 6).
namespace amuse::evaluate {

using Progression = std::vector<theory::RelativeChord>;

/// Mean BLEU-4 of each progression against all the others as references, uniform weights, brevity penalty by the
/// closest reference length, zero counts smoothed to 0.1 (method 1 of Chen and Cherry, WMT 2014, as in NLTK).
/// 0 for fewer than two progressions. A token is root, tones and bass.
[[nodiscard]] double selfBleu(std::span<const Progression> progressions);

/// How often each pair of neighbouring chords occurs; equal neighbours are joined first.
class BigramCounts {
 public:
  void add(std::span<const theory::RelativeChord> chords, double weight = 1);
  [[nodiscard]] std::size_t distinct() const noexcept { return counts_.size(); }
  [[nodiscard]] double total() const noexcept { return total_; }
  /// Square root of the Jensen-Shannon divergence (natural logarithm) of the two distributions: 0 .. sqrt(ln 2).
  [[nodiscard]] double distanceTo(const BigramCounts& other) const;

 private:
  using Token = std::uint64_t;
  std::map<std::pair<Token, Token>, double> counts_;
  double total_ = 0;
};

}  // namespace amuse::evaluate
