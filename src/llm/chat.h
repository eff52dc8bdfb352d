#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// A question to a language model and what came back, whatever the provider. Values only.
namespace amuse::llm {

struct SentItem;

/// A picture or a sound that goes with a message.
struct Attachment {
  enum class Kind { Image, Audio };
  Kind kind = Kind::Image;
  std::string mimeType;  ///< "image/jpeg", "image/png", "audio/wav", "audio/mpeg".
  std::string bytes;     ///< The file, not encoded.
};

enum class Role { System, User, Assistant };

struct Message {
  Role role = Role::User;
  std::string text;  ///< UTF-8.
  std::vector<Attachment> attachments = {};
};

/// Asks for an answer as JSON of this schema, where the provider can hold a model to one.
struct AnswerSchema {
  std::string name;  ///< Letters, digits and underscores: "progressions".
  std::string json;  ///< A JSON schema, as text.
};

struct ChatRequest {
  std::vector<Message> messages;                ///< System messages first, then user and assistant in turn.
  std::optional<AnswerSchema> schema;           ///< Left out where the provider's `can.schema` is false.
  int maxTokens = 1024;                         ///< Of the answer.
  std::optional<std::uint32_t> seed;            ///< Not every provider heeds it.
  std::function<void(const SentItem&)> onSent;  ///< Told before it is sent, unless it is refused; may be empty.
  /// Called at least every kWaitingSeconds (llm/transport.h) while the answer is waited for, on the asking thread.
  /// False: that is enough. May be empty.
  std::function<bool()> whileWaiting = {};
  std::string purpose;  ///< What it is for, in the list of what left the machine: "suggest".
};

/// Tokens as the provider counted them, or estimated from bytes where it did not say.
struct Usage {
  std::int64_t inputTokens = 0, outputTokens = 0;
  bool isEstimated = true;
  bool operator==(const Usage&) const = default;
};

enum class Finish {
  Stop,     ///< The model came to its end.
  Length,   ///< Cut off at maxTokens.
  Refused,  ///< The provider or the model would not answer.
  Enough,   ///< The taker of the text had enough; the request was broken off.
};
[[nodiscard]] std::string_view toText(Finish finish) noexcept;  ///< "stop", "length", "refused", "enough".

/// What is known of an answer once its stream is over. The text itself went to the sink.
struct ChatReply {
  std::string model;  ///< As the provider names it; may be more exact than what was asked for.
  Usage usage;
  double cost = 0;  ///< In the currency of the provider's prices.
  Finish finish = Finish::Stop;
  int attempts = 1;
  double firstTextSeconds = 0;  ///< From the first attempt's start; 0 for an answer without text.
};

/// Takes a piece of the answer's text as it arrives (UTF-8, cut anywhere between characters). False: that is enough.
using TextSink = std::function<bool(std::string_view)>;

}  // namespace amuse::llm
