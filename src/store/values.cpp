#include <algorithm>
#include <array>
#include <cstdlib>

#include "store/internal/song_rows.h"
#include "store/media.h"
#include "store/store.h"

namespace amuse::store {
namespace {

constexpr std::string_view kMediaPrefix = "media:";
constexpr std::size_t kHashDigits = 64;

}  // namespace

std::string_view toText(VersionKind kind) noexcept {
  constexpr std::array<std::string_view, 5> kNames{"create", "edit", "undo", "redo", "restore"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string mediaRef(const MediaId& id) { return std::string(kMediaPrefix) + id; }

std::optional<MediaId> mediaIdOf(std::string_view reference) {
  if (!reference.starts_with(kMediaPrefix)) return std::nullopt;
  const std::string_view id = reference.substr(kMediaPrefix.size());
  const bool hash = id.size() == kHashDigits && std::all_of(id.begin(), id.end(), [](char c) {
                      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
                    });
  return hash ? std::optional<MediaId>(id) : std::nullopt;
}

MediaId mediaIdFor(std::string_view bytes) { return hashOf(bytes); }

std::filesystem::path defaultFolder() {
  const auto named = [](const char* variable) {
    const char* value = std::getenv(variable);
    return std::filesystem::path(value == nullptr ? "" : value);
  };
  if (const auto folder = named("AMUSE_DATA"); !folder.empty()) return folder;
  if (const auto data = named("XDG_DATA_HOME"); !data.empty()) return data / "amuse";
  if (const auto home = named("HOME"); !home.empty()) return home / ".local" / "share" / "amuse";
  return "amuse-data";
}

std::filesystem::path storeFile(const std::filesystem::path& folder) { return folder / "amuse.db"; }

}  // namespace amuse::store
