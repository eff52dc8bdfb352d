#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

#include "llm/client.h"
#include "llm/prompt.h"
#include "propose/proposer.h"

/// Proposals of any language model: one request for many diverse candidates, read as they arrive.
namespace amuse::propose {

/// The question as it is sent: the prompt filled for a query. `count` candidates are asked for.
/// Errors: InvalidArgument (the prompt lacks a place, no slot is open).
[[nodiscard]] Result<llm::ChatRequest> makeProposeRequest(const llm::Prompt& prompt, const Query& query, int count,
                                                          bool withSchema, std::uint32_t seed);

/// The file of the prompt under the home folder, and the most candidates one request asks for.
[[nodiscard]] std::filesystem::path proposePromptPath(const std::filesystem::path& home);
inline constexpr int kMostAskedAtOnce = 40;

/// "llm PROVIDER MODEL PROMPT": the name under which a provider's model proposes.
[[nodiscard]] std::string llmProposerName(const llm::ProviderSettings& provider, const llm::Prompt& prompt);

/// Thread-safe.
class LlmProposer final : public Proposer {
 public:
  LlmProposer(std::shared_ptr<const llm::Client> client, llm::Prompt prompt);

  [[nodiscard]] const std::string& name() const noexcept override { return name_; }
  /// Waits for the whole reply. Errors: the client's.
  [[nodiscard]] Result<Proposals> propose(const Query& query, int count, std::uint32_t seed, int round) const override;
  /// Gives candidates while the reply still comes; a full sink ends the request. Errors: the client's; what came before
  /// them was given to the sink.
  [[nodiscard]] Result<void> stream(const Query& query, int count, std::uint32_t seed, int round,
                                    const ProposalSink& sink) const override;
  /// Lets `list` know what is sent. To be set before use.
  void listSent(std::function<void(const llm::SentItem&)> list) { list_ = std::move(list); }
  /// The same with other waiting times than the provider's.
  void wait(const llm::Patience& patience) noexcept { patience_ = patience; }

  [[nodiscard]] const llm::Client& client() const noexcept { return *client_; }
  [[nodiscard]] const std::string& promptVersion() const noexcept { return prompt_.version(); }

 private:
  std::shared_ptr<const llm::Client> client_;
  llm::Prompt prompt_;
  llm::Patience patience_;
  std::function<void(const llm::SentItem&)> list_;
  std::string name_;
};

}  // namespace amuse::propose
