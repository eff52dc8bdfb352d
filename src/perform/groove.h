#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// Grooves as data: how keys, guitar, bass and drums play a song. One TOML file each in data/grooves/.
namespace amuse::perform {

struct Groove {
  std::string name;  ///< What --groove takes: "ballad".
};

/// The grooves that can be chosen from. An empty book still performs, in the plain manner.
struct GrooveBook {
  std::vector<Groove> grooves;
  [[nodiscard]] const Groove* find(std::string_view name) const noexcept;
};

/// All grooves of `home`/data/grooves, sorted by name. Errors: Unavailable, Parse (naming file and line).
[[nodiscard]] Result<GrooveBook> loadGrooveBook(const std::filesystem::path& home);

}  // namespace amuse::perform
