#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "brief/brief.h"

/// The keyword sets of the chord proposals: what affect, mode and tempo each asks for.
namespace amuse::inspire {

struct KeywordSet {
  std::vector<std::string> keywords, genres;
  theory::Mode mode = theory::Mode::Maj;
  brief::Affect affect;
  std::array<int, 2> tempoBpm{};  ///< {0, 0} where the set names no tempo.
};

/// Rows of keyword_sets.tsv. Errors: Unavailable, Parse.
[[nodiscard]] Result<std::vector<KeywordSet>> loadKeywordSets(const std::filesystem::path& folder);

}  // namespace amuse::inspire
