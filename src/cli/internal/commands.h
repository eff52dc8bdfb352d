#pragma once

#include <CLI/CLI.hpp>

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/transcribe.h"
#include "base/result.h"
#include "cli/cli.h"

/// The commands, one function each that adds a subcommand; listed in cli.cpp.
namespace amuse::cli {

/// What the parsed arguments decided to do: run() calls `action` once parsing is done.
struct Runner {
  const Streams& streams;
  std::function<Result<int>()> action;  ///< The exit status, or the error to print.
};

void addInspire(CLI::App& app, Runner& runner);
void addSuggest(CLI::App& app, Runner& runner);
void addScore(CLI::App& app, Runner& runner);
void addNext(CLI::App& app, Runner& runner);
void addTranscribe(CLI::App& app, Runner& runner);
void addExport(CLI::App& app, Runner& runner);
void addImport(CLI::App& app, Runner& runner);
void addEvaluate(CLI::App& app, Runner& runner);
/// Under `evaluate inspire`.
void addScenesReport(CLI::App& inspire, Runner& runner);
void addSoundsReport(CLI::App& inspire, Runner& runner);
void addCalibrate(CLI::App& app, Runner& runner);
void addTrain(CLI::App& app, Runner& runner);
/// more, vary, continue, fill, reharmonise, contrast: what takes a song.
void addInSongCommands(CLI::App& app, Runner& runner);
void addSongs(CLI::App& app, Runner& runner);
void addBackup(CLI::App& app, Runner& runner);
void addRestore(CLI::App& app, Runner& runner);
void addDoctor(CLI::App& app, Runner& runner);
void addFirstPage(CLI::App& app, Runner& runner);
void addCompletion(CLI::App& app, Runner& runner);
void addServe(CLI::App& app, Runner& runner);
void addPassword(CLI::App& app, Runner& runner);
void addToken(CLI::App& app, Runner& runner);

/// The text of an argument; "-" reads standard input. Errors: TooLarge over 1 MB.
[[nodiscard]] Result<std::string> textArgument(const std::string& argument, const Streams& streams);

/// What --span names; the whole recording where it is empty. Errors: app::parseTimeSpan's, with the option's name.
[[nodiscard]] Result<app::TimeSpan> spanOf(const std::string& typed);

/// The error with the option it belongs to: "--mode: no such mode; ...".
[[nodiscard]] tl::unexpected<Error> inOption(std::string_view option, Error error);

/// "warm, jazz,,waltz" -> {"warm", "jazz", "waltz"}.
[[nodiscard]] std::vector<std::string> commaList(const std::string& text);

/// One JSON object and a line feed.
void printLine(const Streams& streams, const std::string& text);

}  // namespace amuse::cli
