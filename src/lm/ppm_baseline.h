#pragma once

#include <unordered_map>
#include <vector>

#include "lm/ngram_fit.h"
#include "lm/symbol_baseline.h"

namespace amuse::lm {

/// A variable-order model: prediction by partial matching with escape method C and full exclusion, contexts of up to
/// eight tokens (the mode is the token in front of the first chord), then none, then all symbols alike. Each context
/// counts all that followed it. Fitted in memory; for measuring, not for shipping.
/// Source: Moffat, "Implementing the PPM data compression scheme", IEEE Transactions on Communications 38, 1990 (PPMC).
class PpmBaseline final : public SymbolBaseline {
 public:
  static constexpr std::size_t kLongestContext = 8;
  /// Counts whole sections without source weights, as the Kneser-Ney yardstick does.
  explicit PpmBaseline(std::span<const TrainingSection> sections);

 private:
  [[nodiscard]] std::array<double, kSymbolCount> distribution(theory::Mode mode,
                                                              std::span<const std::uint8_t> history) const override;
  using Followers = std::vector<std::pair<std::uint8_t, std::uint32_t>>;
  std::unordered_map<std::uint64_t, Followers> contexts_;
};

}  // namespace amuse::lm
