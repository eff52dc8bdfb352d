#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "brief/brief.h"
#include "inspire/text_reader.h"
#include "llm/client.h"
#include "llm/prompt.h"

/// A language model's reading of an inspiration, beside our own.
namespace amuse::inspire {

/// The prompt's file under the home folder.
[[nodiscard]] std::filesystem::path readingPromptPath(const std::filesystem::path& home);

/// The question as it is sent. @param seen  What we found in files that do not go along, a phrase each. Errors:
/// InvalidArgument (the prompt lacks a place).
[[nodiscard]] Result<llm::ChatRequest> makeReadingRequest(const llm::Prompt& prompt, std::string_view text,
                                                          const std::vector<std::string>& seen,
                                                          std::vector<llm::Attachment> files, bool withSchema);

/// Reads the model's JSON, with or without a code fence or words around it: 1 to 16 keywords of at most 60 bytes,
/// affect in [-1, 1] (clamped), mode and tempo of ours. Evidence counts where it stands in the text, in any case of
/// letters. What is beside the point is passed over; nothing of it is taken for an instruction. Errors: Parse, TooLarge
/// (what came is no such JSON, or names no keyword).
[[nodiscard]] Result<brief::Brief> parseReading(const TextReader& reader, std::string_view reply,
                                                std::string_view text);

inline constexpr std::size_t kMaxReadingBytes = 64u << 10;

}  // namespace amuse::inspire
