#include "sample/sampler.h"

#include <algorithm>

#include <fmt/format.h>

#include "sample/internal/choosing.h"
#include "sample/pool.h"

namespace amuse::sample {

using internal::chooseAccepted;
using internal::fill;

double Stats::acceptanceRate() const noexcept {
  const int judged = accepted + rejected;
  return judged == 0 ? 0 : static_cast<double>(accepted) / judged;
}

Result<Answer> suggest(const Models& models, const Request& request) {
  if (const auto valid = internal::check(request); !valid) return tl::unexpected(valid.error());
  const int budget = request.budget > 0 ? request.budget : 200 + 60 * request.count;
  const int batch = std::min(budget, 24 + 8 * request.count);

  Pool pool(models, request);
  std::vector<std::size_t> chosen;
  int barren = 0;  // rounds in a row that brought nothing new: a single slot has few answers
  for (int round = 0; pool.stats().proposed < budget && barren < 3; ++round) {
    const auto before = pool.drafts().size();
    if (const auto drawn = pool.draw(std::min(batch, budget - pool.stats().proposed), round); !drawn) {
      const bool isOver = pool.drafts().empty() || drawn.error().code == ErrorCode::Cancelled;
      if (isOver) return tl::unexpected(drawn.error());
      break;
    }
    barren = pool.drafts().size() == before ? barren + 1 : 0;
    if (pool.stats().accepted < request.count) continue;
    chosen = chooseAccepted(pool, request, true);
    if (internal::satisfies(pool, chosen, request)) break;
  }
  if (chosen.empty()) chosen = chooseAccepted(pool, request, true);
  for (const bool distinctCycles : {true, false}) fill(pool, request, distinctCycles, chosen);
  if (chosen.size() < static_cast<std::size_t>(request.count)) {
    pool.addVariants(static_cast<std::size_t>(request.count));
    for (const bool distinctCycles : {true, false}) fill(pool, request, distinctCycles, chosen);
  }
  if (chosen.size() < static_cast<std::size_t>(request.count))
    return fail(ErrorCode::InvalidArgument,
                fmt::format("only {} different progressions are left here; ask for fewer", chosen.size()));

  Answer answer{internal::toSuggestions(pool, models, request, chosen), pool.stats()};
  for (const auto& suggestion : answer.suggestions) answer.stats.filled += suggestion.accepted ? 0 : 1;
  return answer;
}

}  // namespace amuse::sample
