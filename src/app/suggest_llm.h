#pragma once

#include "app/language_models.h"
#include "app/planned.h"

/// Suggestions of a language model, with the built-in proposer behind it.
namespace amuse::app {

/// The provider that proposes; null where none is configured to. Lives as long as the engine.
[[nodiscard]] const llm::ProviderSettings* findLlmProposer(const Engine& engine) noexcept;

/// Whether suggest asks it for this input, and so waits more than it works.
[[nodiscard]] bool isLlmAsked(const Engine& engine, const SuggestInput& input) noexcept;

/// Asks the configured language model and shows what is accepted as it comes; what it does not give, wholly or in part,
/// the built-in proposer gives, and a notice says why. Errors: the sampler's; Cancelled.
[[nodiscard]] Result<SuggestAnswer> suggestByLlm(const Engine& engine, Planned planned, const SuggestionSink& show,
                                                 const Clock& clock);

}  // namespace amuse::app
