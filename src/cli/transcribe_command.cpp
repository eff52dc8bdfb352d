#include <unistd.h>

#include <filesystem>
#include <functional>
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include "app/png_file.h"
#include "app/render.h"
#include "app/senses.h"
#include "app/transcribe.h"
#include "app/transcribed_song.h"
#include "app/transcription_picture.h"
#include "base/files.h"
#include "cli/internal/commands.h"
#include "cli/internal/whole_files.h"
#include "cli/internal/parse_error.h"
#include "media/protocol.h"
#include "notation/formats.h"
#include "song/song_json.h"
#include "wire/transcription_json.h"

namespace amuse::cli {
namespace {

/// The options as typed; texts become values in run().
struct TranscribeCommand {
  std::string audio, format, output = "-", transposeTo, simplify = "full", span, key, plot, song;
  int alternatives = 3, beatsPerBar = 0, downbeatShift = 0, tempoOctave = 0;
  bool json = false;
};

/// What is heard may be written as: formats that sound would be the recording again.
bool isOffered(const notation::Format& format) { return format.write || format.id == "midi"; }

std::string offeredList() {
  std::string list;
  for (const auto& format : notation::formats())
    if (isOffered(format)) list += fmt::format("{}{}", list.empty() ? "" : ", ", format.id);
  return list;
}

/// The format asked for, the one that the output's name ends like, else labels.
Result<const notation::Format*> chooseFormat(const TranscribeCommand& typed) {
  std::string id = typed.json ? "json" : typed.format;
  if (id.empty() && typed.output == "-") id = "lab";
  const auto* format = id.empty() ? notation::findFormatByName(typed.output) : notation::findFormat(id);
  if (format && isOffered(*format)) return format;
  return fail(ErrorCode::InvalidArgument,
              id.empty() ? fmt::format("--format is missing and '{}' names none; use {}", typed.output, offeredList())
                         : fmt::format("--format is '{}'; use {}", id, offeredList()));
}

Result<app::TranscribeInput> inputOf(const TranscribeCommand& typed, const Streams& streams) {
  app::TranscribeInput input;
  const auto span = spanOf(typed.span);
  if (!span) return tl::unexpected(span.error());
  input.span = *span;
  auto& options = input.options;
  options.alternatives = typed.alternatives;
  options.downbeatShift = typed.downbeatShift;
  options.tempoOctave = typed.tempoOctave;
  if (typed.beatsPerBar > 0) options.beatsPerBar = typed.beatsPerBar;
  if (!typed.key.empty()) {
    const auto key = theory::parseKey(typed.key);
    if (!key) return inOption("--key", key.error());
    options.key = theory::Key{key->tonic, key->mode};
  }
  std::error_code ignored;
  const bool isFile = typed.audio != "-";
  if (isFile && !std::filesystem::is_regular_file(typed.audio, ignored))
    return fail(ErrorCode::NotFound, "there is no file " + typed.audio);
  auto bytes = readInput(typed.audio, media::kMaxInputBytes, streams);
  if (!bytes) return tl::unexpected(bytes.error());
  input.name = isFile ? std::filesystem::path(typed.audio).filename().string() : "standard input";
  input.bytes = *std::move(bytes);
  return input;
}

Result<app::Adaptation> adaptationOf(const TranscribeCommand& typed) {
  app::Adaptation wishes;
  const auto detail = transcribe::parseChordDetail(typed.simplify);
  if (!detail) return inOption("--simplify", detail.error());
  wishes.detail = *detail;
  if (typed.transposeTo.empty()) return wishes;
  const auto key = theory::parseKey(typed.transposeTo);
  if (!key) return inOption("--transpose-to", key.error());
  wishes.transposeTo = *key;
  return wishes;
}

Result<std::string> midiOf(const std::filesystem::path& home, const song::Song& song) {
  auto player = app::Player::open(home);
  if (!player) return tl::unexpected(player.error());
  app::PlayOptions how;
  how.ending = perform::Ending::Final;
  return player->midi(song, how);
}

/// What the recording plays, in the format; remarks go to standard error.
Result<std::string> written(const std::filesystem::path& home, const notation::Format& format,
                            const transcribe::Transcription& heard, const song::Song& song, const Streams& streams) {
  if (format.id == "json") return wire::toJson(heard) + "\n";
  if (format.id == "lab") return notation::writeLabSpans(app::toLabSpans(heard));
  if (format.id == "midi") return midiOf(home, song);
  auto text = format.write(song);
  if (!text) return tl::unexpected(text.error());
  tellLosses(text->losses, streams);
  return std::move(text->value);
}

Result<void> writeBeside(const TranscribeCommand& typed, const transcribe::Transcription& heard,
                         const song::Song& song) {
  if (!typed.song.empty())
    if (auto done = writeFile(typed.song, song::toJson(song, 2) + "\n"); !done) return done;
  if (typed.plot.empty()) return {};
  const auto picture = app::toPng(app::drawTranscription(heard));
  if (!picture) return tl::unexpected(picture.error());
  return writeFile(typed.plot, *picture);
}

/// Where somebody watches: how far it is, on one line that goes again.
std::function<void(double)> progressOn(const Streams& streams) {
  if (&streams.err != &std::cerr || ::isatty(STDERR_FILENO) == 0) return {};
  return [&streams, shown = -1](double share) mutable {
    const int percent = static_cast<int>(100 * share);
    if (percent == shown) return;
    shown = percent;
    streams.err << (percent < 100 ? fmt::format("\rlistening {:3} %", percent) : "\r               \r") << std::flush;
  };
}

Result<int> runTranscribe(const TranscribeCommand& typed, const Streams& streams) {
  const auto format = chooseFormat(typed);
  if (!format) return tl::unexpected(format.error());
  const auto wishes = adaptationOf(typed);
  if (!wishes) return tl::unexpected(wishes.error());
  if (!typed.plot.empty() && !typed.plot.ends_with(".png"))
    return fail(ErrorCode::InvalidArgument, "--plot: the picture is a PNG file; name it out.png");
  const auto input = inputOf(typed, streams);
  if (!input) return tl::unexpected(input.error());
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  app::Senses senses(*home);
  const auto heard = app::transcribeFile(senses, *input, progressOn(streams)).and_then([&](auto&& whole) {
    return app::adapted(std::forward<decltype(whole)>(whole), *wishes);
  });
  if (!heard) return tl::unexpected(heard.error());
  const auto song = app::toSong(*heard, std::filesystem::path(input->name).stem().string(), input->name);
  const auto bytes = written(*home, **format, *heard, song, streams);
  if (!bytes) return tl::unexpected(bytes.error());
  if (auto done = writeOutput(typed.output, *bytes, streams); !done) return tl::unexpected(done.error());
  if (auto done = writeBeside(typed, *heard, song); !done) return tl::unexpected(done.error());
  return 0;
}

void addCorrections(CLI::App& command, TranscribeCommand& typed) {
  command.add_option("--key", typed.key, "The recording's key, where you know it: C, F#m, \"D dorian\" [heard]");
  command.add_option("--beats-per-bar", typed.beatsPerBar, "2 to 7 [heard]")->check(wholeNumber(2, 7));
  command.add_option("--downbeat-shift", typed.downbeatShift, "Bars begin this many beats later than heard")
      ->check(wholeNumber(-6, 6));
  command.add_option("--tempo-octave", typed.tempoOctave, "1: twice as fast as heard, -1: half as fast")
      ->check(wholeNumber(-1, 1));
}

}  // namespace

Result<app::TimeSpan> spanOf(const std::string& typed) {
  if (typed.empty()) return app::TimeSpan{};
  const auto span = app::parseTimeSpan(typed);
  if (!span) return inOption("--span", span.error());
  return *span;
}

void addTranscribe(CLI::App& app, Runner& runner) {
  auto options = std::make_shared<TranscribeCommand>();
  auto* command = app.add_subcommand(
      "transcribe", "Beats, key and chords of a recording: amuse transcribe take.m4a --format chordpro");
  command->footer(
      "Try:\n"
      "  amuse transcribe take.m4a                          # start, end, chord a line\n"
      "  amuse transcribe take.m4a -o take.musicxml --transpose-to D --simplify triads\n"
      "  amuse transcribe concert.flac --span 1:02:10-1:05:40 --plot heard.png\n"
      "  amuse transcribe take.m4a --json --alternatives 5 | jq '.chords[]'\n"
      "  amuse transcribe take.m4a --song take.json && amuse export take.json -o take.ogg --groove bossa\n"
      "Up to 15 minutes at once, heard on this machine; labels and JSON keep the recording's own seconds.");
  auto& o = *options;
  command->add_option("audio", o.audio, "Any sound file: WAV, FLAC, MP3, M4A, Ogg, WebM ...; - reads standard input")
      ->required();
  command->add_option("--format", o.format, offeredList() + " [by the output's name, else lab]");
  command->add_option("-o,--output", o.output, "The file to write; - is standard output")->capture_default_str();
  command->add_flag("--json", o.json, "One JSON object, with alternatives: --format json");
  command->add_option("--span", o.span, "Only this stretch: 1:30-2:45, 90-165, 1:02:00-");
  command->add_option("--transpose-to", o.transposeTo, "Moves everything to this key: D, Bbm [as it is heard]");
  command->add_option("--simplify", o.simplify, "triads, sevenths or full")->capture_default_str();
  command->add_option("--alternatives", o.alternatives, "For each chord in JSON, 0 to 10")
      ->capture_default_str()
      ->check(wholeNumber(0, transcribe::kMaxAlternatives));
  addCorrections(*command, o);
  command->add_option("--song", o.song, "Writes a song (JSON) as well, for 'amuse export' and the editor");
  command->add_option("--plot", o.plot, "Writes a picture: chroma, beats, chords, confidence; a PNG file");
  command->callback(
      [options, &runner] { runner.action = [options, &runner] { return runTranscribe(*options, runner.streams); }; });
}

}  // namespace amuse::cli
