#pragma once

#include <unordered_map>
#include <vector>

#include "lm/ngram_fit.h"
#include "lm/symbol_baseline.h"

namespace amuse::lm {

/// A variable-order model: prediction by partial matching with escape method C and full exclusion, contexts of up to
/// `longest` tokens (the mode is the token in front of the first chord), then none, then all symbols alike. A shorter
/// context counts only what was new to the longer ones (update exclusion). Fitted in memory; for measuring, not for
/// shipping. Source: Moffat, "Implementing the PPM data compression scheme", IEEE Transactions on Communications 38,
/// 1990 (PPMC).
class PpmBaseline final : public SymbolBaseline {
 public:
  /// Counts whole sections without source weights, as the Kneser-Ney yardstick does. `longest`: 1 to 16 tokens; of 2 to
  /// 8, two is the best on the open held-out sections (3.97 bits at `sevenths`; five: 4.07).
  explicit PpmBaseline(std::span<const TrainingSection> sections, std::size_t longest = 2);

 private:
  [[nodiscard]] std::array<double, kSymbolCount> distribution(theory::Mode mode,
                                                              std::span<const std::uint8_t> history) const override;
  using Followers = std::vector<std::pair<std::uint8_t, std::uint32_t>>;
  std::size_t longest_;
  std::unordered_map<std::uint64_t, Followers> contexts_;
};

}  // namespace amuse::lm
