#pragma once

#include <optional>
#include <vector>

#include "app/models.h"
#include "app/planned.h"

/// Progressions that stay near to one that is there: variations, "more like this", "simpler", "richer".
namespace amuse::app {

/// What to stay near to.
struct Nearness {
  std::vector<std::optional<theory::RelativeChord>> like;  ///< One a slot of the plan; nothing: drawn freely.
  double change = kUsualChange;                            ///< 0..1, the share of them that changes; one at least does.
};

/// Chords laid out over the plan's open slots in order, each as long as its share; their colour follows a shift of
/// richness: below -0.25 sevenths and colours go, above 0.25 triads of the key get their seventh.
[[nodiscard]] std::vector<std::optional<theory::RelativeChord>> likeIn(const Plan& plan,
                                                                       const std::vector<theory::ChordSymbol>& like,
                                                                       double richness);

/// Draws one by one; in each, other chords give way than in the one before, the first chord least often: a variation is
/// recognised by how it begins. None is what it is near to. Fewer than asked for where slots have few answers.
/// Errors: InvalidArgument (no chord to stay near to); the sampler's.
[[nodiscard]] Result<sample::Answer> drawNear(const Engine& engine, Planned planned, const Nearness& near);

/// The same, presented.
[[nodiscard]] Result<SuggestAnswer> suggestNear(const Engine& engine, Planned planned, const Nearness& near,
                                                const Clock& clock);

}  // namespace amuse::app
