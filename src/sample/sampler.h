#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lm/chord_model.h"
#include "propose/proposer.h"
#include "sample/calibration.h"

/// Rejection sampling: the proposer draws, the prior filters, a set that differs audibly is shown.
namespace amuse::sample {

inline constexpr int kMaxCount = 100;

/// What the sampler works with; all borrowed for the call, all immutable.
struct Models {
  const lm::ChordModel& prior;          ///< P; its openings() are the yardstick for "too rare" and for `surprise`.
  const lm::ChordModel& proposerModel;  ///< Q: the proposer's own distribution, whatever the keywords.
  const propose::Proposer& proposer;
  const Calibration& calibration;
};

struct Request {
  propose::Query query;
  int count = 4;          ///< 1..kMaxCount suggestions.
  double surprise = 0.5;  ///< 0..1.
  std::uint32_t seed = 0;
  int budget = 0;  ///< Proposals at most; 0 for the default of 200 + 60 x count.
  std::vector<std::vector<theory::RelativeChord>> exclude;  ///< Progressions never to come back ("more").
};

struct Suggestion {
  std::vector<theory::RelativeChord> chords;  ///< One a slot, fixed ones included.
  double logP = 0, logQ = 0;                  ///< As compared, see Ratio; log r is their difference.
  double acceptance = 0;                      ///< a(x).
  bool accepted = false;                      ///< False for one that fills up the set after the budget was spent.
  double surprise = 0;    ///< Percentile among real openings of that mode and length, 0 plain .. 1 rare.
  std::string_view word;  ///< One plain word that tells it from the others.
};

/// What happened. proposed = malformed + duplicate + rejected + accepted.
struct Stats {
  int proposed = 0, malformed = 0, duplicate = 0, rejected = 0, accepted = 0;
  int filled = 0;                     ///< Shown though not accepted.
  double shift = 0;                   ///< How far this request moved log M off the calibration.
  std::vector<std::string> problems;  ///< Reasons of the malformed, each once.
  [[nodiscard]] double acceptanceRate() const noexcept;
};

struct Answer {
  std::vector<Suggestion> suggestions;  ///< Exactly `count`, plainest first, boldest last.
  Stats stats;
};

/// Exactly `request.count` suggestions, no two the same progression; the same request and models give the same answer.
/// Errors: InvalidArgument (count, surprise, no slot to fill, ...); Cancelled (the query's stop); what the proposer
/// fails with, when it gives nothing. Cost: scoring under two models of some ten proposals a suggestion.
[[nodiscard]] Result<Answer> suggest(const Models& models, const Request& request);

}  // namespace amuse::sample
