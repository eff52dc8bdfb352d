#include "prior_openings.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "lm/opening_stats.h"

namespace amuse::train {

namespace {

constexpr std::size_t kLengths = lm::kLongestOpening - lm::kShortestOpening + 1;

/// ln P a chord of every opening of the sections, sorted into family and length.
lm::OpeningSamples sample(const lm::ChordModel& model, const std::vector<NetSection>& sections) {
  std::map<theory::Mode, std::vector<lm::ScoreRequest>> byMode;
  for (const NetSection& s : sections)
    byMode[s.mode].push_back({{}, std::span(s.chords).first(std::min(s.chords.size(), lm::kLongestOpening))});
  lm::OpeningSamples samples;
  for (const auto& [mode, requests] : byMode) {
    auto& family = samples[theory::isMinorFamily(mode) ? 1 : 0];
    lm::Conditions conditions;
    conditions.mode = mode;
    for (const lm::SequenceScore& score : model.score(conditions, requests)) {
      double sum = 0;
      for (std::size_t n = 1; n <= score.chords.size(); ++n) {
        sum += score.chords[n - 1].sevenths;
        if (n >= lm::kShortestOpening)
          family[n - lm::kShortestOpening].push_back(static_cast<float>(sum / static_cast<double>(n)));
      }
    }
  }
  return samples;
}

struct Spread {
  double mean = 0, deviation = 0;
};

/// Both families together.
Spread spreadOf(const lm::OpeningSamples& samples, std::size_t length) {
  double n = 0, sum = 0, squares = 0;
  for (const auto& family : samples)
    for (const float x : family[length]) {
      n += 1;
      sum += static_cast<double>(x);
      squares += static_cast<double>(x) * static_cast<double>(x);
    }
  const double mean = sum / std::max(n, 1.0);
  return {mean, std::sqrt(std::max(squares / std::max(n, 1.0) - mean * mean, 1e-9))};
}

}  // namespace

std::vector<float> judgeOpenings(const lm::ChordModel& model, const std::vector<NetSection>& train,
                                 const std::vector<NetSection>& heldOut) {
  lm::OpeningSamples known = sample(model, train);
  const lm::OpeningSamples fresh = sample(model, heldOut);
  for (std::size_t length = 0; length < kLengths; ++length) {
    const Spread from = spreadOf(known, length), to = spreadOf(fresh, length);
    for (auto& family : known)
      for (float& x : family[length])
        x = static_cast<float>(to.mean + (static_cast<double>(x) - from.mean) * to.deviation / from.deviation);
  }
  return lm::openingTable(std::move(known));
}

}  // namespace amuse::train
