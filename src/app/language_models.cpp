#include "app/language_models.h"

#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "app/calibrate_samples.h"
#include "base/files.h"
#include "base/text.h"
#include "inspire/model_reading.h"
#include "llm/recorded_transport.h"
#include "propose/llm_proposer.h"

namespace amuse::app {
namespace {

constexpr std::size_t kMostTableBytes = 1u << 20;

Result<std::shared_ptr<const llm::Transport>> transportFor(const llm::Settings& settings) {
  if (!settings.replay.empty()) {
    auto replay = llm::openReplayTransport(settings.replay);
    if (!replay) return tl::unexpected(replay.error());
    return std::shared_ptr<const llm::Transport>(*std::move(replay));
  }
  std::shared_ptr<const llm::Transport> transport = llm::makeCurlTransport();
  if (!settings.record.empty()) transport = llm::makeRecordingTransport(transport, settings.record);
  return transport;
}

Result<sample::Calibration> openTable(const std::filesystem::path& path) {
  const auto table = readFile(path, kMostTableBytes);
  if (!table) return tl::unexpected(table.error());
  auto calibration = sample::Calibration::parse(*table);
  if (!calibration)
    return fail(ErrorCode::Unavailable, fmt::format("{}: {}", path.string(), calibration.error().message));
  return calibration;
}

/// What no longer is as it was when the model was calibrated; empty when nothing is.
std::string changeSince(const CalibrationFacts& facts, const llm::ProviderSettings& provider,
                        const std::string& prompt) {
  if (facts.family != llm::toText(provider.family)) return "its family";
  if (facts.model != provider.model) return "its model (calibrated for " + facts.model + ")";
  return facts.prompt == prompt ? "" : "our prompt";
}

constexpr std::string_view kGeneralQ = "language models in general are taken for its measure";

}  // namespace

std::string toText(const CalibrationFacts& facts) {
  return fmt::format("name\tvalue\nfamily\t{}\nmodel\t{}\nprompt\t{}\ndate\t{}\nsamples\t{}\n", facts.family,
                     facts.model, facts.prompt, facts.date, facts.samples);
}

Result<CalibrationFacts> parseCalibrationFacts(std::string_view table) {
  if (table.size() > kMaxFactsBytes) return fail(ErrorCode::TooLarge, "the calibration's facts are too long");
  std::map<std::string, std::string, std::less<>> values;
  for (const auto& row : tableRows(table)) {
    if (row.size() != 2) return fail(ErrorCode::Parse, "a calibration's facts are rows of a name and a value");
    values[std::string(row[0])] = row[1];
  }
  CalibrationFacts facts{values["family"], values["model"], values["prompt"], values["date"], 0};
  const std::string& samples = values["samples"];
  const auto [end, error] = std::from_chars(samples.data(), samples.data() + samples.size(), facts.samples);
  if (error != std::errc() || end != samples.data() + samples.size() || facts.samples < 0 || facts.model.empty())
    return fail(ErrorCode::Parse, "a calibration's facts name a model and a number of samples");
  return facts;
}

std::filesystem::path generalCalibrationPath(const std::filesystem::path& home, PriorSet prior) {
  return home / "models" / fmt::format("calibration-llm-{}.tsv", toText(prior));
}

Result<sample::Calibration> openGeneralCalibration(const std::filesystem::path& home, PriorSet prior) {
  return openTable(generalCalibrationPath(home, prior));
}

Result<std::shared_ptr<LanguageModels>> LanguageModels::open(std::filesystem::path home, llm::Settings settings,
                                                             std::filesystem::path state, const Clock& clock) {
  auto prompt = llm::Prompt::open(propose::proposePromptPath(home));
  if (!prompt) return tl::unexpected(prompt.error());
  auto transport = transportFor(settings);
  if (!transport) return tl::unexpected(transport.error());
  std::shared_ptr<LanguageModels> models(
      new LanguageModels(std::move(home), std::move(settings), std::move(state), *std::move(prompt)));
  models->parts_ = {*std::move(transport), std::make_shared<llm::Ledger>(models->state_ / "spent.tsv", clock),
                    std::make_shared<llm::SentLog>(models->state_ / "sent.jsonl"), &clock};
  return models;
}

Result<std::shared_ptr<const llm::Client>> LanguageModels::client(const std::string& provider) {
  const std::lock_guard lock(mutex_);
  if (const auto found = clients_.find(provider); found != clients_.end()) return found->second;
  const auto* settings = settings_.find(provider);
  if (settings == nullptr) return fail(ErrorCode::NotFound, fmt::format("there is no provider '{}'", provider));
  auto key = llm::readKey(*settings);
  if (!key) return tl::unexpected(key.error());
  auto client = std::make_shared<const llm::Client>(*settings, *std::move(key), parts_);
  clients_.emplace(provider, client);
  return client;
}

Result<LlmVoice> LanguageModels::voice(const std::string& name, PriorSet prior) {
  {
    const std::lock_guard lock(mutex_);
    const auto rest = restUntil_.find(name);
    if (rest != restUntil_.end() && parts_.clock->steadySeconds() < rest->second)
      return fail(ErrorCode::Unavailable, fmt::format("{} failed just now and is left alone for a moment", name));
  }
  auto client = this->client(name);
  if (!client) return tl::unexpected(client.error());
  const std::lock_guard lock(mutex_);
  auto found = known_.find({name, prior});
  if (found == known_.end()) {
    auto fresh = known((*client)->provider(), prior);
    if (!fresh) return tl::unexpected(fresh.error());
    found = known_.emplace(std::pair(name, prior), *std::move(fresh)).first;
  }
  return LlmVoice{*client, proposePrompt_, found->second.q, found->second.calibration, found->second.notice};
}

Result<LanguageModels::Known> LanguageModels::known(const llm::ProviderSettings& provider, PriorSet prior) const {
  const auto folder = calibrationFolder(provider.name);
  const std::string command = (provider.name == settings_.proposer ? "" : "AMUSE_LLM_PROPOSER=" + provider.name + " ") +
                              "amuse calibrate --proposer llm";
  std::string notice = fmt::format("{} is not calibrated yet ({}): {}.", provider.model, command, kGeneralQ);
  std::error_code ignored;
  if (std::filesystem::exists(folder / "about.tsv", ignored)) {
    const auto text = readFile(folder / "about.tsv", kMaxFactsBytes);
    const auto facts = text ? parseCalibrationFacts(*text) : Result<CalibrationFacts>(tl::unexpected(text.error()));
    const std::string change =
        facts ? changeSince(*facts, provider, proposePrompt_.version()) : "its calibration's file";
    if (change.empty()) {
      auto q = openSampledModel(home_, folder);
      if (!q) return tl::unexpected(q.error());
      auto calibration = openTable(folder / fmt::format("calibration-{}.tsv", toText(prior)));
      if (!calibration) return tl::unexpected(calibration.error());
      return Known{*std::move(q), *calibration, {}};
    }
    notice = fmt::format("{} has changed since the calibration: {}; please calibrate again ({}). Until then {}.",
                         provider.name, change, command, kGeneralQ);
  }
  auto q = openGeneralModel(home_);
  if (!q) return tl::unexpected(q.error());
  auto calibration = openGeneralCalibration(home_, prior);
  if (!calibration) return tl::unexpected(calibration.error());
  return Known{*std::move(q), *calibration, std::move(notice)};
}

Result<llm::ChatRequest> LanguageModels::requestFor(const ReaderQuestion& question) const {
  const auto prompt = llm::Prompt::open(inspire::readingPromptPath(home_));
  if (!prompt) return tl::unexpected(prompt.error());
  return inspire::makeReadingRequest(*prompt, question.text, question.seen, question.files,
                                     question.client->provider().can.schema);
}

Result<brief::Brief> LanguageModels::read(const inspire::TextReader& reader, const ReaderQuestion& question) const {
  const auto request = requestFor(question);
  if (!request) return tl::unexpected(request.error());
  const auto reply = question.client->askWhole(*request);
  if (!reply) return tl::unexpected(reply.error());
  return inspire::parseReading(reader, *reply, question.text);
}

void LanguageModels::noteFailure(const std::string& provider, ErrorCode code) {
  if (code != ErrorCode::Timeout && code != ErrorCode::Unavailable) return;
  const std::lock_guard lock(mutex_);
  const auto client = clients_.find(provider);
  const auto asked = client == clients_.end() ? std::nullopt : client->second->restSeconds();
  restUntil_[provider] = parts_.clock->steadySeconds() + asked.value_or(kRestSeconds);
}

std::filesystem::path LanguageModels::calibrationFolder(const std::string& provider) const {
  return state_ / "calibrations" / provider;
}

Result<std::shared_ptr<LanguageModels>> openLanguageModels(const std::filesystem::path& home,
                                                           const std::string& configPath, const Clock& clock) {
  const auto environment = llm::systemEnvironment();
  auto settings = llm::loadSettings(
      configPath.empty() ? llm::settingsPath(environment) : std::filesystem::path(configPath), environment);
  if (!settings) return tl::unexpected(settings.error());
  if (settings->providers.empty()) return std::shared_ptr<LanguageModels>();
  return LanguageModels::open(home, *std::move(settings), llm::stateFolder(environment), clock);
}

Result<std::shared_ptr<LanguageModels>> openProposingModels(const std::filesystem::path& home,
                                                            const std::string& configPath, const Clock& clock) {
  auto models = openLanguageModels(home, configPath, clock);
  if (models && (!*models || !(*models)->hasProposer()))
    return fail(ErrorCode::NotFound, "no language model is configured to propose; docs/providers.md says how");
  return models;
}

}  // namespace amuse::app
