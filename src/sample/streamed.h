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

/// What is done while a proposer lets the songwriter wait: cards of somebody quicker join, or it is left.
struct Company {
  std::function<bool()> isDue = {};  ///< Asked while nothing is shown yet; given together with `draw`.
  /// Gives some; what it gives is shown. Called once at most, on the caller's thread.
  std::function<std::vector<Suggestion>()> draw = {};
  /// Asked while the proposer is waited for; once true it is left, and `broken` says so (Timeout). May be empty.
  std::function<bool()> isOver = {};
};

/// How many candidates a streaming proposer is asked for at a time.
[[nodiscard]] int candidatesAskedFor(int count) noexcept;

struct StreamedAnswer {
  std::vector<Suggestion> suggestions;  ///< As they were shown: cards never reorder. Perhaps fewer than asked.
  std::vector<std::size_t> order;       ///< Their indexes, plainest first.
  Stats stats;
  std::size_t ofCompany = 0;    ///< So many of the first are the company's.
  std::optional<Error> broken;  ///< Why the proposer gave no more, where that is so.
};

/// Judges candidates as they come and shows each that is accepted and far enough from those shown, until there are
/// `count`; then the proposer is told that it is enough. Whether a candidate passes depends on the seed and on the
/// candidates before it (the shift), not on time. When the proposer has nothing more, accepted ones that were too near
/// and then refused ones fill up, unless it broke off. Not every request gets `count`. Where the company's cards come
/// first, the proposer's join them in the places that are left.
/// @param company  May be empty.
/// Errors: InvalidArgument as suggest(); Cancelled. The proposer's own are `broken`, also where nothing was accepted.
[[nodiscard]] Result<StreamedAnswer> suggestStreamed(const Models& models, const Request& request,
                                                     const ShownSink& show, const Company& company = {});

}  // namespace amuse::sample
