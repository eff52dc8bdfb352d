#pragma once

#include <vector>

#include "sample/pool.h"

/// How the shown are chosen from a pool; shared by the sampler and the streamed one.
namespace amuse::sample::internal {

/// Errors: InvalidArgument, for a request that cannot be answered.
[[nodiscard]] Result<void> check(const Request& request);

/// The first place may be chosen, so one progression should not begin on the tonic.
[[nodiscard]] bool startIsOpen(const propose::Query& query);

/// The shown set out of what has been accepted so far, by index into the pool.
[[nodiscard]] std::vector<std::size_t> chooseAccepted(const Pool& pool, const Request& request, bool distinctCycles);

/// Whether the chosen are as many as were asked, one of them away from the tonic where that may be.
[[nodiscard]] bool satisfies(const Pool& pool, const std::vector<std::size_t>& chosen, const Request& request);

/// Adds refused candidates, and at the very end accepted ones left out for their root cycle, until `count` are there.
void fill(const Pool& pool, const Request& request, bool distinctCycles, std::vector<std::size_t>& chosen);

/// One of the pool without a word.
[[nodiscard]] Suggestion toSuggestion(const Draft& draft, const Models& models, const Request& request);
/// The chosen, plainest first, each with its word.
[[nodiscard]] std::vector<Suggestion> toSuggestions(const Pool& pool, const Models& models, const Request& request,
                                                    std::vector<std::size_t> chosen);

}  // namespace amuse::sample::internal
