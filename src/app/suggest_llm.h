#pragma once

#include "app/language_models.h"
#include "app/planned.h"

/// Suggestions of a language model, with the built-in proposer behind it.
namespace amuse::app {

/// The provider that is meant by a `proposer` (SuggestInput's): the one configured to propose for "auto" and "llm",
/// else the one of that name; null where there is none, and for "builtin". Lives as long as the engine.
[[nodiscard]] const llm::ProviderSettings* findLlmProposer(const Engine& engine,
                                                           std::string_view proposer = "auto") noexcept;

/// Whether suggest asks it for this input, and so waits more than it works.
[[nodiscard]] bool isLlmAsked(const Engine& engine, const SuggestInput& input) noexcept;

/// Asks a provider's language model and shows what is accepted as it comes; what it does not give, wholly or in part,
/// the built-in proposer gives, and a notice says why. Errors: the sampler's; Cancelled.
[[nodiscard]] Result<SuggestAnswer> suggestByLlm(const Engine& engine, const llm::ProviderSettings& provider,
                                                 Planned planned, const SuggestionSink& show, const Clock& clock);

}  // namespace amuse::app
