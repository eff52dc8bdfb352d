#include "lm/mixed_model.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace amuse::lm {

double mixLogs(double a, double b, double share) noexcept {
  const double most = std::max(a, b);
  return most + std::log((1 - share) * std::exp(a - most) + share * std::exp(b - most));
}

MixedModel::MixedModel(std::unique_ptr<const ChordModel> general, std::unique_ptr<const ChordModel> own, double share)
    : general_(std::move(general)),
      own_(std::move(own)),
      share_(std::clamp(share, 0.0, 1.0)),
      name_(fmt::format("{:.0f} % {} + {}", 100 * share_, own_->name(), general_->name())) {}

std::vector<SequenceScore> MixedModel::score(const Conditions& conditions,
                                             std::span<const ScoreRequest> requests) const {
  auto scores = general_->score(conditions, requests);
  const auto own = own_->score(conditions, requests);
  for (std::size_t i = 0; i < scores.size(); ++i) {
    for (std::size_t t = 0; t < scores[i].chords.size(); ++t) {
      auto& step = scores[i].chords[t];
      const auto& other = own[i].chords[t];
      step = {mixLogs(step.exact, other.exact, share_), mixLogs(step.sevenths, other.sevenths, share_),
              mixLogs(step.triads, other.triads, share_)};
    }
    scores[i].end = mixLogs(scores[i].end, own[i].end, share_);
  }
  return scores;
}

NextDistribution MixedModel::next(const Conditions& conditions, std::span<const theory::RelativeChord> prefix) const {
  auto mixed = general_->next(conditions, prefix);
  const auto own = own_->next(conditions, prefix);
  for (std::size_t i = 0; i < mixed.p.size(); ++i) mixed.p[i] = (1 - share_) * mixed.p[i] + share_ * own.p[i];
  return mixed;
}

double MixedModel::logResidual(const Conditions& conditions, const theory::RelativeChord& chord,
                               const theory::RelativeChord* previous) const {
  return mixLogs(general_->logResidual(conditions, chord, previous), own_->logResidual(conditions, chord, previous),
                 share_);
}

double MixedModel::sectionCount(theory::Mode mode) const noexcept {
  return general_->sectionCount(mode) + own_->sectionCount(mode);
}

}  // namespace amuse::lm
