#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

/// One configured language model: where it is, how it speaks, what it can take and what it may cost.
namespace amuse::llm {

/// The protocols we speak. OpenAI's chat completions are also what llama.cpp's server, LM Studio, vLLM and OpenRouter
/// understand.
enum class Family { OpenAi, Anthropic, Ollama };
[[nodiscard]] Result<Family> parseFamily(std::string_view text);  ///< "openai", "anthropic", "ollama".
[[nodiscard]] std::string_view toText(Family family) noexcept;
/// The address taken when none is configured: the vendor's own, or Ollama's usual port on this machine.
[[nodiscard]] std::string_view defaultUrl(Family family) noexcept;

/// What a model can take besides text.
struct Capabilities {
  bool images = false, audio = false;
  bool schema = false;  ///< The provider holds answers to a JSON schema.
  bool operator==(const Capabilities&) const = default;
};

/// What may be spent. Tokens count both ways; money is in the currency of the prices.
struct SpendLimits {
  std::int64_t tokensARequest = 8000, tokensADay = 500000;
  double costARequest = 0.05, costADay = 1;  ///< Heeded where prices are given.
  bool operator==(const SpendLimits&) const = default;
};

/// How long is waited, in seconds.
struct Patience {
  double connect = 2;     ///< For the connection, TLS included.
  double firstText = 8;   ///< From the start of the request to the first piece of text, retries included.
  double idle = 10;       ///< Between two pieces.
  double total = 60;      ///< For the whole answer.
  double retrying = 0.6;  ///< A retry that would begin later than this is not made.
  /// For the model's first card, where cards are shown as they come; then the built-in proposer's first ones are.
  double alone = 0.7;
  int attempts = 3;
  bool operator==(const Patience&) const = default;
};

struct ProviderSettings {
  std::string name;  ///< As configured: "home".
  Family family = Family::OpenAi;
  std::string url;    ///< Without the operation's path: "http://127.0.0.1:11434", "https://api.openai.com/v1".
  std::string model;  ///< "llama3.1:8b".
  std::string keyVariable, keyFile;  ///< Where the key is: an environment variable's name, or a file of mode 0600.
  std::string caFile;                ///< Certificates to trust besides the system's; empty: the system's only.
  Capabilities can;
  SpendLimits limits;
  double priceIn = 0, priceOut = 0;  ///< For a million tokens; 0 where they cost nothing.
  Patience patience;
  int concurrent = 4;       ///< Requests at a time.
  double temperature = -1;  ///< Below 0: the provider's own.
  bool operator==(const ProviderSettings&) const = default;

  [[nodiscard]] bool hasPrices() const noexcept { return priceIn > 0 || priceOut > 0; }
};

/// The host of a provider's address: "api.openai.com", "127.0.0.1". Empty for what is no address.
[[nodiscard]] std::string hostOf(std::string_view url);
/// True for addresses of this machine: localhost, 127.0.0.0/8, [::1].
[[nodiscard]] bool isLoopback(std::string_view url);
/// Errors: InvalidArgument, saying what to change: no model, an address that is neither http nor https or that carries
/// a name and password, plain http to another machine with a key, money limits out of range.
[[nodiscard]] Result<void> checkProvider(const ProviderSettings& provider);

}  // namespace amuse::llm
