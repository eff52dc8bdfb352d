#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

/// Whether two keywords say the same to a musician: "rainy" and "rain", "soft piano" and "piano ballad", "sad" and
/// "mournful". For choosing keywords that do not repeat one another, and for judging them.
namespace amuse::inspire {

enum class Agreement : std::uint8_t {
  None,
  Family,      ///< Both stand in one row of keyword_families.tsv.
  SharedWord,  ///< They share a telling word: "soft piano", "piano ballad".
  Same         ///< Equal but for case, hyphens and endings.
};

class KeywordFamilies final {
 public:
  /// @param file  data/llm/keyword_families.tsv. Errors: Unavailable, Parse.
  [[nodiscard]] static Result<KeywordFamilies> open(const std::filesystem::path& file);

  [[nodiscard]] Agreement compare(std::string_view a, std::string_view b) const;

 private:
  std::unordered_map<std::string, std::vector<int>> families_;
};

/// "Rainy" -> "rain", "late-night" -> "late night": lower case, hyphens as blanks, common endings cut from each word.
[[nodiscard]] std::string keywordStem(std::string_view keyword);

}  // namespace amuse::inspire
