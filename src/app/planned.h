#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "app/suggest.h"

/// The step between a plan and the cards that are shown; for use cases that make their plans themselves.
namespace amuse::app {

/// A plan with everything the sampler needs besides.
struct Planned {
  brief::Brief brief;
  Plan plan;
  int count = 4;
  double surprise = 0.5;
  std::uint32_t seed = 0;
  std::vector<std::vector<theory::RelativeChord>> exclude;  ///< A chord for every slot, fixed ones too.
  std::stop_token stop = {};
  std::optional<double> waitSeconds = std::nullopt;  ///< SuggestInput's.
};

/// The step before it: reads what was given and plans. Errors: InvalidArgument and Parse naming the option.
[[nodiscard]] Result<Planned> planSuggestions(const Engine& engine, const SuggestInput& input);

/// Draws for the plan and presents what was drawn. Errors: the sampler's.
[[nodiscard]] Result<SuggestAnswer> suggestPlanned(const Engine& engine, Planned planned, const Clock& clock);

/// What the plan asks of the sampler.
[[nodiscard]] sample::Request requestOf(const Planned& planned);

/// Draws only. Errors: the sampler's.
[[nodiscard]] Result<sample::Answer> drawPlanned(const Engine& engine, const Planned& planned);

/// One of them, as it is shown before the others are there: its reasons are not yet held against theirs.
[[nodiscard]] Suggestion presentOne(const Planned& planned, const sample::Suggestion& drawn);

/// Presents progressions found in any way: romans, voicings, reasons. Each has a chord for every slot of the plan.
[[nodiscard]] SuggestAnswer presentPlanned(const Engine& engine, Planned planned, const sample::Answer& drawn);

/// Chords for the plan's open slots, with the fixed ones between them, as `exclude` wants them; nothing where there are
/// more or fewer than open slots.
[[nodiscard]] std::optional<std::vector<theory::RelativeChord>> amongFixed(
    std::span<const theory::RelativeChord> chords, const Plan& plan);

/// The sampler's question for the plan's key, slots and context.
void makeQuery(const brief::Brief& brief, Plan& plan);

}  // namespace amuse::app
