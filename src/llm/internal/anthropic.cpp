#include "base/base64.h"
#include "llm/internal/wire.h"

/// Anthropic's messages.
namespace amuse::llm::internal {
namespace {

Result<json> anthropicContent(const ProviderSettings& provider, const Message& message) {
  json parts = json::array();
  // Pictures before the words that ask about them, as the reference advises.
  for (const auto& attachment : message.attachments) {
    if (attachment.kind != Attachment::Kind::Image) return unsupported(provider, "sounds");
    parts.push_back(
        {{"type", "image"},
         {"source", {{"type", "base64"}, {"media_type", attachment.mimeType}, {"data", toBase64(attachment.bytes)}}}});
  }
  parts.push_back({{"type", "text"}, {"text", message.text}});
  return parts;
}

Finish anthropicFinish(const std::string& reason) {
  if (reason == "max_tokens") return Finish::Length;
  return reason == "refusal" ? Finish::Refused : Finish::Stop;
}

void readAnthropicUsage(const json& value, Delta& delta) {
  const json* usage = member(value, "usage");
  if (usage == nullptr) return;
  if (const auto count = countOf(*usage, "input_tokens")) delta.inputTokens = count;
  if (const auto count = countOf(*usage, "output_tokens")) delta.outputTokens = count;
}

/// The text of one content block of a whole answer: words, or the arguments of the one tool.
std::string blockText(const json& block) {
  const json* input = member(block, "input");
  return input != nullptr && input->is_object() ? dump(*input) : textOf(block, "text");
}

Delta wholeAnthropic(const json& value) {
  Delta delta;
  delta.model = textOf(value, "model");
  readAnthropicUsage(value, delta);
  if (const json* content = member(value, "content"); content != nullptr && content->is_array())
    for (const auto& block : *content) delta.text += blockText(block);
  delta.finish = anthropicFinish(textOf(value, "stop_reason"));
  delta.isEnd = true;
  return delta;
}

}  // namespace

Result<json> anthropicBody(const ProviderSettings& provider, const ChatRequest& request) {
  std::string system;
  json messages = json::array();
  for (const auto& message : request.messages) {
    if (message.role == Role::System) {
      system += (system.empty() ? "" : "\n\n") + message.text;
      continue;
    }
    auto content = anthropicContent(provider, message);
    if (!content) return content;
    messages.push_back({{"role", message.role == Role::User ? "user" : "assistant"}, {"content", *std::move(content)}});
  }
  json body{{"model", provider.model},
            {"max_tokens", request.maxTokens},
            {"messages", std::move(messages)},
            {"stream", true}};
  if (!system.empty()) body["system"] = system;
  if (provider.temperature >= 0) body["temperature"] = std::min(provider.temperature, 1.0);
  // A tool that must be called holds the answer to a schema with every model of the family.
  if (request.schema && provider.can.schema) {
    body["tools"] = {{{"name", request.schema->name},
                      {"description", "Takes the answer."},
                      {"input_schema", json::parse(request.schema->json)}}};
    body["tool_choice"] = {{"type", "tool"}, {"name", request.schema->name}};
  }
  return body;
}

Delta readAnthropic(const json& value, bool isWhole) {
  if (isWhole) return wholeAnthropic(value);
  Delta delta;
  const std::string type = textOf(value, "type");
  if (const json* message = member(value, "message"); type == "message_start" && message != nullptr) {
    delta.model = textOf(*message, "model");
    readAnthropicUsage(*message, delta);
  }
  const json* change = member(value, "delta");
  if (type == "content_block_delta" && change != nullptr)
    delta.text = textOf(*change, textOf(*change, "type") == "input_json_delta" ? "partial_json" : "text");
  if (type == "message_delta" && change != nullptr) {
    if (const std::string reason = textOf(*change, "stop_reason"); !reason.empty())
      delta.finish = anthropicFinish(reason);
    readAnthropicUsage(value, delta);
  }
  delta.isEnd = type == "message_stop";
  return delta;
}

}  // namespace amuse::llm::internal
