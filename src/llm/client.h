#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <stop_token>

#include "base/clock.h"
#include "llm/chat.h"
#include "llm/ledger.h"
#include "llm/provider.h"
#include "llm/secret.h"
#include "llm/sent_log.h"
#include "llm/transport.h"

/// Asking one provider: within its limits, again where that may help, its answer as it comes.
namespace amuse::llm {

/// What a client works with besides its provider. All but the clock may be shared between clients.
struct ClientParts {
  std::shared_ptr<const Transport> transport;
  std::shared_ptr<Ledger> ledger;  ///< Null: nothing is counted.
  std::shared_ptr<SentLog> sent;   ///< Null: nothing is listed.
  const Clock* clock = nullptr;
};

/// Thread-safe.
class Client final {
 public:
  /// @param key  Of readKey. @param parts  `clock` must outlive the client.
  Client(ProviderSettings provider, Secret key, ClientParts parts);

  [[nodiscard]] const ProviderSettings& provider() const noexcept { return provider_; }

  /// Asks, and gives the answer's text to `sink` as it arrives. Network failures and the statuses 408, 429 and 5xx are
  /// tried again while no text has come and `patience` allows. Blocks; `sink` is called on this thread.
  /// Errors: InvalidArgument (the request is over its own limits), Unsupported (parts the model cannot take),
  /// Unavailable (too many requests at once, the day's limit, the provider is down or refuses), Timeout, Cancelled,
  /// Parse (what came is no answer), TooLarge. Text that came before an error was given to `sink` all the same.
  [[nodiscard]] Result<ChatReply> ask(const ChatRequest& request, const TextSink& sink,
                                      const std::stop_token& stop = {}) const;
  /// The same with other waiting times than the provider's: calibration waits longer than a songwriter does.
  [[nodiscard]] Result<ChatReply> ask(const ChatRequest& request, const Patience& patience, const TextSink& sink,
                                      const std::stop_token& stop = {}) const;
  /// The whole text. Errors: as ask; Unavailable for an answer that was refused.
  [[nodiscard]] Result<std::string> askWhole(const ChatRequest& request, const std::stop_token& stop = {}) const;
  /// How long the provider, when it last refused, asked to be left alone from now on: kMostRestSeconds at most. Nothing
  /// where it said nothing or that time is over.
  [[nodiscard]] std::optional<double> restSeconds() const noexcept;
  static constexpr double kMostRestSeconds = 3600;
  /// The names of the provider's models. Errors: as ask.
  [[nodiscard]] Result<std::vector<std::string>> models(std::stop_token stop = {}) const;

 private:
  struct Course;
  [[nodiscard]] Result<void> attempt(const HttpExchange& exchange, Course& course, const std::stop_token& stop) const;
  [[nodiscard]] Result<ChatReply> askReserved(HttpExchange exchange, const Patience& patience, Course& course,
                                              const std::stop_token& stop) const;

  ProviderSettings provider_;
  Secret key_;
  ClientParts parts_;
  mutable std::atomic<int> running_{0};
  mutable std::atomic<double> restUntil_{0};  ///< Steady seconds.
};

/// Seconds to wait before the next attempt: 0.15 s doubled each time, times a jitter of 0.5 to 1.5, and no less than
/// the provider asked for. @param attempt  1 after the first failure. @param uniform  In [0, 1).
[[nodiscard]] double retryDelay(int attempt, std::optional<double> retryAfterSeconds, double uniform) noexcept;
/// Whether a status says that trying again may help.
[[nodiscard]] bool isWorthRetrying(int status) noexcept;
/// Tokens of a request, from its bytes: a third of the text's, 1,500 a picture, one a kilobyte of sound. On the high
/// side for English.
[[nodiscard]] std::int64_t estimateInputTokens(const ChatRequest& request) noexcept;
[[nodiscard]] std::int64_t estimateTokens(std::size_t textBytes) noexcept;

}  // namespace amuse::llm
