#include <memory>
#include <random>

#include <fmt/format.h>

#include "app/language_models.h"
#include "app/recording_question.h"
#include "app/render.h"
#include "app/sending.h"
#include "app/suggest_llm.h"
#include "app/senses.h"
#include "app/suggest.h"
#include "app/transcribe.h"
#include "base/files.h"
#include "cli/internal/commands.h"
#include "cli/internal/inspire_options.h"
#include "cli/internal/parse_error.h"
#include "cli/internal/play_options.h"
#include "cli/internal/suggest_text.h"
#include "song/song_json.h"
#include "wire/suggest_json.h"

namespace amuse::cli {
namespace {

/// The options as typed; texts become values in run().
struct SuggestOptions {
  InspireOptions inspire;
  std::string key, prior = "open", midi, wav, song, fromRecording, span;
  app::SuggestInput input;
  PlayTyped play;
  int bars = 4;
  std::int64_t seed = -1;
  bool json = false;
};

std::uint32_t freshSeed() { return static_cast<std::uint32_t>(std::random_device{}()); }

/// "take.mid" for the first suggestion, "take-2.mid" for the second.
std::filesystem::path numbered(const std::string& path, std::size_t index) {
  if (index == 0) return path;
  const std::filesystem::path base(path);
  return base.parent_path() / fmt::format("{}-{}{}", base.stem().string(), index + 1, base.extension().string());
}

Result<void> writeFiles(const std::filesystem::path& home, const app::SuggestAnswer& answer,
                        const SuggestOptions& options) {
  if (options.midi.empty() && options.wav.empty() && options.song.empty()) return {};
  auto player = app::Player::open(home);
  if (!player) return tl::unexpected(player.error());
  if (auto known = player->check(wishesOf(options.play)); !known) return known;
  app::PlayOptions how{answer.brief, wishesOf(options.play), answer.seed};
  const bool closes = answer.plan.ending == propose::Ending::Close;
  how.ending = endingOf(options.play, closes ? perform::Ending::Final : perform::Ending::Loop);
  for (std::size_t i = 0; i < answer.suggestions.size(); ++i) {
    const auto song = player->dressed(app::toSong(answer, i, options.input.text), how);
    if (!options.song.empty()) {
      auto written = writeFile(numbered(options.song, i), song::toJson(song, 2) + "\n");
      if (!written) return written;
    }
    if (!options.midi.empty()) {
      auto written =
          player->midi(song, how).and_then([&](const auto& b) { return writeFile(numbered(options.midi, i), b); });
      if (!written) return written;
    }
    if (!options.wav.empty()) {
      auto written = player->sound(song, how, media::AudioFormat::Wav).and_then([&](const auto& b) {
        return writeFile(numbered(options.wav, i), b);
      });
      if (!written) return written;
    }
  }
  return {};
}

/// What the reader would be given, then the proposer: its question is made of what we read ourselves.
Result<int> showSending(const app::Engine& engine, app::Senses& senses, app::InspireInput inspiration,
                        SuggestOptions& options, const Streams& streams) {
  auto sending = app::previewReading(engine.reader(), senses, inspiration);
  if (!sending) return tl::unexpected(sending.error());
  inspiration.languageModels = nullptr;
  if (!isEmpty(inspiration)) {
    auto brief = app::readInspirations(engine.reader(), senses, inspiration);
    if (!brief) return tl::unexpected(brief.error());
    options.input.brief = std::move(*brief);
  }
  const auto asked = app::previewSuggesting(engine, options.input);
  if (!asked) return tl::unexpected(asked.error());
  sending->items.insert(sending->items.end(), asked->begin(), asked->end());
  if (options.json)
    printLine(streams, wire::sendingJson(*sending));
  else
    streams.out << sendingText(*sending);
  return 0;
}

/// A language model's cards are printed as they are accepted.
void showOneByOne(app::SuggestInput& input, const Streams& streams) {
  const auto plan = std::make_shared<app::Plan>();
  input.begin = [plan, &streams](const app::SuggestAnswer& begun) {
    *plan = begun.plan;
    streams.out << openingText(begun.brief, begun.plan, begun.seed) << std::flush;
  };
  input.show = [plan, &streams](const app::Suggestion& suggestion, std::size_t index) {
    streams.out << cardText(index + 1, *plan, suggestion, true) << std::flush;
  };
}

/// With --from-recording the first sound's chords become part of the question.
Result<void> hearRecording(SuggestOptions& options, const app::InspireInput& inspiration, app::Senses& senses) {
  if (options.fromRecording.empty() && !options.span.empty())
    return fail(ErrorCode::InvalidArgument, "--span: names a stretch of --from-recording's recording; give that, too");
  if (options.fromRecording.empty()) return {};
  const auto use = app::parseRecordingUse(options.fromRecording);
  if (!use) return inOption("--from-recording", use.error());
  if (inspiration.sounds.empty())
    return fail(ErrorCode::InvalidArgument, "--from-recording: name the recording with --audio F");
  const auto& sound = inspiration.sounds.front();
  app::TranscribeInput input{sound.name, sound.bytes, {}, {}};
  const auto span = spanOf(options.span);
  if (!span) return tl::unexpected(span.error());
  input.span = *span;
  const auto heard = app::transcribeFile(senses, input);
  if (!heard) return inOption("--from-recording", heard.error());
  if (auto put = app::askAbout(options.input, *heard, *use); !put) return inOption("--from-recording", put.error());
  return {};
}

Result<int> runSuggest(SuggestOptions& options, const Streams& streams) {
  const bool plays = !options.midi.empty() || !options.wav.empty() || !options.song.empty();
  if (!plays && (wishesOf(options.play).any() || options.play.finish != "auto"))
    return fail(ErrorCode::InvalidArgument, "how it is played shows in files only; add --midi F, --wav F or --song F");
  auto inspiration = inspireInput(options.inspire, streams);
  if (!inspiration) return tl::unexpected(inspiration.error());
  options.input.text = inspiration->text;
  if (!options.key.empty()) options.input.key = options.key;
  options.input.seed = options.seed < 0 ? freshSeed() : static_cast<std::uint32_t>(options.seed);

  const auto prior = app::parsePriorSet(options.prior);
  if (!prior) return tl::unexpected(prior.error());
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  auto engine = app::Engine::open(*home, *prior);
  if (!engine) return tl::unexpected(engine.error());
  static const SystemClock clock;
  if (options.input.proposer != "builtin") {
    auto models = app::openLanguageModels(*home, options.inspire.config, clock);
    if (!models) return tl::unexpected(models.error());
    inspiration->languageModels = *models;
    engine->useLanguageModels(*std::move(models));
  }
  app::Senses senses(*home);
  if (auto heard = hearRecording(options, *inspiration, senses); !heard) return tl::unexpected(heard.error());
  if (options.inspire.showSending) return showSending(*engine, senses, *std::move(inspiration), options, streams);
  if (!isEmpty(*inspiration)) {
    auto brief = app::readInspirations(engine->reader(), senses, *inspiration);
    if (!brief) return tl::unexpected(brief.error());
    options.input.brief = std::move(*brief);
  }
  const bool oneByOne = !options.json && app::isLlmAsked(*engine, options.input);
  if (oneByOne) showOneByOne(options.input, streams);
  const auto answer = app::suggest(*engine, options.input, SystemClock{});
  if (!answer) return tl::unexpected(answer.error());

  if (const auto written = writeFiles(*home, *answer, options); !written) return tl::unexpected(written.error());
  if (options.json)
    printLine(streams, wire::toJson(*answer));
  else
    streams.out << (oneByOne ? closingText(*answer) : suggestionsText(*answer));
  return 0;
}

}  // namespace

void addSuggest(CLI::App& app, Runner& runner) {
  auto options = std::make_shared<SuggestOptions>();
  auto* command = app.add_subcommand("suggest", "Chord progressions for words, sounds, keywords or chords you have");
  command->footer(
      "Try:\n"
      "  amuse suggest \"rain on the window\" --key Eb --bars 8 --rhythm auto\n"
      "  amuse suggest \"rain on the window\" --keywords jazz --surprise 0.8 --seed 7 --midi rain.mid\n"
      "  amuse suggest --audio rain.ogg --without soft --keywords hopeful:0.8\n"
      "  amuse suggest --audio demo.m4a --from-recording continue --bars 8\n"
      "  amuse suggest --context \"C G | Am _\"             # fill the gap\n"
      "  amuse suggest --context \"C G | Am F\" --bars 4    # go on from there\n"
      "  amuse suggest - < lyric.txt --json | jq '.suggestions[].chords'");
  auto& o = *options;
  addInspireOptions(*command, o.inspire);
  command->add_option("--key", o.key,
                      "Tonic, and a mode if you like: C, F#, Bbm [the context's key, a recording's, or C]");
  command->add_option("--mode", o.input.mode, "auto, Maj Min Dor Phr Lyd Mix Loc Hmin Phdm")->capture_default_str();
  auto* bars = command->add_option("--bars", o.bars, "Bars to suggest, 1 to 32")
                   ->capture_default_str()
                   ->check(wholeNumber(1, app::kMaxBars));
  command->add_option("--meter", o.input.meter, "Metre: 4/4, 3/4, 6/8, 7/8 ...; auto: 3/4 for a waltz, else 4/4")
      ->capture_default_str();
  command->add_option("--rhythm", o.input.rhythm, "bar: one chord a bar; auto: chords share and hold bars")
      ->capture_default_str();
  command->add_option("--ending", o.input.ending, "loop, close (comes to rest), open (stays in the air), auto")
      ->capture_default_str();
  command->add_option("--count", o.input.count, "Suggestions, 1 to 100")
      ->capture_default_str()
      ->check(wholeNumber(1, sample::kMaxCount));
  command->add_option("--context", o.input.context,
                      "Chords around it: | separates bars, _ is filled, . holds, % repeats a bar");
  command->add_option("--from-recording", o.fromRecording,
                      "What to make of the chords in --audio: continue, answer, reharmonise or style");
  command->add_option("--span", o.span, "Of that recording only this stretch: 1:30-2:45, 90-165, 1:02:00-");
  command->add_option("--surprise", o.input.surprise, "0 what songs do most .. 1 the proposer unfiltered")
      ->capture_default_str()
      ->check(number(0, 1));
  command->add_option("--seed", o.seed, "0 to 4294967295; the same seed gives the same answer [random]")
      ->check(wholeNumber(0, 4294967295));
  command
      ->add_option("--proposer", o.input.proposer,
                   "auto (a language model where one is configured), builtin, llm, or a provider's name")
      ->capture_default_str();
  command
      ->add_option("--wait", o.input.waitSeconds,
                   "Seconds a language model is waited for before the built-in proposer answers")
      ->check(number(0, app::kLongestWaitSeconds));
  command->add_option("--prior", o.prior, "open, or research (non-commercial weights, CC BY-NC-SA 3.0)")
      ->capture_default_str();
  command->add_option("--song", o.song, "Writes songs (JSON) for 'amuse export': F, F-2, F-3 ...");
  command->add_option("--midi", o.midi, "Writes MIDI files: F, F-2, F-3 ...");
  command->add_option("--wav", o.wav, "Writes sound files: F, F-2, F-3 ...");
  command->add_flag("--json", o.json, "One JSON object on standard output");
  addPlayOptions(*command, o.play, "final with --ending close");
  command->callback([options, bars, &runner] {
    if (bars->count() > 0) options->input.bars = options->bars;
    runner.action = [options, &runner] { return runSuggest(*options, runner.streams); };
  });
}

}  // namespace amuse::cli
