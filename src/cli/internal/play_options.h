#pragma once

#include <CLI/CLI.hpp>

#include <optional>
#include <string>

#include "app/render.h"

/// The options of all commands that make music sound: how it is played.
namespace amuse::cli {

struct PlayTyped {
  std::string finish = "auto";  ///< "auto", "loop", "final".
  std::string groove, feel;     ///< As typed; empty: not named.
  double tempo = 0, swing = -1, energy = -1, density = -1;
  int capo = -1;
};

/// Adds --groove, --tempo, --swing, --feel, --energy, --density, --capo and --finish, each with its check.
/// @param finishHelp  What "auto" means to this command.
void addPlayOptions(CLI::App& command, PlayTyped& typed, const std::string& finishHelp);

/// What was typed, as the wishes of a player. Call it once parsing is done.
[[nodiscard]] app::PlayWishes wishesOf(const PlayTyped& typed);

/// How the last chord is played; `automatic` answers for "auto".
[[nodiscard]] perform::Ending endingOf(const PlayTyped& typed, perform::Ending automatic) noexcept;

}  // namespace amuse::cli
