#include "llm/adapter.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/json_reader.h"
#include "llm/internal/wire.h"

namespace amuse::llm {
namespace internal {

const json* member(const json& object, const char* name) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(name);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::string textOf(const json& object, const char* name) {
  const json* value = member(object, name);
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

std::optional<std::int64_t> countOf(const json& object, const char* name) {
  constexpr std::int64_t kMost = 1'000'000'000;
  const json* value = member(object, name);
  if (value == nullptr || !value->is_number_integer()) return std::nullopt;
  return std::clamp<std::int64_t>(value->get<std::int64_t>(), 0, kMost);
}

std::string join(const std::string& url, std::string_view path) {
  return (url.ends_with('/') ? url.substr(0, url.size() - 1) : url) + std::string(path);
}

tl::unexpected<Error> unsupported(const ProviderSettings& provider, std::string_view what) {
  return fail(ErrorCode::Unsupported,
              fmt::format("{} ({}) does not take {}", provider.name, toText(provider.family), what));
}

}  // namespace internal

namespace {

using internal::json;

constexpr std::string_view kAnthropicVersion = "2023-06-01";

/// Address, version and key as the family wants them.
HttpExchange addressed(const ProviderSettings& provider, std::string_view path) {
  HttpExchange exchange;
  exchange.url = internal::join(provider.url, path);
  exchange.caFile = provider.caFile;
  const bool isAnthropic = provider.family == Family::Anthropic;
  exchange.secretHeader = isAnthropic ? "x-api-key" : "authorization";
  exchange.secretPrefix = isAnthropic ? "" : "Bearer ";
  if (isAnthropic) exchange.headers.emplace_back("anthropic-version", kAnthropicVersion);
  exchange.headers.emplace_back("user-agent", "amuse");
  return exchange;
}

std::string_view chatPath(Family family) {
  switch (family) {
    case Family::OpenAi: return "/chat/completions";
    case Family::Anthropic: return "/v1/messages";
    case Family::Ollama: break;
  }
  return "/api/chat";
}

Result<void> checkParts(const ProviderSettings& provider, const ChatRequest& request) {
  for (const auto& message : request.messages)
    for (const auto& attachment : message.attachments) {
      const bool isImage = attachment.kind == Attachment::Kind::Image;
      if (isImage && !provider.can.images) return internal::unsupported(provider, "pictures; set images = true");
      if (!isImage && !provider.can.audio) return internal::unsupported(provider, "sounds; set audio = true");
    }
  return {};
}

Result<json> bodyOf(const ProviderSettings& provider, const ChatRequest& request) {
  switch (provider.family) {
    case Family::OpenAi: return internal::openAiBody(provider, request);
    case Family::Anthropic: return internal::anthropicBody(provider, request);
    case Family::Ollama: break;
  }
  return internal::ollamaBody(provider, request);
}

/// An object that stands for a failure: {"error": ...} or {"type": "error", ...}.
bool isFailure(const json& value) {
  const json* error = internal::member(value, "error");
  return internal::textOf(value, "type") == "error" || (error != nullptr && (error->is_object() || error->is_string()));
}

std::string failureOf(const json& value) {
  const json* error = internal::member(value, "error");
  if (error == nullptr || !error->is_object()) return {};
  for (const char* field : {"code", "type"}) {
    std::string name = internal::textOf(*error, field);
    const bool isPlain =
        std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
    if (isPlain && !name.empty() && name.size() <= 40) return name;
  }
  return {};
}

Result<Delta> readValue(Family family, std::string_view text, bool isWhole) {
  const auto value = parseJsonText(text, kMaxStreamItemBytes);
  if (!value || !value->is_object()) return fail(ErrorCode::Parse, "the provider sent something that is no answer");
  if (isFailure(*value)) {
    const std::string name = failureOf(*value);
    return fail(ErrorCode::Unavailable, "the provider broke its answer off" + (name.empty() ? "" : ": " + name));
  }
  switch (family) {
    case Family::OpenAi: return internal::readOpenAi(*value, isWhole);
    case Family::Anthropic: return internal::readAnthropic(*value, isWhole);
    case Family::Ollama: break;
  }
  return internal::readOllama(*value);
}

}  // namespace

Result<HttpExchange> toExchange(const ProviderSettings& provider, const ChatRequest& request) {
  if (const auto valid = checkParts(provider, request); !valid) return tl::unexpected(valid.error());
  const auto body = bodyOf(provider, request);
  if (!body) return tl::unexpected(body.error());
  HttpExchange exchange = addressed(provider, chatPath(provider.family));
  exchange.headers.emplace_back("content-type", "application/json");
  exchange.headers.emplace_back("accept", streamForm(provider.family) == EventStream::Form::Events
                                              ? "text/event-stream"
                                              : "application/x-ndjson");
  exchange.body = internal::dump(*body);
  return exchange;
}

HttpExchange modelsExchange(const ProviderSettings& provider) {
  switch (provider.family) {
    case Family::OpenAi: return addressed(provider, "/models");
    case Family::Anthropic: return addressed(provider, "/v1/models");
    case Family::Ollama: break;
  }
  return addressed(provider, "/api/tags");
}

Result<std::vector<std::string>> parseModels(Family family, std::string_view body) {
  constexpr std::size_t kMostModels = 1000;
  const auto value = parseJsonText(body, kMaxStreamItemBytes);
  const json* list = value ? internal::member(*value, family == Family::Ollama ? "models" : "data") : nullptr;
  if (list == nullptr || !list->is_array()) return fail(ErrorCode::Parse, "the provider sent no list of models");
  std::vector<std::string> names;
  for (const auto& model : *list) {
    std::string name = internal::textOf(model, family == Family::Ollama ? "name" : "id");
    if (!name.empty() && names.size() < kMostModels) names.push_back(std::move(name));
  }
  return names;
}

EventStream::Form streamForm(Family family) noexcept {
  return family == Family::Ollama ? EventStream::Form::Lines : EventStream::Form::Events;
}

Result<Delta> readItem(Family family, const StreamItem& item) {
  if (family == Family::OpenAi && item.data == "[DONE]") {
    Delta end;
    end.isEnd = true;
    return end;
  }
  return readValue(family, item.data, false);
}

Result<Delta> readWhole(Family family, std::string_view body) {
  auto delta = readValue(family, withoutBrokenUtf8(body), true);
  if (delta) delta->isEnd = true;
  return delta;
}

std::string failureName(std::string_view body) {
  const auto value = parseJsonText(body, kMaxStreamItemBytes);
  return value ? failureOf(*value) : std::string();
}

}  // namespace amuse::llm
