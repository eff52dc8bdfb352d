#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "app/inspire.h"
#include "song/song.h"

/// What a song sounds like to whoever suggests for it: its inspirations, each by its weight, and its keywords.
namespace amuse::app {

/// A file an inspiration names.
struct LoadedMedia {
  std::string name, bytes;  ///< The name is what notes call it.
};
/// Finds what is behind a reference of an inspiration ("media:...", or a file's name). Errors are told in the brief's
/// notes.
using MediaLoader = std::function<Result<LoadedMedia>(const std::string& reference)>;

/// Reads what the songwriter says now together with the song's inspirations that are switched on, and then does to the
/// keywords what the song says. A song without any of it, and nothing said now, gives a neutral brief in the song's
/// mode. Pictures and sounds start the media process. @param partId  The part suggestions are for: what
/// inspires other parts is not heard; empty: only what inspires the whole song is. @param now  May be empty. @param
/// load  May be empty: media are then passed over, which the notes say. @param home  The folder with models/ and data/.
/// Errors: what the readers say about `now`.
[[nodiscard]] Result<brief::Brief> readSongInspirations(const inspire::TextReader& reader,
                                                        const std::filesystem::path& home, const song::Song& song,
                                                        const song::Id& partId, const InspireInput& now,
                                                        const MediaLoader& load);
/// The same with senses that are kept between calls, and remember what files say by their references: a server's, whose
/// references name contents. Files that are remembered are not loaded. Thread-safe.
[[nodiscard]] Result<brief::Brief> readSongInspirations(const inspire::TextReader& reader, Senses& senses,
                                                        const song::Song& song, const song::Id& partId,
                                                        const InspireInput& now, const MediaLoader& load);

}  // namespace amuse::app
