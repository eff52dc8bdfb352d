#include "store/internal/sqlite_media.h"

#include <fmt/format.h>

#include "store/internal/song_rows.h"
#include "store/internal/sqlite_songs.h"

namespace amuse::store {
namespace {

constexpr std::string_view kMediaColumns =
    "id, type, name, bytes, added_ms, (SELECT count(*) FROM media_uses WHERE media=media.id)";

MediaInfo mediaOf(Query& query) {
  return {query.text(0), query.text(1), query.text(2), query.integer(3), query.integer(4), query.integer(5)};
}

Result<MediaInfo> readMediaRow(Connection& connection, const MediaId& id) {
  Query query(connection, fmt::format("SELECT {} FROM media WHERE id=?", kMediaColumns), id);
  if (!query.next()) return fail(ErrorCode::NotFound, "there is no such picture or sound in the store");
  return mediaOf(query);
}

Result<void> checkMedia(std::string_view bytes, const std::string& type, const std::string& name) {
  if (bytes.empty()) return fail(ErrorCode::InvalidArgument, "the file is empty");
  if (bytes.size() > kMaxMediaBytes)
    return fail(ErrorCode::TooLarge, fmt::format("the file is larger than {} MB", kMaxMediaBytes >> 20));
  if (type.size() > kMaxMediaTypeBytes) return fail(ErrorCode::InvalidArgument, "the media type is too long");
  if (auto fine = checkName(type, "the media type"); !fine) return fine;
  return checkName(name, "the file's name");
}

}  // namespace

Result<MediaInfo> SqliteMedia::put(std::string_view bytes, const std::string& type, const std::string& name) {
  if (const auto fine = checkMedia(bytes, type, name); !fine) return tl::unexpected(fine.error());
  const MediaId id = hashOf(bytes);
  const auto now = backend_.clock.unixMilliseconds();
  return writing(backend_, [&](Connection& connection) -> Result<MediaInfo> {
    // Put again, it is as new: the next sweep leaves it alone.
    if (Query(connection, "UPDATE media SET added_ms=? WHERE id=?", now, id).run() == 0) {
      const auto held = connection.integerOf("SELECT ifnull(sum(bytes), 0) FROM media");
      if (held + static_cast<std::int64_t>(bytes.size()) > backend_.options.maxMediaBytes)
        return fail(ErrorCode::TooLarge, "the room for pictures and sounds is used up; purge songs that need them");
      Query(connection, "INSERT INTO media (id, type, name, bytes, added_ms, content) VALUES (?,?,?,?,?,?)", id, type,
            name, bytes.size(), now, Blob{bytes})
          .run();
    }
    return readMediaRow(connection, id);
  });
}

Result<MediaInfo> SqliteMedia::find(const MediaId& id) {
  return reading(backend_, [&](Connection& connection) { return readMediaRow(connection, id); });
}

Result<std::string> SqliteMedia::read(const MediaId& id) {
  auto bytes = reading(backend_, [&](Connection& connection) -> Result<std::string> {
    Query query(connection, "SELECT content FROM media WHERE id=?", id);
    if (!query.next()) return fail(ErrorCode::NotFound, "there is no such picture or sound in the store");
    return query.text(0);
  });
  if (bytes && hashOf(*bytes) != id)
    return fail(ErrorCode::Unavailable,
                fmt::format("the picture or sound {} is damaged on the disk", id.substr(0, 12)));
  return bytes;
}

Result<std::vector<MediaInfo>> SqliteMedia::list(const MediaId& after, std::size_t limit) {
  if (limit < 1 || limit > kMaxPageItems)
    return fail(ErrorCode::InvalidArgument, fmt::format("limit must be 1 to {}", kMaxPageItems));
  return reading(backend_, [&](Connection& connection) -> Result<std::vector<MediaInfo>> {
    Query rows(connection, fmt::format("SELECT {} FROM media WHERE id>? ORDER BY id LIMIT ?", kMediaColumns), after,
               limit);
    std::vector<MediaInfo> media;
    while (rows.next()) media.push_back(mediaOf(rows));
    return media;
  });
}

Result<Swept> SqliteMedia::sweep(UnixMs addedBefore) {
  return writing(backend_, [&](Connection& connection) -> Result<Swept> {
    constexpr std::string_view kUnused = "added_ms<? AND NOT EXISTS (SELECT 1 FROM media_uses WHERE media=media.id)";
    Swept swept;
    {
      Query sum(connection, fmt::format("SELECT count(*), ifnull(sum(bytes), 0) FROM media WHERE {}", kUnused),
                addedBefore);
      if (sum.next()) swept = {sum.integer(0), sum.integer(1)};
    }
    Query(connection, fmt::format("DELETE FROM media WHERE {}", kUnused), addedBefore).run();
    return swept;
  });
}

}  // namespace amuse::store
