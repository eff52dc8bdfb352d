#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/song_inspirations.h"
#include "base/diagnostic.h"
#include "base/result.h"
#include "cli/cli.h"

/// What commands that turn one file into another share.
namespace amuse::cli {

/// What a format could not hold, on standard error: the file was written all the same.
void tellLosses(const std::vector<Diagnostic>& losses, const Streams& streams);

/// A whole file; "-" is standard input. Errors: Unavailable (it cannot be read); TooLarge.
[[nodiscard]] Result<std::string> readInput(const std::string& path, std::size_t mostBytes, const Streams& streams);

/// Writes a file; "-" is standard output. Errors: Unavailable.
[[nodiscard]] Result<void> writeOutput(const std::string& path, std::string_view bytes, const Streams& streams);

/// Loads the media that a song names: they lie beside it, or where the name says.
[[nodiscard]] app::MediaLoader loaderFor(const std::string& songPath);

}  // namespace amuse::cli
