#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "llm/provider.h"

/// The configuration of language models: amuse.toml, then the environment.
namespace amuse::llm {

inline constexpr std::size_t kMaxSettingsBytes = 256u << 10;

struct Settings {
  std::vector<ProviderSettings> providers;
  std::string proposer;  ///< The provider that proposes chords with `--proposer auto`; empty: the built-in one does.
  std::string reader;    ///< The provider that reads inspirations besides our own reading; empty: none.
  std::string record, replay;  ///< A file to record conversations to, or to answer from; for tests and reports.
  bool operator==(const Settings&) const = default;

  [[nodiscard]] const ProviderSettings* find(std::string_view name) const noexcept;
};

/// Reads amuse.toml: the tables [llm] and [providers.NAME]; docs/providers.md lists the keys. Other tables are left to
/// others. Errors: TooLarge; Parse with the line; InvalidArgument for an unknown or misplaced key, a value of the wrong
/// kind, a provider that checkProvider refuses, a key (secret) written into the file. Values are not repeated.
[[nodiscard]] Result<Settings> parseSettings(std::string_view toml);

/// A variable's value; empty when it is not set.
using Environment = std::function<std::string(const char*)>;
[[nodiscard]] Environment systemEnvironment();

/// Adds what the environment says: AMUSE_LLM_FAMILY, _URL, _MODEL and _KEY describe a provider named "env", which then
/// proposes; AMUSE_LLM_PROPOSER and AMUSE_LLM_READER name providers ("none" for none). Errors: InvalidArgument.
[[nodiscard]] Result<Settings> withEnvironment(Settings settings, const Environment& environment);

/// Where amuse.toml is looked for: $AMUSE_CONFIG, else $XDG_CONFIG_HOME/amuse/amuse.toml, else
/// ~/.config/amuse/amuse.toml. Empty without a home.
[[nodiscard]] std::filesystem::path settingsPath(const Environment& environment);
/// Where sums, lists and calibrations are kept: $AMUSE_STATE, else $XDG_STATE_HOME/amuse, else ~/.local/state/amuse.
[[nodiscard]] std::filesystem::path stateFolder(const Environment& environment);

/// The file at `path`, if there is one, and the environment. A path that was named and is not there is an error.
/// Errors: as parseSettings and withEnvironment, with the file's name; NotFound; Unavailable.
[[nodiscard]] Result<Settings> loadSettings(const std::filesystem::path& path, const Environment& environment);

}  // namespace amuse::llm
