#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "inspire/inspirations.h"

namespace amuse::train {

/// One text with what the encoder is to say of it.
struct TextExample {
  std::string text;
  std::array<float, 4> affect{};
  std::optional<std::int64_t> mode;  ///< Index into theory::kModes; none for words of the tables.
  std::array<float, 2> tempo{};      ///< log2(middle / 100), log2(high / low); counts where there is a mode.
  std::vector<std::int64_t> tags;
  std::vector<std::string> wanted;  ///< Every keyword and mood that was named.
};

struct TextExamples {
  std::vector<std::string> tags;     ///< "g:folk", "k:tender": named at least kLeastTagCount times in `texts`.
  std::vector<TextExample> texts;    ///< data/llm/inspirations_more.tsv.
  std::vector<TextExample> words;    ///< Rows of the lexicon and of scene_words, as texts of their own.
  std::vector<TextExample> watched;  ///< Training part of inspirations.jsonl: never trained on, judged after each pass.
};

inline constexpr int kLeastTagCount = 6;

/// @param folder  data/llm. Errors: Unavailable, Parse.
[[nodiscard]] Result<TextExamples> loadTextExamples(const std::filesystem::path& folder);

}  // namespace amuse::train
