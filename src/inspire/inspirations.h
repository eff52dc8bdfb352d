#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "brief/brief.h"

/// The authored inspirations: texts with what a songwriting partner heard in them. The reader's weights are fitted on
/// four fifths of them and judged on the rest.
namespace amuse::inspire {

/// One line of data/llm/inspirations.jsonl.
struct InspirationRecord {
  std::string text, kind;
  std::vector<std::string> keywords, genres, moods;
  brief::Affect affect;
  theory::Mode mode = theory::Mode::Maj;
  std::array<int, 2> tempoBpm{90, 110};
};

/// Errors: Unavailable (no file), Parse (naming the line).
[[nodiscard]] Result<std::vector<InspirationRecord>> loadInspirations(const std::filesystem::path& file);

/// data/llm/inspirations_more.tsv: texts that only ever train. Rows of kind, text, affect (four numbers), mode, tempo
/// (two numbers), keywords, genres. Errors: Unavailable (no file), Parse (naming the row).
[[nodiscard]] Result<std::vector<InspirationRecord>> loadMoreInspirations(const std::filesystem::path& file);

/// True for the fifth that no weight may see; decided by a hash of the text, so it never moves.
[[nodiscard]] bool isHeldOut(std::string_view text) noexcept;

}  // namespace amuse::inspire
