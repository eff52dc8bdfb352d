#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

#include "app/inspire.h"
#include "cli/cli.h"

/// What `inspire` and `suggest` share: everything that can inspire, and the editing of keywords.
namespace amuse::cli {

struct InspireOptions {
  std::string text, keywords, without, pin;
  std::vector<std::string> images, sounds;
  double textWeight = 1;
  std::string config;
  bool sendMedia = false, showSending = false;
};

/// Adds text, --image, --audio, --keywords, --without, --pin and --text-weight.
void addInspireOptions(CLI::App& command, InspireOptions& options);

/// Reads the files and lists. Errors: NotFound, TooLarge (naming the file), InvalidArgument (naming the option).
[[nodiscard]] Result<app::InspireInput> inspireInput(const InspireOptions& options, const Streams& streams);

/// True when nothing was given that could inspire.
[[nodiscard]] bool isEmpty(const app::InspireInput& input);

}  // namespace amuse::cli
