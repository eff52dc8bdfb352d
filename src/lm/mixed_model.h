#pragma once

#include <memory>

#include "lm/chord_model.h"

/// Two chord models as one: a share of each probability. For a proposer of which few samples are known, beside a model
/// of proposers in general.
namespace amuse::lm {

/// p = (1 - share) general + share own, chord by chord, at each level of detail; sums to 1 as both do.
class MixedModel final : public ChordModel {
 public:
  /// @param share  Of `own`, clamped to [0, 1].
  MixedModel(std::unique_ptr<const ChordModel> general, std::unique_ptr<const ChordModel> own, double share);

  /// Names both and the share.
  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  [[nodiscard]] std::vector<SequenceScore> score(const Conditions& conditions,
                                                 std::span<const ScoreRequest> requests) const override;
  [[nodiscard]] NextDistribution next(const Conditions& conditions,
                                      std::span<const theory::RelativeChord> prefix) const override;
  [[nodiscard]] double logResidual(const Conditions& conditions, const theory::RelativeChord& chord,
                                   const theory::RelativeChord* previous) const override;
  /// Of both together.
  [[nodiscard]] double sectionCount(theory::Mode mode) const noexcept override;

 private:
  std::unique_ptr<const ChordModel> general_, own_;
  double share_;
  std::string name_;
};

/// log((1 - share) e^a + share e^b).
[[nodiscard]] double mixLogs(double a, double b, double share) noexcept;

}  // namespace amuse::lm
