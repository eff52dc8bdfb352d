#include <fmt/format.h>

#include <functional>
#include <memory>
#include <random>

#include "app/contrast.h"
#include "app/in_song.h"
#include "app/reharmonise.h"
#include "app/song_inspirations.h"
#include "base/files.h"
#include "cli/internal/commands.h"
#include "cli/internal/inspire_options.h"
#include "cli/internal/parse_error.h"
#include "cli/internal/store_options.h"
#include "cli/internal/suggest_text.h"
#include "cli/internal/whole_files.h"
#include "song/song_json.h"
#include "song/timeline.h"
#include "song/validate.h"
#include "wire/suggest_json.h"

namespace amuse::cli {
namespace {

/// What the commands that take a song take; each uses its part.
struct InSongOptions {
  std::string file, part, rhythm = "keep", prior = "open", output, name;
  InspireOptions inspire;
  app::InSongQuestion question;
  int bars = 0;
  std::int64_t seed = -1;
  std::size_t take = 0;
  bool alone = false, remember = false, json = false;
};

/// What a use case answers, in all the shapes it is shown in.
struct Shown {
  app::InSongAnswer answer;
  std::string json;
};

/// Below the options of each of these commands.
constexpr const char* kWhoProposes =
    "The chords are the built-in proposer's, also where a language model is configured.";

using UseCase = std::function<Result<Shown>(const app::Engine&, const song::Song&, InSongOptions&)>;

Result<Shown> shown(Result<app::InSongAnswer> answer) {
  if (!answer) return tl::unexpected(answer.error());
  std::string json = wire::toJson(*answer);
  return Shown{*std::move(answer), std::move(json)};
}

Result<song::Song> readSong(const std::string& path, const Streams& streams) {
  Result<std::string> json = std::string();
  if (path == "-") {
    json = std::string{std::istreambuf_iterator<char>(streams.in), {}};
  } else {
    json = readFile(path, song::kMaxSongBytes);
  }
  if (!json) return tl::unexpected(json.error());
  return song::parseSong(*json);
}

/// Part, inspirations and seed, filled into the question.
Result<void> prepare(const app::Engine& engine, const std::filesystem::path& home, const song::Song& song,
                     InSongOptions& o, const Streams& streams) {
  const auto now = inspireInput(o.inspire, streams);
  if (!now) return tl::unexpected(now.error());
  song::Song heard = song;
  if (o.alone) heard.inspirations.clear(), heard.keywords = {};
  if (song.parts.empty()) return fail(ErrorCode::InvalidArgument, "the song has no parts; amuse suggest begins one");
  const auto part = o.part.empty() ? Result<const song::Part*>(&song.parts.front()) : app::findPartNamed(song, o.part);
  if (!part) return tl::unexpected(part.error());
  auto brief = app::readSongInspirations(engine.reader(), home, heard, (*part)->id, *now, loaderFor(o.file));
  if (!brief) return tl::unexpected(brief.error());
  const auto rhythm = app::parsePlaceRhythm(o.rhythm);
  if (!rhythm) return inOption("--rhythm", rhythm.error());
  o.question.rhythm = *rhythm;
  o.question.place.partId = (*part)->id;
  o.question.place.bars = o.bars;
  o.question.brief = *std::move(brief);
  o.question.inspiration = o.inspire.text;
  o.question.seed =
      o.seed < 0 ? static_cast<std::uint32_t>(std::random_device{}()) : static_cast<std::uint32_t>(o.seed);
  return {};
}

/// The song with the idea that was taken put in, and what was shown remembered.
Result<void> writeSong(const InSongOptions& o, song::Song song, const app::InSongAnswer& answer,
                       const Streams& streams) {
  if (o.output.empty()) return {};
  if (o.take > answer.ideas.size())
    return fail(ErrorCode::InvalidArgument,
                fmt::format("--take is {}; there are {} ideas", o.take, answer.ideas.size()));
  std::vector<song::Edit> edits;
  if (o.take > 0) edits = answer.ideas[o.take - 1].edits;
  if (o.remember)
    for (std::size_t i = 0; i < answer.ideas.size(); ++i) {
      const auto verdict = i + 1 == o.take ? song::Verdict::Kept : song::Verdict::Shown;
      edits.push_back(
          {song::AddSuggestion{app::toKept(answer.answer, i, verdict, o.question.inspiration), std::nullopt}});
    }
  if (const auto applied = song::applyAll(song, edits); !applied) return tl::unexpected(applied.error());
  const std::string json = song::toJson(song, 2) + "\n";
  if (o.output != "-") return writeFile(o.output, json);
  streams.out << json;
  return {};
}

std::string ideasText(const app::InSongAnswer& answer) {
  std::string text = suggestionsText(answer.answer);
  for (std::size_t i = 0; i < answer.ideas.size(); ++i)
    for (const auto& line : answer.ideas[i].says) text += fmt::format("  {}: {}\n", i + 1, line);
  return text;
}

Result<int> runInSong(const UseCase& useCase, InSongOptions& o, const Streams& streams) {
  if (o.output.empty() && (o.take > 0 || o.remember))
    return fail(ErrorCode::InvalidArgument, "--take and --remember change a song; say where it goes with -o FILE");
  const auto song = readSong(o.file, streams);
  if (!song) return tl::unexpected(song.error());
  const auto prior = app::parsePriorSet(o.prior);
  if (!prior) return inOption("--prior", prior.error());
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  const auto engine = app::Engine::open(*home, *prior);
  if (!engine) return tl::unexpected(engine.error());
  if (const auto ready = prepare(*engine, *home, *song, o, streams); !ready) return tl::unexpected(ready.error());
  const auto made = useCase(*engine, *song, o);
  if (!made) return tl::unexpected(made.error());
  if (const auto written = writeSong(o, *song, made->answer, streams); !written) return tl::unexpected(written.error());
  if (o.output == "-") return 0;
  if (o.json) {
    printLine(streams, made->json);
  } else {
    streams.out << ideasText(made->answer);
  }
  return 0;
}

/// Adds one command with the options they all have.
CLI::App* addInSong(CLI::App& app, Runner& runner, const std::string& name, const std::string& about,
                    const std::shared_ptr<InSongOptions>& options, UseCase useCase) {
  auto& o = *options;
  auto* command = app.add_subcommand(name, about);
  command->footer(kWhoProposes);
  command->add_option("song", o.file, "A song (JSON); - reads standard input")->required();
  command->add_option("--part", o.part, "The part's name or id [the first]");
  command->add_option("--ending", o.question.ending, "loop, close, open, auto")->capture_default_str();
  command->add_option("--count", o.question.count, "Ideas, 1 to 100")
      ->capture_default_str()
      ->check(wholeNumber(1, sample::kMaxCount));
  command->add_option("--surprise", o.question.surprise, "0 what songs do most .. 1 the proposer unfiltered")
      ->capture_default_str()
      ->check(number(0, 1));
  command->add_option("--seed", o.seed, "0 to 4294967295; the same seed gives the same answer [random]")
      ->check(wholeNumber(0, 4294967295));
  command->add_option("--prior", o.prior, "open, or research (non-commercial weights)")->capture_default_str();
  command->add_option("--like", o.inspire.text, "Words it should sound like, with the song's own inspirations");
  command->add_option("--keywords", o.inspire.keywords, "Keywords besides: warm,jazz:0.5");
  command->add_flag("--alone", o.alone, "Without the song's own inspirations");
  command->add_option("--take", o.take, "Puts this idea in, from 1; the song goes to -o")->check(wholeNumber(1, 100));
  command->add_flag("--remember", o.remember, "Notes in the song what was shown: it never comes again");
  command->add_option("-o,--output", o.output, "The song to write (JSON); - is standard output");
  command->add_flag("--json", o.json, "One JSON object on standard output");
  command->callback([options, useCase = std::move(useCase), &runner] {
    runner.action = [options, useCase, &runner] { return runInSong(useCase, *options, runner.streams); };
  });
  return command;
}

void addPlace(CLI::App& command, InSongOptions& o) {
  command.add_option("--from", o.question.place.firstBar, "The first bar, counted in the part")
      ->capture_default_str()
      ->check(wholeNumber(1, song::kMaxBars));
  command.add_option("--bars", o.bars, "How many bars [to the part's end]")->check(wholeNumber(1, song::kMaxBars));
}

void addRhythm(CLI::App& command, InSongOptions& o) {
  command.add_option("--rhythm", o.rhythm, "keep: as the chords there; bar: one a bar; auto: as songs do")
      ->capture_default_str();
}

}  // namespace

void addInSongCommands(CLI::App& app, Runner& runner) {
  const auto fresh = [] { return std::make_shared<InSongOptions>(); };
  auto o = fresh();
  auto* more = addInSong(app, runner, "more", "Other chords for a place in a song, never those it was shown", o,
                         [](const app::Engine& engine, const song::Song& song, InSongOptions& asked) {
                           return shown(app::suggestInPlace(engine, song, asked.question, systemClock()));
                         });
  more->footer(
      std::string("Try:\n  amuse more song.json --part Verse --from 3 --bars 2 --take 1 --remember -o song.json\n") +
      kWhoProposes);
  addPlace(*more, *o), addRhythm(*more, *o);
  o = fresh();
  auto* vary = addInSong(app, runner, "vary", "A place in a song with some of its chords changed", o,
                         [](const app::Engine& engine, const song::Song& song, InSongOptions& asked) {
                           return shown(app::vary(engine, song, asked.question, systemClock()));
                         });
  o->question.change = 0.4;
  vary->add_option("--change", o->question.change, "Share of the chords that change")
      ->capture_default_str()
      ->check(number(0, 1));
  addPlace(*vary, *o);
  o = fresh();
  auto* go = addInSong(app, runner, "continue", "More bars behind a part's last one", o,
                       [](const app::Engine& engine, const song::Song& song, InSongOptions& asked) {
                         const int bars = asked.bars == 0 ? 4 : asked.bars;
                         return shown(app::continuePart(engine, song, asked.question, bars, systemClock()));
                       });
  go->add_option("--bars", o->bars, "How many bars, 1 to 32 [4]")->check(wholeNumber(1, app::kMaxBars));
  addRhythm(*go, *o);
  o = fresh();
  auto* fill = addInSong(app, runner, "fill", "Chords where a place in a song is silent", o,
                         [](const app::Engine& engine, const song::Song& song, InSongOptions& asked) {
                           return shown(app::fillGaps(engine, song, asked.question, systemClock()));
                         });
  addPlace(*fill, *o);
  o = fresh();
  auto* reharmonise = addInSong(app, runner, "reharmonise", "Other chords under a melody that stays", o,
                                [](const app::Engine& engine, const song::Song& song, InSongOptions& asked) {
                                  return shown(app::reharmonise(engine, song, asked.question, systemClock()));
                                });
  addPlace(*reharmonise, *o), addRhythm(*reharmonise, *o);
  o = fresh();
  auto* contrast = addInSong(
      app, runner, "contrast", "A new part that sets itself off from one that is there", o,
      [](const app::Engine& engine, const song::Song& song, InSongOptions& asked) -> Result<Shown> {
        auto made = app::contrastingPart(engine, song, {asked.question, asked.bars, asked.name}, systemClock());
        if (!made) return tl::unexpected(made.error());
        std::string json = wire::toJson(*made);
        return Shown{std::move(made->made), std::move(json)};
      });
  contrast->add_option("--bars", o->bars, "Bars of the new part, 1 to 32 [as many as the old]")
      ->check(wholeNumber(1, app::kMaxBars));
  contrast->add_option("--name", o->name, "Its name [Chorus after a verse, Bridge after a chorus, else B]");
}

}  // namespace amuse::cli
