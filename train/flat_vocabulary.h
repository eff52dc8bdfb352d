#pragma once

#include <array>
#include <map>
#include <vector>

#include "corpus/section.h"
#include "lm/chord_model.h"

namespace amuse::train {

/// The paper's vocabulary: one token for each of the commonest exact chords, one for all others, one for the end; 1,204
/// in all. No structure inside. A chord met only once is unknown too, so that the model learns what "unknown" means.
///
/// How unknown chords count: the unknown token is no chord. Where its probability is compared with other models' it is
/// dealt out over the `sevenths` symbols as the unknown chords of the training data are (each of the 193 with 0.1
/// added), so every distribution still sums to 1 over chords and the end, and a rare chord costs the model its class's
/// known tokens plus that share. That is the most that can be read out of such a model in its favour without calling
/// "something else" a right answer.
class FlatVocabulary {
 public:
  static constexpr int kTokens = 1204, kUnknown = kTokens - 2, kEnd = kTokens - 1;
  static constexpr int kStart = kTokens;  ///< Only ever an input.

  explicit FlatVocabulary(const std::vector<std::vector<theory::RelativeChord>>& sections);

  [[nodiscard]] int tokenOf(const theory::RelativeChord& chord) const;
  /// For each token, how much of its probability goes to each symbol; rows sum to 1.
  [[nodiscard]] const std::vector<std::array<float, lm::kSymbolCount>>& shares() const noexcept { return shares_; }
  /// Share of the training chords that are unknown.
  [[nodiscard]] double unknownShare() const noexcept { return unknownShare_; }

 private:
  std::map<theory::RelativeChord, int> tokens_;
  std::vector<std::array<float, lm::kSymbolCount>> shares_;
  double unknownShare_ = 0;
};

}  // namespace amuse::train
