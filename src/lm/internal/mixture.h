#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "lm/internal/expert.h"
#include "lm/internal/history_features.h"

/// The whole symbol model: p(w) is proportional to the product of the experts' probabilities, each to a power that
/// depends on how much has been heard, times the history features' factors.
namespace amuse::lm::internal {

/// Views of a model's parameters.
struct MixtureView {
  std::span<const ExpertSpec> experts;
  std::array<SparseTable, kMaxExperts> tables;
  std::span<const float> powers;  ///< experts x kLengthBuckets.
  std::span<const float> boosts;  ///< kFeatureCount.
};

/// Groups of boosts: heard, repeating, ending.
inline constexpr std::size_t kBoostGroups = 3;
using SymbolVector = std::array<float, kSymbolCount>;

/// One section being walked through. Allocates when made, not while walking (up to kMaxHistory chords).
class MixtureWalk {
 public:
  MixtureWalk(const MixtureView& model, theory::Mode mode);

  /// Back to the start of a section.
  void restart() noexcept;
  /// The next chord was this; not kEndSymbol.
  void push(Symbol symbol);
  /// The distribution over the next symbol: positive, sums to 1.
  [[nodiscard]] const SymbolVector& next();
  /// The experts' log-probabilities at this position, one after another, and the features; what fitting needs.
  void inputs(std::span<float> logs, std::vector<Feature>& features) const;
  /// The logits' parts, from the mode's own tonic: each expert's log-probabilities times its power (kMaxExperts rows, 0
  /// where there is none), then the boosts of what was heard, of what repeats, and of the end. Their sum is what next()
  /// normalises; a network may weigh them anew at each step.
  void channels(std::span<float, kMixtureChannels * kSymbolCount> out);
  [[nodiscard]] std::size_t length() const noexcept { return length_; }

 private:
  /// What each expert says, one after another.
  void probabilities(std::span<float> out) const;

  const MixtureView& model_;
  theory::Mode mode_;
  std::size_t length_ = 0;
  std::vector<std::uint8_t> history_;
  std::array<std::vector<std::uint8_t>, kMaxExperts> codes_;
  std::vector<Feature> features_;
  std::array<SymbolVector, kMaxExperts> empty_;  ///< What each expert says without looking.
  SymbolVector p_{};
};

}  // namespace amuse::lm::internal
