#include "cli/cli.h"

#include <algorithm>
#include <array>
#include <exception>
#include <istream>
#include <ostream>

#include <fmt/format.h>

#include "base/text.h"
#include "base/version.h"
#include "cli/internal/commands.h"
#include "cli/internal/parse_error.h"

namespace amuse::cli {
namespace {

constexpr std::size_t kMaxInputBytes = 1 << 20;

constexpr std::string_view kFooter =
    "Start with:\n"
    "  amuse suggest \"memories of a warm summer beach\"\n"
    "  amuse suggest \"funeral in the rain\" --bars 8 --ending close --midi rain.mid --wav rain.wav\n"
    "  amuse suggest --context \"C G | Am _\"\n"
    "Exit status: 0 done, 2 mend the arguments, 3 mend the machine (a missing file, model or program), 4 our fault.";

/// One line, whatever the message holds.
std::string oneLine(std::string text) {
  for (char& c : text)
    if (c == '\n' || c == '\r') c = ' ';
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

int report(const Streams& streams, const Error& error) {
  // Byte 0 is where anyone looks first.
  const std::string where = error.offset.value_or(0) > 0 ? fmt::format(" (at byte {})", *error.offset) : "";
  streams.err << "amuse: " << oneLine(error.message) << where << '\n';
  return exitCodeOf(error.code);
}

/// An answer nobody can read is no success.
int finish(int status, const Streams& streams) {
  streams.out.flush();
  if (streams.out) return status;
  return report(streams, {ErrorCode::Unavailable, "standard output cannot be written; is the disk full?", {}});
}

int parseAndRun(const std::vector<std::string>& arguments, const Streams& streams) {
  CLI::App app{"Chord progressions from a phrase, filtered by a model of real songs.", "amuse"};
  app.set_version_flag("--version", std::string("amuse ") + version());
  app.footer(std::string(kFooter));
  app.require_subcommand(1);
  app.set_help_all_flag("--help-all", "The help of every command");

  Runner runner{streams, {}};
  for (const auto add :
       {addInspire,        addSuggest,   addScore,      addNext,    addTranscribe, addExport,    addImport,
        addInSongCommands, addSongs,     addBackup,     addRestore, addEvaluate,   addCalibrate, addTrain,
        addDoctor,         addFirstPage, addCompletion, addServe,   addPassword,   addToken})
    add(app, runner);

  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));  // CLI11 takes them last first
  } catch (const CLI::Success& success) {
    return finish(app.exit(success, streams.out, streams.err), streams);
  } catch (const CLI::ParseError& error) {
    return report(streams, mendable(app, arguments, error));
  }
  const auto status = runner.action();
  if (!status) return report(streams, status.error());
  return finish(*status, streams);
}

}  // namespace

Result<std::string> textArgument(const std::string& argument, const Streams& streams) {
  if (argument != "-") return argument;
  std::string text(kMaxInputBytes + 1, '\0');
  streams.in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(streams.in.gcount()));
  if (text.size() > kMaxInputBytes)
    return fail(ErrorCode::TooLarge,
                fmt::format("standard input is longer than {} bytes; give a part of it", kMaxInputBytes));
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

tl::unexpected<Error> inOption(std::string_view option, Error error) {
  error.message = fmt::format("{}: {}", option, error.message);
  return tl::unexpected(std::move(error));
}

std::vector<std::string> commaList(const std::string& text) {
  std::vector<std::string> items;
  for (const auto item : split(text, ','))
    if (!trim(item).empty()) items.emplace_back(trim(item));
  return items;
}

void printLine(const Streams& streams, const std::string& text) { streams.out << text << '\n'; }

int run(const std::vector<std::string>& arguments, const Streams& streams) {
  try {
    return parseAndRun(arguments, streams);
  } catch (const std::exception& fault) {
    return report(streams, {ErrorCode::Internal, std::string("internal fault: ") + fault.what(), {}});
  }
}

}  // namespace amuse::cli
