#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "app/models.h"
#include "base/clock.h"
#include "llm/client.h"
#include "llm/prompt.h"
#include "llm/settings.h"
#include "lm/chord_model.h"
#include "sample/calibration.h"

/// The language models a songwriter has configured, ready to be asked; none is needed.
namespace amuse::app {

/// What an LLM proposer is judged with: its own distribution where it was calibrated, that of language models in
/// general where not.
struct LlmVoice {
  std::shared_ptr<const llm::Client> client;
  llm::Prompt prompt;
  std::shared_ptr<const lm::ChordModel> q;
  sample::Calibration calibration;
  std::string notice;  ///< Why Q is the general one; empty where it is this model's.
};

/// What a reader is asked about.
struct ReaderQuestion {
  std::shared_ptr<const llm::Client> client;
  std::string text;               ///< May be empty.
  std::vector<std::string> seen;  ///< Our keywords of files that do not go themselves, a phrase a file.
  std::vector<llm::Attachment> files;
  std::vector<std::string> notes;  ///< What does not go and why, for the songwriter.

  [[nodiscard]] bool isEmpty() const noexcept { return text.empty() && seen.empty() && files.empty(); }
};

/// What a calibration was made with; when one of these has changed it no longer holds.
struct CalibrationFacts {
  std::string family, model, prompt;  ///< Prompt: its version.
  std::string date;                   ///< UTC, "2026-11-28".
  int samples = 0;
  bool operator==(const CalibrationFacts&) const = default;
};
inline constexpr std::size_t kMaxFactsBytes = 16u << 10;
/// As rows "name value", and back. Errors: Parse, TooLarge.
[[nodiscard]] std::string toText(const CalibrationFacts& facts);
[[nodiscard]] Result<CalibrationFacts> parseCalibrationFacts(std::string_view table);

/// Thread-safe. Clients are made with the first request that needs them, so a missing key costs only those.
class LanguageModels final {
 public:
  /// @param state  Where sums, lists and calibrations are kept. @param clock  Must outlive this object.
  /// Errors: Unavailable, Parse (a recording to replay, a prompt).
  [[nodiscard]] static Result<std::shared_ptr<LanguageModels>> open(std::filesystem::path home, llm::Settings settings,
                                                                    std::filesystem::path state, const Clock& clock);

  [[nodiscard]] const llm::Settings& settings() const noexcept { return settings_; }
  [[nodiscard]] bool hasProposer() const noexcept { return !settings_.proposer.empty(); }
  [[nodiscard]] bool hasReader() const noexcept { return !settings_.reader.empty(); }

  /// Errors: NotFound (no such provider, no key), InvalidArgument (an unsafe key file).
  [[nodiscard]] Result<std::shared_ptr<const llm::Client>> client(const std::string& provider);
  /// The voice of a provider that proposes. Errors: as client; Unavailable (it failed just now and is left alone for a
  /// while; a model file is missing).
  [[nodiscard]] Result<LlmVoice> voice(const std::string& provider, PriorSet prior);
  /// A question as it is sent. Errors: Unavailable, Parse (the prompt).
  [[nodiscard]] Result<llm::ChatRequest> requestFor(const ReaderQuestion& question) const;
  /// The reader's reading. Errors: as requestFor; the client's; Parse (what came is no reading).
  [[nodiscard]] Result<brief::Brief> read(const inspire::TextReader& reader, const ReaderQuestion& question) const;
  /// Notes that a provider failed: for as long as it asked to be left alone (Client::restSeconds), else for
  /// kRestSeconds, nobody waits for it again.
  void noteFailure(const std::string& provider, ErrorCode code);
  static constexpr double kRestSeconds = 20;

  /// The folder `amuse calibrate --proposer llm` writes to.
  [[nodiscard]] std::filesystem::path calibrationFolder(const std::string& provider) const;
  [[nodiscard]] llm::Prompt proposePrompt() const { return proposePrompt_; }
  [[nodiscard]] llm::SentLog& sent() const noexcept { return *parts_.sent; }
  [[nodiscard]] llm::Ledger& ledger() const noexcept { return *parts_.ledger; }
  [[nodiscard]] const std::filesystem::path& home() const noexcept { return home_; }
  [[nodiscard]] const llm::ClientParts& parts() const noexcept { return parts_; }

 private:
  LanguageModels(std::filesystem::path home, llm::Settings settings, std::filesystem::path state, llm::Prompt prompt)
      : home_(std::move(home)),
        settings_(std::move(settings)),
        state_(std::move(state)),
        proposePrompt_(std::move(prompt)) {}
  struct Known {
    std::shared_ptr<const lm::ChordModel> q;
    sample::Calibration calibration;
    std::string notice;
  };
  [[nodiscard]] Result<Known> known(const llm::ProviderSettings& provider, PriorSet prior) const;

  std::filesystem::path home_;
  llm::Settings settings_;
  std::filesystem::path state_;
  llm::Prompt proposePrompt_;
  llm::ClientParts parts_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const llm::Client>> clients_;
  std::map<std::pair<std::string, PriorSet>, Known> known_;
  std::map<std::string, double> restUntil_;  ///< Steady seconds.
};

/// Reads the configuration of this user and opens it; null where no provider is configured. @param configPath  Empty:
/// the usual place (llm::settingsPath). Errors: llm::loadSettings'; LanguageModels::open's.
[[nodiscard]] Result<std::shared_ptr<LanguageModels>> openLanguageModels(const std::filesystem::path& home,
                                                                         const std::string& configPath,
                                                                         const Clock& clock);

/// The same for what needs one that proposes. Errors: NotFound, too (none is configured to).
[[nodiscard]] Result<std::shared_ptr<LanguageModels>> openProposingModels(const std::filesystem::path& home,
                                                                          const std::string& configPath,
                                                                          const Clock& clock);

/// log r of language models in general against a prior: what is used before a model was calibrated.
[[nodiscard]] std::filesystem::path generalCalibrationPath(const std::filesystem::path& home, PriorSet prior);
/// Errors: Unavailable (missing or damaged).
[[nodiscard]] Result<sample::Calibration> openGeneralCalibration(const std::filesystem::path& home, PriorSet prior);

}  // namespace amuse::app
