#include <fmt/format.h>

#include <array>
#include <memory>

#include "app/render.h"
#include "app/song_inspirations.h"
#include "base/files.h"
#include "cli/internal/commands.h"
#include "cli/internal/whole_files.h"
#include "cli/internal/parse_error.h"
#include "cli/internal/play_options.h"
#include "notation/formats.h"
#include "song/song_json.h"

namespace amuse::cli {
namespace {

constexpr std::size_t kMaxSongBytes = 8u << 20;

struct ExportOptions {
  std::string song, format, output;
  PlayTyped play;
  std::uint32_t seed = 1;
};

struct ImportOptions {
  std::string file, output;
};

/// The format asked for, or the one the output's name ends like.
Result<const notation::Format*> chooseFormat(const ExportOptions& options) {
  const notation::Format* format =
      options.format.empty() ? notation::findFormatByName(options.output) : notation::findFormat(options.format);
  if (format) return format;
  return fail(
      ErrorCode::InvalidArgument,
      options.format.empty()
          ? fmt::format("--format is missing and '{}' names none; use {}", options.output, notation::formatList(true))
          : fmt::format("--format is '{}'; use {}", options.format, notation::formatList(true)));
}

Result<app::Player> openPlayer() {
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  return app::Player::open(*home);
}

/// The song with what is wished of its playing.
Result<song::Song> wished(const song::Song& song, const app::PlayWishes& wishes) {
  if (wishes.groove) {
    const auto player = openPlayer();
    if (!player) return tl::unexpected(player.error());
    if (const auto known = player->check(wishes); !known) return tl::unexpected(known.error());
  }
  return app::withWishes(song, wishes);
}

/// What a song that leaves its groove open is played by: what inspires the whole of it, read without a language model.
/// Nothing where that names no keyword. What could not be heard is told.
Result<std::optional<brief::Brief>> inspiringBrief(const song::Song& song, const ExportOptions& options,
                                                   const Streams& streams) {
  const auto& keywords = song.keywords;
  const bool isBare = song.inspirations.empty() && keywords.added.empty() && keywords.pinned.empty();
  if (song.style.groove != "auto" || isBare) return std::nullopt;
  const auto home = findHome();
  if (!home) return tl::unexpected(home.error());
  const auto reader = inspire::TextReader::open(*home / "data" / "llm");
  if (!reader) return tl::unexpected(reader.error());
  auto brief = app::readSongInspirations(*reader, *home, song, {}, {}, loaderFor(options.song));
  if (!brief) return tl::unexpected(brief.error());
  for (const auto& note : brief->notes) streams.err << "note: " << note << '\n';
  if (brief->keywords.empty()) return std::nullopt;
  return *std::move(brief);
}

Result<std::string> performed(const song::Song& song, const ExportOptions& options, std::string_view format,
                              const Streams& streams) {
  auto player = openPlayer();
  if (!player) return tl::unexpected(player.error());
  auto brief = inspiringBrief(song, options, streams);
  if (!brief) return tl::unexpected(brief.error());
  app::PlayOptions how{*std::move(brief), wishesOf(options.play), options.seed};
  how.ending = endingOf(options.play, perform::Ending::Final);
  how.isNewSong = false;
  const song::Song played = player->dressed(song, how);
  if (format == "midi") return player->midi(played, how);
  return player->sound(played, how, format == "ogg" ? media::AudioFormat::Ogg : media::AudioFormat::Wav);
}

Result<int> runExport(const ExportOptions& options, const Streams& streams) {
  const auto format = chooseFormat(options);
  if (!format) return tl::unexpected(format.error());
  const auto json = readInput(options.song, kMaxSongBytes, streams);
  if (!json) return tl::unexpected(json.error());
  const auto read = song::parseSong(*json);
  if (!read) return tl::unexpected(read.error());
  const auto song = wished(*read, wishesOf(options.play));
  if (!song) return tl::unexpected(song.error());
  if (!(*format)->write) {
    const auto bytes = performed(*song, options, (*format)->id, streams);
    if (!bytes) return tl::unexpected(bytes.error());
    if (const auto written = writeOutput(options.output, *bytes, streams); !written)
      return tl::unexpected(written.error());
    return 0;
  }
  const auto written = (*format)->write(*song);
  if (!written) return tl::unexpected(written.error());
  if (const auto done = writeOutput(options.output, written->value, streams); !done)
    return tl::unexpected(done.error());
  tellLosses(written->losses, streams);
  return 0;
}

Result<int> runImport(const ImportOptions& options, const Streams& streams) {
  const auto bytes = readInput(options.file, kMaxSongBytes, streams);
  if (!bytes) return tl::unexpected(bytes.error());
  const auto read = notation::readAnyFormat(*bytes, options.file == "-" ? "" : options.file);
  if (!read) return tl::unexpected(read.error());
  if (const auto done = writeOutput(options.output, song::toJson(read->value, 2) + "\n", streams); !done)
    return tl::unexpected(done.error());
  tellLosses(read->losses, streams);
  return 0;
}

}  // namespace

void tellLosses(const std::vector<Diagnostic>& losses, const Streams& streams) {
  for (const auto& loss : losses) streams.err << "note: " << loss.message << '\n';
}

Result<std::string> readInput(const std::string& path, std::size_t mostBytes, const Streams& streams) {
  if (path != "-") return readFile(path, mostBytes);
  std::string bytes;
  std::array<char, 1 << 16> piece{};
  while (streams.in.read(piece.data(), piece.size()) || streams.in.gcount() > 0) {
    bytes.append(piece.data(), static_cast<std::size_t>(streams.in.gcount()));
    if (bytes.size() > mostBytes)
      return fail(ErrorCode::TooLarge, fmt::format("standard input is larger than {} MB", mostBytes >> 20));
  }
  return bytes;
}

Result<void> writeOutput(const std::string& path, std::string_view bytes, const Streams& streams) {
  if (path != "-") return writeFile(path, bytes);
  streams.out << bytes;
  return {};
}

app::MediaLoader loaderFor(const std::string& songPath) {
  const auto folder = std::filesystem::path(songPath).parent_path();
  return [folder](const std::string& reference) {
    return readFile(folder / reference).map([](std::string&& bytes) { return app::LoadedMedia{{}, std::move(bytes)}; });
  };
}

void addExport(CLI::App& app, Runner& runner) {
  auto options = std::make_shared<ExportOptions>();
  auto* command =
      app.add_subcommand("export", "A song as a file for other programs: amuse export song.json -o song.mid");
  command->add_option("song", options->song, "A song (JSON); - reads standard input")->required();
  command->add_option("--format", options->format, notation::formatList(true) + " [by the output's name]");
  command->add_option("-o,--output", options->output, "The file to write; - is standard output")->required();
  command->add_option("--seed", options->seed, "Of timing and touch; the same seed plays the same")
      ->capture_default_str()
      ->check(wholeNumber(0, 4294967295));
  addPlayOptions(*command, options->play, "final");
  command->footer(
      "Try:\n"
      "  amuse export song.json -o song.musicxml\n"
      "  amuse export song.json -o song.ogg --groove bossa --tempo 132\n"
      "  amuse export song.json -o loop.mid --finish loop --feel half --swing 0.6\n"
      "What is not named is as the song has it; an open groove is chosen by what inspires the song. MIDI keeps the "
      "song's own tempo map to the end.");
  command->callback(
      [options, &runner] { runner.action = [options, &runner] { return runExport(*options, runner.streams); }; });
}

void addImport(CLI::App& app, Runner& runner) {
  auto options = std::make_shared<ImportOptions>();
  auto* command =
      app.add_subcommand("import", "A song out of a file of another program: amuse import song.musicxml -o song.json");
  command->add_option("file", options->file, notation::formatList(false) + "; - reads standard input")->required();
  command->add_option("-o,--output", options->output, "The song to write (JSON); - is standard output")->required();
  command->callback(
      [options, &runner] { runner.action = [options, &runner] { return runImport(*options, runner.streams); }; });
}

}  // namespace amuse::cli
