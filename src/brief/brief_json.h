#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "base/json_reader.h"
#include "base/result.h"
#include "brief/brief.h"

/// A brief as JSON, in the shape `amuse inspire --json` prints.
namespace amuse::brief {

inline constexpr std::size_t kMaxBriefBytes = 1u << 20;
inline constexpr std::size_t kMaxInspirationTextBytes = 64u << 10;

/// @param indent  Spaces a level; below 0 for one line.
[[nodiscard]] std::string toJson(const Brief& brief, int indent = -1);
/// The inverse of toJson. `affect` and `evidence` of a keyword may be missing; unknown fields are refused.
/// Errors: TooLarge, Parse, InvalidArgument (a number out of range), each with the path to the field.
[[nodiscard]] Result<Brief> parseBrief(std::string_view json);

/// Parts of larger documents: for .cpp files that build or read JSON themselves.
[[nodiscard]] nlohmann::ordered_json toNode(const Brief& brief);
[[nodiscard]] nlohmann::ordered_json toNode(const Inspiration& inspiration);
[[nodiscard]] nlohmann::ordered_json toNode(const Evidence& evidence);
[[nodiscard]] nlohmann::ordered_json toNode(const Affect& affect);
[[nodiscard]] Brief readBrief(const JsonReader& reader);
[[nodiscard]] Inspiration readInspiration(const JsonReader& reader);
[[nodiscard]] nlohmann::ordered_json toNode(const KeywordChoices& choices);
[[nodiscard]] KeywordChoices readKeywordChoices(const JsonReader& reader);

inline constexpr std::size_t kMaxChosenKeywords = 64;
inline constexpr std::size_t kMaxKeywordBytes = 100;
inline constexpr double kMaxInspirationWeight = 10;

}  // namespace amuse::brief
