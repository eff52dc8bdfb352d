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

/// What would be sent, and what would not be and why.
struct Sending {
  std::vector<llm::SentItem> items;
  std::vector<std::string> notes;
};

/// The largest file that is sent.
inline constexpr std::size_t kMostSentFileBytes = 4u << 20;

/// What the configured reader is asked about an inspiration: the words and files that may go to it and that it takes
/// (JPEG, PNG, GIF, WebP, WAV, MP3, up to kMostSentFileBytes each). Of a file that does not go itself our keywords do,
/// where words may. Nothing where nobody reads; an empty question where there is nothing to give.
/// @param own  Our readings of the input's files. Errors: LanguageModels::client's.
[[nodiscard]] Result<std::optional<ReaderQuestion>> readerQuestion(const InspireInput& input, const OwnReadings& own);

/// What reading would send. Files are read by ourselves for it. Errors: as readerQuestion and readMedia; Unavailable
/// (no prompt).
[[nodiscard]] Result<Sending> previewReading(const inspire::TextReader& reader, Senses& senses,
                                             const InspireInput& input);

/// What suggesting would send first; a model that gives too little is asked twice more, for others of the same. Where a
/// reader would add keywords, its own are not among them yet. Errors: planSuggestions'; LanguageModels::client's.
[[nodiscard]] Result<std::vector<llm::SentItem>> previewSuggesting(const Engine& engine, const SuggestInput& input);

}  // namespace amuse::app
