#include "sample/internal/choosing.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include <fmt/format.h>

#include "base/random.h"
#include "lm/opening_stats.h"
#include "propose/net_guide.h"
#include "sample/acceptance.h"
#include "sample/shown_set.h"
#include "sample/word.h"

namespace amuse::sample::internal {
namespace {

/// How much a progression grates for the shown set: tones outside the scale, and how its chords bite whatever their
/// richness, which has a merit of its own.
double edgeOf(std::span<const theory::RelativeChord> chords, theory::Mode mode) {
  constexpr double kBite = 10;
  const auto scale = theory::scaleOf(mode);
  double sum = 0;
  for (const auto& chord : chords)
    sum += (chord.quality.tones.transposed(chord.root).isSubsetOf(scale) ? 0 : 1) + kBite * propose::biteOf(chord);
  return sum / static_cast<double>(std::max<std::size_t>(1, chords.size()));
}

/// How far each value lies from their mean, in standard deviations (at least `leastSd`), 3 at most.
std::vector<double> distancesFromMean(const std::vector<double>& values, double leastSd) {
  const auto n = static_cast<double>(values.size());
  double mean = 0, squares = 0;
  for (const double value : values) {
    mean += value / n;
    squares += value * value / n;
  }
  const double sd = std::sqrt(std::max(squares - mean * mean, leastSd * leastSd));
  std::vector<double> distances;
  distances.reserve(values.size());
  for (const double value : values) distances.push_back(std::min(3.0, std::abs(value - mean) / sd));
  return distances;
}

/// What speaks for showing an accepted candidate beyond being accepted: the filter's own liking, the colour the
/// keywords asked for (the filter leans to the triads of most songs; a jazz bar should not come out as folk), the
/// edge they asked for likewise, and that it moves at all.
std::vector<double> meritsOf(const Pool& pool, theory::Mode mode) {
  constexpr double kLiking = 0.15, kColour = 0.8, kEdge = 0.5, kStillness = 1.2;
  constexpr double kLeastColourSd = 0.2, kLeastEdgeSd = 0.1;
  std::vector<Character> characters;
  std::vector<double> rich, edge;
  for (const Draft& draft : pool.drafts()) {
    characters.push_back(characterOf(draft.chords, mode));
    rich.push_back(characters.back().rich);
    edge.push_back(edgeOf(draft.chords, mode));
  }
  const auto offColour = distancesFromMean(rich, kLeastColourSd);
  const auto offEdge = distancesFromMean(edge, kLeastEdgeSd);
  std::vector<double> merits;
  for (std::size_t i = 0; i < characters.size(); ++i)
    merits.push_back(kLiking * std::log(std::max(pool.drafts()[i].acceptance, 1e-3)) - kColour * offColour[i] -
                     kEdge * offEdge[i] - kStillness * characters[i].stillness);
  return merits;
}

/// The refused in the order of an importance resample: Efraimidis-Spirakis keys log(u) / a, largest first.
/// Source: Efraimidis and Spirakis, Information Processing Letters 97, 2006.
std::vector<std::size_t> resampleRefused(const Pool& pool, std::uint32_t seed) {
  std::vector<std::pair<double, std::size_t>> keyed;
  for (std::size_t i = 0; i < pool.drafts().size(); ++i) {
    const Draft& draft = pool.drafts()[i];
    if (draft.accepted) continue;
    const double weight = std::max(draft.acceptance, 1e-12);
    keyed.emplace_back(std::log(hashedUniform(seed, "fill " + draft.key)) / weight, i);
  }
  std::sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::size_t> order;
  order.reserve(keyed.size());
  for (const auto& [key, index] : keyed) order.push_back(index);
  return order;
}

}  // namespace

Result<void> check(const Request& request) {
  if (request.count < 1 || request.count > kMaxCount)
    return fail(ErrorCode::InvalidArgument, fmt::format("count is {}; use 1 to {}", request.count, kMaxCount));
  if (!(request.surprise >= 0 && request.surprise <= 1))
    return fail(ErrorCode::InvalidArgument, fmt::format("surprise is {}; use 0 to 1", request.surprise));
  const auto& slots = request.query.slots;
  if (slots.empty() || std::all_of(slots.begin(), slots.end(), [](const auto& slot) { return slot.fixed; }))
    return fail(ErrorCode::InvalidArgument, "nothing to suggest: every place has a chord; mark one with _");
  return {};
}

bool startIsOpen(const propose::Query& query) { return !query.slots.front().fixed; }

std::vector<std::size_t> chooseAccepted(const Pool& pool, const Request& request, bool distinctCycles) {
  const auto merits = meritsOf(pool, request.query.mode);
  std::vector<Choice> choices;
  std::vector<std::size_t> indexes;
  for (std::size_t i = 0; i < pool.drafts().size(); ++i) {
    const Draft& draft = pool.drafts()[i];
    if (!draft.accepted) continue;
    choices.push_back({draft.chords, draft.typicality(), merits[i]});
    indexes.push_back(i);
  }
  const ShownSetRules rules{static_cast<std::size_t>(request.count), distinctCycles, startIsOpen(request.query)};
  auto chosen = chooseShownSet(choices, rules);
  for (auto& index : chosen) index = indexes[index];
  return chosen;
}

bool satisfies(const Pool& pool, const std::vector<std::size_t>& chosen, const Request& request) {
  if (chosen.size() < static_cast<std::size_t>(request.count)) return false;
  if (!startIsOpen(request.query) || request.count == 1) return true;
  return std::any_of(chosen.begin(), chosen.end(),
                     [&](std::size_t i) { return pool.drafts()[i].chords.front().root != 0; });
}

void fill(const Pool& pool, const Request& request, bool distinctCycles, std::vector<std::size_t>& chosen) {
  if (chosen.size() >= static_cast<std::size_t>(request.count)) return;
  std::set<std::string> cycles;
  for (const std::size_t i : chosen) cycles.insert(rootCycle(pool.drafts()[i].chords));
  const auto add = [&](std::size_t i) {
    if (chosen.size() >= static_cast<std::size_t>(request.count)) return;
    if (std::find(chosen.begin(), chosen.end(), i) != chosen.end()) return;
    const std::string cycle = rootCycle(pool.drafts()[i].chords);
    if (distinctCycles && cycles.contains(cycle)) return;
    cycles.insert(cycle);
    chosen.push_back(i);
  };
  if (!distinctCycles)
    for (const std::size_t i : chooseAccepted(pool, request, false)) add(i);
  for (const std::size_t i : resampleRefused(pool, request.seed)) add(i);
}

Suggestion toSuggestion(const Draft& draft, const Models& models, const Request& request) {
  Suggestion suggestion{draft.chords, draft.logP, draft.logQ, draft.acceptance, draft.accepted, 0, {}};
  suggestion.surprise = 1 - models.prior.openings().percentile(draft.typicality(), request.query.mode,
                                                               static_cast<std::size_t>(draft.chordCount));
  return suggestion;
}

std::vector<Suggestion> toSuggestions(const Pool& pool, const Models& models, const Request& request,
                                      std::vector<std::size_t> chosen) {
  std::stable_sort(chosen.begin(), chosen.end(), [&](std::size_t a, std::size_t b) {
    return pool.drafts()[a].typicality() > pool.drafts()[b].typicality();
  });
  std::vector<std::vector<theory::RelativeChord>> progressions;
  progressions.reserve(chosen.size());
  for (const std::size_t i : chosen) progressions.push_back(pool.drafts()[i].chords);
  const auto words = wordsFor(progressions, request.query.mode);

  std::vector<Suggestion> suggestions;
  for (std::size_t rank = 0; rank < chosen.size(); ++rank) {
    suggestions.push_back(toSuggestion(pool.drafts()[chosen[rank]], models, request));
    suggestions.back().word = words[rank];
  }
  return suggestions;
}

}  // namespace amuse::sample::internal
