#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "store/songs.h"

namespace amuse::store {

/// The last song of a page: the next page begins behind it, whatever was added or removed meanwhile.
struct PageCursor {
  UnixMs savedMs = 0;  ///< Newest first.
  std::string title;   ///< By title: as sorted.
  SongId id;
};

/// What clients get and send back; opaque to them. "n1732800000000.s4k..." or "t<title in hexadecimal>.s4k...".
[[nodiscard]] std::string toText(const PageCursor& cursor, SongOrder order);
/// Errors: InvalidArgument (not a cursor of this order).
[[nodiscard]] Result<PageCursor> parseCursor(std::string_view text, SongOrder order);

}  // namespace amuse::store
