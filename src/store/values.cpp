#include <algorithm>
#include <array>

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

std::filesystem::path storeFile(const std::filesystem::path& folder) { return folder / "amuse.db"; }

}  // namespace amuse::store
