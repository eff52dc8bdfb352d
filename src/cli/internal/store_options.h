#pragma once

#include <CLI/CLI.hpp>

#include <memory>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "store/store.h"

/// What every command on stored songs takes: where they are.
namespace amuse::cli {

/// Adds --data with the default folder, and --store, which names it by its address.
void addDataOption(CLI::App& command, std::string& folder);

/// Opens the store in the folder that was named. @param make  Make a new, empty one where there is none.
[[nodiscard]] Result<std::unique_ptr<store::Store>> openNamedStore(const std::string& folder, bool make);

/// The program's clock; lives as long as the program, as stores need it.
[[nodiscard]] const Clock& systemClock();

}  // namespace amuse::cli
