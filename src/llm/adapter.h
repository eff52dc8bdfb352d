#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "llm/chat.h"
#include "llm/event_stream.h"
#include "llm/provider.h"
#include "llm/transport.h"

/// One adapter a family: a question as the provider wants it, and its streamed answer in our words.
namespace amuse::llm {

/// What one item of a stream, or a whole answer, says.
struct Delta {
  std::string text;
  std::optional<std::int64_t> inputTokens = {}, outputTokens = {};
  std::optional<Finish> finish = {};
  std::string model = {};
  bool isEnd = false;  ///< The provider said that nothing follows.
};

/// The exchange of a question, without secret and waiting times. Parts the model cannot take are an error, never
/// dropped. Errors: Unsupported (a picture or sound for a model without eyes or ears, a kind of file it does not read).
/// Source: the providers' references, named in docs/providers.md.
[[nodiscard]] Result<HttpExchange> toExchange(const ProviderSettings& provider, const ChatRequest& request);
/// The list of models the provider has; cheap, free, and proves the key. Answered by parseModels.
[[nodiscard]] HttpExchange modelsExchange(const ProviderSettings& provider);
/// Their names, at most 1,000. Errors: Parse.
[[nodiscard]] Result<std::vector<std::string>> parseModels(Family family, std::string_view body);

[[nodiscard]] EventStream::Form streamForm(Family family) noexcept;
/// Reads one item. Errors: Parse (no JSON, not of this protocol); Unavailable (the provider reports a failure).
[[nodiscard]] Result<Delta> readItem(Family family, const StreamItem& item);
/// Reads an answer that came whole although a stream was asked for. Errors: as readItem.
[[nodiscard]] Result<Delta> readWhole(Family family, std::string_view body);
/// The provider's own short name for a failure ("insufficient_quota", "overloaded_error"), where its body has one:
/// lower-case letters and underscores only. Its messages are not passed on: they may repeat the key.
[[nodiscard]] std::string failureName(std::string_view body);

}  // namespace amuse::llm
