#pragma once

#include <optional>
#include <vector>

#include "app/inspire.h"
#include "app/language_models.h"
#include "app/models.h"
#include "app/plan.h"
#include "llm/sent_log.h"

/// What questions give to language models, told before anything is sent. Nothing here sends, and none of it is listed
/// as sent.
namespace amuse::app {

/// What the configured reader is asked about an inspiration: the words and files that may go to it and that it takes
/// (JPEG, PNG, GIF, WebP, WAV, MP3, up to 4 MB each). Nothing where nobody reads or there is nothing to give.
/// Errors: LanguageModels::client's.
[[nodiscard]] Result<std::optional<ReaderQuestion>> readerQuestion(const InspireInput& input);

/// What reading would send. Errors: as readerQuestion; Unavailable (no prompt).
[[nodiscard]] Result<std::vector<llm::SentItem>> previewReading(const InspireInput& input);

/// What suggesting would send first; a model that gives too little is asked twice more, for others of the same. Where a
/// reader would add keywords, its own are not among them yet. Errors: planSuggestions'; LanguageModels::client's.
[[nodiscard]] Result<std::vector<llm::SentItem>> previewSuggesting(const Engine& engine, const SuggestInput& input);

}  // namespace amuse::app
