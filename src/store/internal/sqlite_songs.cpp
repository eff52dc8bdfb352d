#include "store/internal/sqlite_songs.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/text.h"
#include "song/song_json.h"
#include "song/validate.h"
#include "store/internal/page_cursor.h"

namespace amuse::store {
namespace {

constexpr std::size_t kMaxSearchWords = 8, kMaxQueryBytes = 500;

StoredSong storedOf(SongInfo info, const VersionRow& row, std::string branch, std::string json) {
  return {std::move(info), std::move(branch),  row.info.version,
          std::move(json), row.undo.canUndo(), row.undo.canRedo()};
}

Result<StoredSong> readHead(Connection& connection, const SongId& id, std::string_view branchName) {
  auto info = readSongRow(connection, id);
  if (!info) return tl::unexpected(info.error());
  auto branch = readBranchRow(connection, id, branchName);
  if (!branch) return tl::unexpected(branch.error());
  const auto row = readVersionRow(connection, id, branch->info.head);
  if (!row) return tl::unexpected(row.error());
  auto json = currentJson(std::move(branch->document));
  if (!json) return tl::unexpected(json.error());
  return storedOf(*std::move(info), *row, branch->info.name, *std::move(json));
}

/// The song made with the key before; nothing when the key is new.
Result<std::optional<StoredSong>> findCreated(Connection& connection, const std::string& key, const std::string& hash) {
  std::optional<StoredSong> nothing;
  if (key.empty()) return nothing;
  SongId id;
  {
    Query query(connection, "SELECT id, create_hash FROM songs WHERE create_key=?", key);
    if (!query.next()) return nothing;
    if (query.text(1) != hash)
      return fail(ErrorCode::InvalidArgument, "the idempotency key was used for another song; give each its own");
    id = query.text(0);
  }
  auto stored = readHead(connection, id, kMainBranch);
  if (!stored) return tl::unexpected(stored.error());
  return std::optional(*std::move(stored));
}

void insertSong(Connection& connection, const SongInfo& info, const std::string& key, const std::string& hash) {
  const auto orNull = [&](const std::string& text) { return key.empty() ? std::nullopt : std::optional(text); };
  Query(connection,
        "INSERT INTO songs (id, title, sort_title, search, created_ms, saved_ms, next_version, create_key, create_hash)"
        " VALUES (?,'','','',?,?,2,?,?)",
        info.id, info.createdMs, info.savedMs, orNull(key), orNull(hash))
      .run();
}

VersionRow firstVersion(UnixMs now, const std::string& by) {
  VersionRow row;
  row.info = {1, 0, std::string(kMainBranch), VersionKind::Create, now, by, {}, {}, 0, {}};
  return row;
}

Result<void> checkList(const ListQuery& query) {
  if (query.limit < 1 || query.limit > kMaxPageItems)
    return fail(ErrorCode::InvalidArgument, fmt::format("limit must be 1 to {}", kMaxPageItems));
  if (query.search.size() > kMaxQueryBytes || splitWords(query.search).size() > kMaxSearchWords)
    return fail(ErrorCode::InvalidArgument, fmt::format("search for at most {} words", kMaxSearchWords));
  return {};
}

/// The statement of a list: one condition a word, and where the page before ended.
std::string listStatement(const ListQuery& query, std::size_t words, bool continues) {
  std::string sql = fmt::format("SELECT {}, sort_title FROM songs WHERE deleted_ms IS {}NULL", kSongColumns,
                                query.trash ? "NOT " : "");
  for (std::size_t i = 0; i < words; ++i) sql += " AND instr(search, ?) > 0";
  const bool newest = query.order == SongOrder::Newest;
  if (continues) sql += newest ? " AND (saved_ms, id) < (?, ?)" : " AND (sort_title, id) > (?, ?)";
  return sql + (newest ? " ORDER BY saved_ms DESC, id DESC LIMIT ?" : " ORDER BY sort_title, id LIMIT ?");
}

Result<SongInfo> setDeleted(Backend& backend, const SongId& id, std::optional<UnixMs> deletedMs) {
  return writing(backend, [&](Connection& connection) -> Result<SongInfo> {
    auto info = readSongRow(connection, id);
    // Putting it in the trash again keeps the first time.
    if (!info || info->deletedMs.has_value() == deletedMs.has_value()) return info;
    Query(connection, "UPDATE songs SET deleted_ms=? WHERE id=?", deletedMs, id).run();
    return readSongRow(connection, id);
  });
}

}  // namespace

Result<void> checkName(std::string_view name, std::string_view what) {
  if (name.size() > kMaxNameBytes)
    return fail(ErrorCode::InvalidArgument, fmt::format("{} has at most {} bytes", what, kMaxNameBytes));
  const bool plain = std::none_of(name.begin(), name.end(), [](unsigned char c) { return c < ' ' || c == 127; });
  if (!plain || findInvalidUtf8(name) != std::string_view::npos)
    return fail(ErrorCode::InvalidArgument, fmt::format("{} must be one line of UTF-8", what));
  return {};
}

Result<void> checkKey(std::string_view key) {
  const bool printable = std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < 127; });
  if (printable && key.size() <= kMaxKeyBytes) return {};
  return fail(ErrorCode::InvalidArgument,
              fmt::format("an idempotency key has at most {} printable ASCII characters", kMaxKeyBytes));
}

Result<StoredSong> SqliteSongs::create(const song::Song& song, const std::string& key, const std::string& by) {
  if (const auto valid = song::validate(song); !valid) return tl::unexpected(valid.error());
  if (const auto fine = checkKey(key); !fine) return tl::unexpected(fine.error());
  if (const auto fine = checkName(by, "the author"); !fine) return tl::unexpected(fine.error());
  const std::string document = song::toJson(song), hash = hashOf(document);
  if (document.size() > song::kMaxSongBytes) return fail(ErrorCode::TooLarge, "the song is larger than 8 MB");
  const auto now = backend_.clock.unixMilliseconds();
  return writing(backend_, [&](Connection& connection) -> Result<StoredSong> {
    auto created = findCreated(connection, key, hash);
    if (!created) return tl::unexpected(created.error());
    if (*created) return **std::move(created);
    const SongInfo info{randomId('s'), song.title, 1, now, now, std::nullopt};
    insertSong(connection, info, key, hash);
    const VersionRow row = firstVersion(now, by);
    writeVersion(connection, info.id, {row, {}, {}, {}}, document);
    Query(connection, "INSERT INTO branches (song, name, head, fork, created_ms, document) VALUES (?,?,1,1,?,?)",
          info.id, kMainBranch, now, document)
        .run();
    writeSongWords(connection, info.id, song, now);
    writeMediaUses(connection, info.id, song);
    return storedOf(info, row, std::string(kMainBranch), document);
  });
}

Result<StoredSong> SqliteSongs::read(const SongId& id, std::string_view branch) {
  return reading(backend_, [&](Connection& connection) { return readHead(connection, id, branch); });
}

Result<StoredSong> SqliteSongs::readVersion(const SongId& id, Version version) {
  return reading(backend_, [&](Connection& connection) -> Result<StoredSong> {
    auto info = readSongRow(connection, id);
    if (!info) return tl::unexpected(info.error());
    const auto row = readVersionRow(connection, id, version);
    if (!row) return tl::unexpected(row.error());
    const auto song = rebuildDocument(connection, id, version);
    if (!song) return tl::unexpected(song.error());
    return storedOf(*std::move(info), *row, row->info.branch, song::toJson(*song));
  });
}

Result<SongPage> SqliteSongs::list(const ListQuery& query) {
  if (const auto fine = checkList(query); !fine) return tl::unexpected(fine.error());
  const auto cursor = query.cursor.empty() ? Result<PageCursor>(PageCursor{}) : parseCursor(query.cursor, query.order);
  if (!cursor) return tl::unexpected(cursor.error());
  const std::string folded = toLower(query.search);
  const auto words = splitWords(folded);
  return reading(backend_, [&](Connection& connection) -> Result<SongPage> {
    Query rows(connection, listStatement(query, words.size(), !query.cursor.empty()));
    for (const auto word : words) rows.bind(word);
    if (!query.cursor.empty()) {
      if (query.order == SongOrder::Newest) {
        rows.bind(cursor->savedMs);
      } else {
        rows.bind(cursor->title);
      }
      rows.bind(cursor->id);
    }
    rows.bind(query.limit + 1);
    SongPage page;
    std::string lastTitle;
    while (rows.next()) {
      if (page.songs.size() == query.limit) {
        const SongInfo& last = page.songs.back();
        page.next = toText(PageCursor{last.savedMs, lastTitle, last.id}, query.order);
        break;
      }
      page.songs.push_back(songOf(rows));
      lastTitle = rows.text(6);
    }
    return page;
  });
}

Result<SongInfo> SqliteSongs::trash(const SongId& id) {
  return setDeleted(backend_, id, backend_.clock.unixMilliseconds());
}
Result<SongInfo> SqliteSongs::undelete(const SongId& id) { return setDeleted(backend_, id, std::nullopt); }

Result<void> SqliteSongs::purge(const SongId& id) {
  return writing(backend_, [&](Connection& connection) -> Result<void> {
    const auto info = readSongRow(connection, id);
    if (!info) return tl::unexpected(info.error());
    if (!info->deletedMs) return fail(ErrorCode::InvalidArgument, "only a song in the trash can be purged");
    Query(connection, "DELETE FROM songs WHERE id=?", id).run();
    return {};
  });
}

Result<std::size_t> SqliteSongs::emptyTrash(UnixMs before) {
  return writing(backend_, [&](Connection& connection) -> Result<std::size_t> {
    return static_cast<std::size_t>(Query(connection, "DELETE FROM songs WHERE deleted_ms<?", before).run());
  });
}

}  // namespace amuse::store
