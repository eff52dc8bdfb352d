#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "song/song.h"

/// The song document as JSON: data/song.schema.json describes it, docs/song.md explains it.
namespace amuse::song {

/// @param indent  Spaces a level; below 0 for one line.
[[nodiscard]] std::string toJson(const Song& song, int indent = -1);

/// Reads a song of this schema version or, through the migrations, an older one. The song passes validate().
/// Nothing is dropped unseen: unknown fields are refused, and so are documents of a newer version. Events may be listed
/// in any order. parseSong(toJson(s)) == s for every valid song. Errors: TooLarge (over kMaxSongBytes, or lists over
/// their limits); Parse (not JSON, with the offset; wrong shape, with the field's path); InvalidArgument (a rule of
/// validate() broken); Unsupported (a newer version).
[[nodiscard]] Result<Song> parseSong(std::string_view json);

}  // namespace amuse::song
