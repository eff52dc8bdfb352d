#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "sample/sampler.h"

/// The sampler for proposers that take their time: what is accepted is shown while the others still come.
namespace amuse::sample {

/// Takes a suggestion once it is sure to be shown, in the order of the answer.
using ShownSink = std::function<void(const Suggestion&)>;

/// Two progressions nearer than this are not shown beside each other while there are others (see distance()).
inline constexpr double kLeastDistance = 0.25;
/// How often a proposer is asked anew when too few were accepted.
inline constexpr int kMostStreamedRounds = 3;
/// The shift of a request (BatchShift) follows the candidates until there are so many.
inline constexpr std::size_t kShiftCandidates = 24;

struct StreamedAnswer {
  std::vector<Suggestion> suggestions;  ///< As they were shown: cards never reorder. Perhaps fewer than asked.
  std::vector<std::size_t> order;       ///< Their indexes, plainest first.
  Stats stats;
  std::optional<Error> broken;  ///< Why the proposer gave no more, where that is so.
};

/// Judges candidates as they come and shows each that is accepted and far enough from those shown, until there are
/// `count`; then the proposer is told that it is enough. Whether a candidate passes depends on the seed and on the
/// candidates before it (the shift), not on time. When the proposer has nothing more, accepted ones that were too near
/// and then refused ones fill up, unless it broke off. Not every request gets `count`.
/// Errors: InvalidArgument as suggest(); Cancelled; the proposer's, when nothing at all was accepted.
[[nodiscard]] Result<StreamedAnswer> suggestStreamed(const Models& models, const Request& request,
                                                     const ShownSink& show);

}  // namespace amuse::sample
