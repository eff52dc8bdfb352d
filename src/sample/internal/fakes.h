#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "lm/chord_model.h"
#include "propose/proposer.h"

/// Models and proposers small enough to work out by hand; for the tests of this module.
namespace amuse::sample::fakes {

inline theory::RelativeChord major(int root) { return {root, theory::plainQuality(theory::ChordClass::Maj), 0}; }

/// Every chord on a root has the same probability whatever came before; the exact level is `residual` below sevenths.
class RootModel final : public lm::ChordModel {
 public:
  RootModel(std::vector<double> rootP, double residual = 0) : rootP_(std::move(rootP)), residual_(residual) {}
  const std::string& name() const noexcept override { return name_; }
  std::vector<lm::SequenceScore> score(const lm::Conditions&,
                                       std::span<const lm::ScoreRequest> requests) const override {
    std::vector<lm::SequenceScore> scores;
    for (const auto& request : requests) {
      lm::SequenceScore score;
      for (const auto& chord : request.chords) {
        const double logP = std::log(rootP_[static_cast<std::size_t>(chord.root)]);
        score.chords.push_back({logP + residual_, logP, logP});
      }
      score.end = std::log(0.1);
      scores.push_back(std::move(score));
    }
    return scores;
  }
  lm::NextDistribution next(const lm::Conditions&, std::span<const theory::RelativeChord>) const override {
    lm::NextDistribution next;
    for (int symbol = 0; symbol < lm::kNoChordSymbol; ++symbol)
      next.p[static_cast<std::size_t>(symbol)] = rootP_[static_cast<std::size_t>(symbol / 16)] / 16;
    return next;
  }
  double logResidual(const lm::Conditions&, const theory::RelativeChord&, const theory::RelativeChord*) const override {
    return residual_;
  }
  double sectionCount(theory::Mode) const noexcept override { return 1e9; }

 private:
  std::vector<double> rootP_;
  double residual_;
  std::string name_ = "fake";
};

/// Draws roots uniformly; `roots` of them.
class UniformProposer final : public propose::Proposer {
 public:
  explicit UniformProposer(int roots = 12) : roots_(roots) {}
  const std::string& name() const noexcept override { return name_; }
  Result<propose::Proposals> propose(const propose::Query& query, int count, std::uint32_t seed,
                                     int round) const override {
    Random random = Random(seed).fork(std::to_string(round));
    propose::Proposals proposals;
    for (int i = 0; i < count; ++i) {
      propose::Candidate candidate;
      for (const auto& slot : query.slots)
        candidate.chords.push_back(
            slot.fixed ? *slot.fixed : major(static_cast<int>(random.below(static_cast<std::size_t>(roots_)))));
      proposals.candidates.push_back(std::move(candidate));
    }
    return proposals;
  }

 private:
  int roots_;
  std::string name_ = "uniform";
};

}  // namespace amuse::sample::fakes
