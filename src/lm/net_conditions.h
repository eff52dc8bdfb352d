#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "lm/chord_model.h"

/// Genre, section name and decade as the vector that a prior's network takes.
namespace amuse::lm {

/// One entry of the vector: what it is called and which words mean it (";"-separated, lower case).
struct ConditionName {
  std::string_view kind;  ///< "genre", "section", "decade".
  std::string_view name;
  std::string_view words;
};
inline constexpr std::size_t kConditionCount = 25;
/// In the order of the vector's entries. Source: the tags of the training sections with their counts (docs/models.md).
[[nodiscard]] std::span<const ConditionName, kConditionCount> conditionNames() noexcept;

using ConditionVector = std::array<float, kConditionCount>;
/// 1 for what is known, 0 for what is not; several genres share 1 between them. Words that no entry knows are ignored.
void addGenre(ConditionVector& vector, std::string_view genre) noexcept;
void addSection(ConditionVector& vector, std::string_view section) noexcept;
void addDecade(ConditionVector& vector, int decade) noexcept;
[[nodiscard]] ConditionVector conditionVector(const Conditions& conditions) noexcept;
/// Whether some entry knows the word: a genre or a section name.
[[nodiscard]] bool knowsCondition(std::string_view kind, std::string_view word) noexcept;

}  // namespace amuse::lm
