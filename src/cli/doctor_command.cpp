#include <fmt/format.h>

#include <functional>
#include <memory>

#include "app/render.h"
#include "app/suggest.h"
#include "base/clock.h"
#include "base/files.h"
#include "base/version.h"
#include "cli/internal/commands.h"
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

Result<int> runDoctor(const Streams& streams) {
  streams.out << "amuse " << version() << '\n';
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
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
  return status;
}

}  // namespace

void addDoctor(CLI::App& app, Runner& runner) {
  auto* command = app.add_subcommand("doctor", "Checks that everything Amuse needs is here and works");
  command->callback([&runner] { runner.action = [&runner] { return runDoctor(runner.streams); }; });
}

}  // namespace amuse::cli
