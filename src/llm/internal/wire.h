#pragma once

#include <nlohmann/json.hpp>

#include "llm/adapter.h"

/// What the three adapters share and each gives; for .cpp files of this module.
namespace amuse::llm::internal {

using nlohmann::json;

/// JSON text of a request; the inputs are checked UTF-8.
[[nodiscard]] inline std::string dump(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}
/// A member that has the wanted kind; null for any other.
[[nodiscard]] const json* member(const json& object, const char* name);
[[nodiscard]] std::string textOf(const json& object, const char* name);
[[nodiscard]] std::optional<std::int64_t> countOf(const json& object, const char* name);
/// "{url}{path}", one slash between.
[[nodiscard]] std::string join(const std::string& url, std::string_view path);
[[nodiscard]] tl::unexpected<Error> unsupported(const ProviderSettings& provider, std::string_view what);

[[nodiscard]] Result<json> openAiBody(const ProviderSettings& provider, const ChatRequest& request);
[[nodiscard]] Result<json> anthropicBody(const ProviderSettings& provider, const ChatRequest& request);
[[nodiscard]] Result<json> ollamaBody(const ProviderSettings& provider, const ChatRequest& request);

[[nodiscard]] Delta readOpenAi(const json& value, bool isWhole);
[[nodiscard]] Delta readAnthropic(const json& value, bool isWhole);
[[nodiscard]] Delta readOllama(const json& value);

}  // namespace amuse::llm::internal
