#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/songs.h"

/// Pictures and sounds that inspired songs, kept by their content.
namespace amuse::store {

/// SHA-256 of the bytes, 64 lower-case hexadecimal digits.
using MediaId = std::string;

inline constexpr std::size_t kMaxMediaBytes = 64u << 20;  ///< One picture or sound.
inline constexpr std::size_t kMaxMediaTypeBytes = 100;    ///< "image/jpeg".

struct MediaInfo {
  MediaId id;
  std::string type;  ///< MIME type, as the client said or a reader found.
  std::string name;  ///< File name for people; not a path.
  std::int64_t bytes = 0;
  UnixMs addedMs = 0;
  std::int64_t songs = 0;  ///< How many songs name it, in any version.
  bool operator==(const MediaInfo&) const = default;
};

/// How a song names a medium: "media:<id>", in imageRefs and audioRefs of its inspirations.
[[nodiscard]] std::string mediaRef(const MediaId& id);
/// The id of such a reference; nothing for references of other kinds (file names).
[[nodiscard]] std::optional<MediaId> mediaIdOf(std::string_view reference);
/// The id the bytes have.
[[nodiscard]] MediaId mediaIdFor(std::string_view bytes);

struct Swept {
  std::int64_t count = 0, bytes = 0;
};

/// Thread-safe. Errors as in SongStore.
class MediaStore {
 public:
  virtual ~MediaStore() = default;
  /// Keeps bytes once however often they come; the first type and name stay. Errors: InvalidArgument (no bytes),
  /// TooLarge (over kMaxMediaBytes, or the store's room for media is used up).
  [[nodiscard]] virtual Result<MediaInfo> put(std::string_view bytes, const std::string& type,
                                              const std::string& name) = 0;
  [[nodiscard]] virtual Result<MediaInfo> find(const MediaId& id) = 0;
  /// The bytes; they are held against the id. Errors: NotFound; Unavailable (damaged on the disk).
  [[nodiscard]] virtual Result<std::string> read(const MediaId& id) = 0;
  /// In the order of their ids. @param after  The last id of the page before, or empty.
  [[nodiscard]] virtual Result<std::vector<MediaInfo>> list(const MediaId& after, std::size_t limit) = 0;
  /// Removes media that no song names in any version and that were added before a time. Media are put before the song
  /// that names them, so leave a day.
  [[nodiscard]] virtual Result<Swept> sweep(UnixMs addedBefore) = 0;
};

}  // namespace amuse::store
