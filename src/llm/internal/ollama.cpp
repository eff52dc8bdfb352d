#include "base/base64.h"
#include "llm/internal/wire.h"

/// Ollama's own chat.
namespace amuse::llm::internal {

Result<json> ollamaBody(const ProviderSettings& provider, const ChatRequest& request) {
  json messages = json::array();
  for (const auto& message : request.messages) {
    const char* role = message.role == Role::System ? "system" : message.role == Role::User ? "user" : "assistant";
    json one{{"role", role}, {"content", message.text}};
    for (const auto& attachment : message.attachments) {
      if (attachment.kind != Attachment::Kind::Image) return unsupported(provider, "sounds");
      one["images"].push_back(toBase64(attachment.bytes));
    }
    messages.push_back(std::move(one));
  }
  json options{{"num_predict", request.maxTokens}};
  if (provider.temperature >= 0) options["temperature"] = provider.temperature;
  if (request.seed) options["seed"] = *request.seed & 0x7fffffffu;  // read as a signed number
  json body{
      {"model", provider.model}, {"messages", std::move(messages)}, {"stream", true}, {"options", std::move(options)}};
  if (request.schema && provider.can.schema) body["format"] = json::parse(request.schema->json);
  return body;
}

Delta readOllama(const json& value) {
  Delta delta;
  delta.model = textOf(value, "model");
  if (const json* message = member(value, "message")) delta.text = textOf(*message, "content");
  const json* done = member(value, "done");
  if (done == nullptr || !done->is_boolean() || !done->get<bool>()) return delta;
  delta.isEnd = true;
  delta.finish = textOf(value, "done_reason") == "length" ? Finish::Length : Finish::Stop;
  delta.inputTokens = countOf(value, "prompt_eval_count");
  delta.outputTokens = countOf(value, "eval_count");
  return delta;
}

}  // namespace amuse::llm::internal
