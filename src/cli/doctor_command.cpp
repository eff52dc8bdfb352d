#include <fmt/format.h>

#include <functional>
#include <memory>

#include "app/language_models.h"
#include "app/render.h"
#include "app/suggest.h"
#include "base/clock.h"
#include "base/files.h"
#include "base/version.h"
#include "cli/internal/commands.h"
#include "llm/probe.h"
#include "media/media_client.h"
#include "song/song_builder.h"

namespace amuse::cli {
namespace {

/// One thing that must work: what it is called, and what it answers when it does.
struct Check {
  std::string name;
  bool required;  ///< Without it suggesting fails; otherwise only sound does.
  std::function<Result<std::string>()> run;
};

Result<std::string> checkSuggest(const std::filesystem::path& home, app::PriorSet prior) {
  const auto engine = app::Engine::open(home, prior);
  if (!engine) return tl::unexpected(engine.error());
  app::SuggestInput input;
  input.text = "a quiet morning";
  input.seed = 1;
  const auto answer = app::suggest(*engine, input, SystemClock{});
  if (!answer) return tl::unexpected(answer.error());
  return fmt::format("{} suggestions with {}", answer->suggestions.size(), answer->models.prior);
}

Result<std::string> checkGrooves(const std::filesystem::path& home) {
  const auto book = perform::loadGrooveBook(home);
  if (!book) return tl::unexpected(book.error());
  return fmt::format("{} grooves", book->grooves.size());
}

Result<std::string> checkSound(const std::filesystem::path& home) {
  auto player = app::Player::open(home);
  if (!player) return tl::unexpected(player.error());
  const std::vector<song::ChordSpan> chord{{*theory::parseChordSymbol("C"), 4 * song::kTicksPerQuarter}};
  const auto sound = player->sound(song::makeSong("check", {}, {}, 120, chord), {}, media::AudioFormat::Wav);
  if (!sound) return tl::unexpected(sound.error());
  return fmt::format("one bar rendered, {} bytes", sound->size());
}

std::vector<Check> checksFor(const std::filesystem::path& home) {
  return {{"prior 'open', proposer and words", true, [home] { return checkSuggest(home, app::PriorSet::Open); }},
          {"prior 'research'", false, [home] { return checkSuggest(home, app::PriorSet::Research); }},
          {"grooves", true, [home] { return checkGrooves(home); }},
          {"sound (amuse-media, soundfont)", false, [home] { return checkSound(home); }}};
}

struct DoctorOptions {
  std::string config, provider;
  bool detect = false, sent = false;
};

/// The configured language models; only the one that is named is asked. False when it does not do what it should.
Result<bool> printProviders(app::LanguageModels* models, const DoctorOptions& options, const Streams& streams) {
  if (models == nullptr) {
    if (!options.provider.empty())
      return fail(ErrorCode::NotFound, "no language model is configured; see docs/providers.md");
    streams.out << fmt::format("{:<4} {:<33} {}\n", "-", "language models", "none configured; none is needed");
    return true;
  }
  bool works = true;
  for (const auto& provider : models->settings().providers) {
    const auto spent = models->ledger().today(provider.name);
    std::string roles = provider.name == models->settings().proposer ? ", proposes chords" : "";
    if (provider.name == models->settings().reader) roles += ", reads inspirations";
    streams.out << fmt::format("{:<4} {:<33} {} at {}{}; {} tokens today\n", "-", "provider " + provider.name,
                               provider.model, llm::hostOf(provider.url), roles, spent ? spent->tokens : 0);
    if (options.provider != provider.name) continue;
    const auto client = models->client(provider.name);
    if (!client) return tl::unexpected(client.error());
    for (const auto& row : llm::probe(**client)) {
      const char* mark = row.works ? "ok" : row.isNote ? "note" : "BAD";
      streams.out << fmt::format("{:<4} {:<33} {}\n", mark, "  " + row.what, row.says);
      works = works && (row.works || row.isNote);
    }
  }
  if (!options.provider.empty() && models->settings().find(options.provider) == nullptr)
    return fail(ErrorCode::NotFound, fmt::format("there is no provider '{}'", options.provider));
  return works;
}

void printLocalServers(const Streams& streams) {
  static const SystemClock clock;
  const auto found = llm::findLocalServers(llm::makeCurlTransport(), clock);
  if (found.empty()) streams.out << "no server of language models answers on this machine's usual ports\n";
  for (const auto& server : found)
    streams.out << fmt::format("\n{} answers at {} with {} models. To use it, put this into amuse.toml:\n\n{}",
                               server.name, server.url, server.models.size(), llm::settingsFor(server));
}

Result<int> printSent(const app::LanguageModels* models, const Streams& streams) {
  constexpr std::size_t kMostListed = 50;
  if (models == nullptr) return streams.out << "nothing: no language model is configured\n", 0;
  const auto items = models->sent().newest(kMostListed);
  if (!items) return tl::unexpected(items.error());
  for (const auto& item : *items) streams.out << llm::toJson(item) << '\n';
  return 0;
}

Result<int> runDoctor(const DoctorOptions& options, const Streams& streams) {
  static const SystemClock clock;
  if (options.detect) return printLocalServers(streams), 0;

  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  const auto models = app::openLanguageModels(*home, options.config, clock);
  if (!models) return tl::unexpected(models.error());
  if (options.sent) return printSent(models->get(), streams);
  streams.out << "amuse " << version() << '\n';
  streams.out << "files in " << home->string() << '\n';
  int status = 0;
  for (const auto& check : checksFor(*home)) {
    const auto answer = check.run();
    streams.out << fmt::format("{:<4} {:<33} {}\n",
                               answer           ? "ok"
                               : check.required ? "BAD"
                                                : "no",
                               check.name, answer ? *answer : answer.error().message);
    if (!answer && check.required) status = 3;
  }
  const auto works = printProviders(models->get(), options, streams);
  if (!works) return tl::unexpected(works.error());
  return *works ? status : 3;
}

}  // namespace

void addDoctor(CLI::App& app, Runner& runner) {
  auto* command = app.add_subcommand("doctor", "Checks that everything Amuse needs is here and works");
  auto options = std::make_shared<DoctorOptions>();
  command->footer(
      "Try:\n"
      "  amuse doctor --detect             # is there an Ollama or llama.cpp on this machine?\n"
      "  amuse doctor --provider home      # what does this language model do? Costs some hundred tokens\n"
      "  amuse doctor --sent               # what was sent to language models, newest last");
  command->add_option("--provider", options->provider, "Tries a configured language model");
  command->add_option("--config", options->config, "The configuration of language models [~/.config/amuse/amuse.toml]");
  command->add_flag("--detect", options->detect, "Looks for servers of language models on this machine");
  command->add_flag("--sent", options->sent, "Lists what was sent, a JSON object a line");
  command->callback(
      [options, &runner] { runner.action = [options, &runner] { return runDoctor(*options, runner.streams); }; });
}

}  // namespace amuse::cli
