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
  if (auto folder = named("AMUSE_DATA"); !folder.empty()) return folder;
  if (const auto data = named("XDG_DATA_HOME"); !data.empty()) return data / "amuse";
  if (const auto home = named("HOME"); !home.empty()) return home / ".local" / "share" / "amuse";
  return "amuse-data";
}

Result<std::filesystem::path> folderOfUrl(std::string_view url) {
  constexpr std::string_view kSqlite = "sqlite:";
  const auto colon = url.find(':');
  if (colon == std::string_view::npos)
    return fail(ErrorCode::InvalidArgument, "a store's address is sqlite:FOLDER; a folder alone goes with --data");
  if (!url.starts_with(kSqlite))
    return fail(ErrorCode::Unsupported, "'" + std::string(url.substr(0, std::min<std::size_t>(colon, 20))) +
                                            "' stores are not there yet; use sqlite:FOLDER");
  std::string_view place = url.substr(kSqlite.size());
  if (place.starts_with("//")) place.remove_prefix(2);
  std::filesystem::path folder(place);
  if (folder.filename() == storeFile({}).filename()) folder = folder.parent_path().empty() ? "." : folder.parent_path();
  if (place.empty() || place.size() > 4096 || place.find('\0') != std::string_view::npos)
    return fail(ErrorCode::InvalidArgument, "sqlite: names no folder; use sqlite:FOLDER");
  return folder;
}

std::filesystem::path storeFile(const std::filesystem::path& folder) { return folder / "amuse.db"; }

}  // namespace amuse::store
