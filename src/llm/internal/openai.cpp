#include "base/base64.h"
#include "llm/internal/wire.h"

/// OpenAI's chat completions, as llama.cpp, LM Studio, vLLM and OpenRouter speak them too.
namespace amuse::llm::internal {
namespace {

const char* openAiRole(Role role) {
  switch (role) {
    case Role::System: return "system";
    case Role::User: return "user";
    case Role::Assistant: break;
  }
  return "assistant";
}

Result<json> openAiPart(const ProviderSettings& provider, const Attachment& attachment) {
  const std::string data = toBase64(attachment.bytes);
  if (attachment.kind == Attachment::Kind::Image)
    return json{{"type", "image_url"}, {"image_url", {{"url", "data:" + attachment.mimeType + ";base64," + data}}}};
  const bool isWav = attachment.mimeType == "audio/wav";
  if (!isWav && attachment.mimeType != "audio/mpeg") return unsupported(provider, "sounds other than WAV and MP3");
  return json{{"type", "input_audio"}, {"input_audio", {{"data", data}, {"format", isWav ? "wav" : "mp3"}}}};
}

Result<json> openAiMessage(const ProviderSettings& provider, const Message& message) {
  if (message.attachments.empty()) return json{{"role", openAiRole(message.role)}, {"content", message.text}};
  json parts = json::array({{{"type", "text"}, {"text", message.text}}});
  for (const auto& attachment : message.attachments) {
    auto part = openAiPart(provider, attachment);
    if (!part) return part;
    parts.push_back(*std::move(part));
  }
  return json{{"role", openAiRole(message.role)}, {"content", std::move(parts)}};
}

void readOpenAiUsage(const json& value, Delta& delta) {
  const json* usage = member(value, "usage");
  if (usage == nullptr || !usage->is_object()) return;
  delta.inputTokens = countOf(*usage, "prompt_tokens");
  delta.outputTokens = countOf(*usage, "completion_tokens");
}

}  // namespace

Result<json> openAiBody(const ProviderSettings& provider, const ChatRequest& request) {
  json messages = json::array();
  for (const auto& message : request.messages) {
    auto one = openAiMessage(provider, message);
    if (!one) return one;
    messages.push_back(*std::move(one));
  }
  // OpenAI's own newer models refuse the old name, other servers know only that.
  const char* limit = hostOf(provider.url) == "api.openai.com" ? "max_completion_tokens" : "max_tokens";
  json body{{"model", provider.model},
            {"messages", std::move(messages)},
            {"stream", true},
            {"stream_options", {{"include_usage", true}}},
            {limit, request.maxTokens}};
  if (provider.temperature >= 0) body["temperature"] = provider.temperature;
  if (request.seed) body["seed"] = *request.seed;
  if (request.schema && provider.can.schema)
    body["response_format"] = {
        {"type", "json_schema"},
        {"json_schema",
         {{"name", request.schema->name}, {"strict", true}, {"schema", json::parse(request.schema->json)}}}};
  return body;
}

Delta readOpenAi(const json& value, bool isWhole) {
  Delta delta;
  delta.model = textOf(value, "model");
  readOpenAiUsage(value, delta);
  const json* choices = member(value, "choices");
  if (choices == nullptr || !choices->is_array() || choices->empty()) return delta;
  const json& choice = choices->front();
  if (const json* message = member(choice, isWhole ? "message" : "delta")) {
    delta.text = textOf(*message, "content");
    if (delta.text.empty() && !textOf(*message, "refusal").empty()) delta.finish = Finish::Refused;
  }
  const std::string reason = textOf(choice, "finish_reason");
  if (reason == "length") delta.finish = Finish::Length;
  if (reason == "content_filter") delta.finish = Finish::Refused;
  if (reason == "stop" && !delta.finish) delta.finish = Finish::Stop;
  return delta;
}

}  // namespace amuse::llm::internal
