#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "song/song_json.h"
#include "store/internal/sqlite_songs.h"

namespace amuse::store {
namespace {

constexpr std::size_t kMaxShownChords = 256, kMaxShownDetailBytes = 64u << 10, kMaxShownChordBytes = 64;

/// The branch's line of versions, newest first, by following parents.
constexpr std::string_view kLine =
    "WITH RECURSIVE line(at) AS (SELECT head FROM branches WHERE song=?1 AND name=?2 "
    "UNION ALL SELECT parent FROM versions, line WHERE song=?1 AND version=at AND parent>0) ";

Result<void> checkShown(const ShownSuggestion& shown) {
  const bool fits =
      !shown.chords.empty() && shown.chords.size() <= kMaxShownChords && shown.key.size() <= 16 &&
      shown.detail.size() <= kMaxShownDetailBytes &&
      std::all_of(shown.chords.begin(), shown.chords.end(), [](const std::string& chord) {
        return !chord.empty() && chord.size() <= kMaxShownChordBytes && chord.find(' ') == std::string::npos;
      });
  if (fits) return {};
  return fail(ErrorCode::InvalidArgument,
              "a shown suggestion has 1 to 256 chord symbols, a key and at most 64 KB more");
}

std::vector<std::string> chordsOf(const std::string& text) {
  std::vector<std::string> chords;
  for (const auto chord : splitWords(text)) chords.emplace_back(chord);
  return chords;
}

}  // namespace

Result<HistoryPage> SqliteSongs::history(const SongId& id, const HistoryQuery& query) {
  if (query.limit < 1 || query.limit > kMaxPageItems)
    return fail(ErrorCode::InvalidArgument, fmt::format("limit must be 1 to {}", kMaxPageItems));
  return reading(backend_, [&](Connection& connection) -> Result<HistoryPage> {
    if (const auto branch = readBranchRow(connection, id, query.branch); !branch) return tl::unexpected(branch.error());
    Query rows(connection,
               fmt::format("{} SELECT {} FROM line JOIN versions ON song=?1 AND version=at WHERE at<?3 {} "
                           "ORDER BY at DESC LIMIT ?4",
                           kLine, kVersionColumns, query.namedOnly ? "AND name IS NOT NULL" : ""),
               id, query.branch, query.before.value_or(INT64_MAX), query.limit + 1);
    HistoryPage page;
    while (rows.next()) {
      if (page.versions.size() == query.limit) {
        page.next = page.versions.back().version;
        break;
      }
      page.versions.push_back(versionOf(rows).info);
    }
    return page;
  });
}

Result<VersionEdits> SqliteSongs::editsOf(const SongId& id, Version version) {
  return reading(backend_, [&](Connection& connection) -> Result<VersionEdits> {
    if (const auto info = readSongRow(connection, id); !info) return tl::unexpected(info.error());
    const auto row = readVersionRow(connection, id, version);
    if (!row) return tl::unexpected(row.error());
    auto operations = readOperations(connection, id, version);
    if (!operations) return tl::unexpected(operations.error());
    return VersionEdits{row->info, *std::move(operations)};
  });
}

Result<VersionInfo> SqliteSongs::nameVersion(const SongId& id, Version version, const std::string& name) {
  if (const auto fine = checkName(name, "the version's name"); !fine) return tl::unexpected(fine.error());
  return writing(backend_, [&](Connection& connection) -> Result<VersionInfo> {
    if (const auto row = readVersionRow(connection, id, version); !row) return tl::unexpected(row.error());
    if (!name.empty()) {
      Query other(connection, "SELECT version FROM versions WHERE song=? AND name=? AND version<>?", id, name, version);
      if (other.next())
        return fail(ErrorCode::InvalidArgument, fmt::format("version {} has that name already", other.integer(0)));
    }
    Query(connection, "UPDATE versions SET name=nullif(?, '') WHERE song=? AND version=?", name, id, version).run();
    const auto row = readVersionRow(connection, id, version);
    if (!row) return tl::unexpected(row.error());
    return row->info;
  });
}

Result<std::vector<BranchInfo>> SqliteSongs::branches(const SongId& id) {
  return reading(backend_, [&](Connection& connection) -> Result<std::vector<BranchInfo>> {
    if (const auto info = readSongRow(connection, id); !info) return tl::unexpected(info.error());
    Query rows(connection, "SELECT name, head, fork, created_ms FROM branches WHERE song=? ORDER BY name<>'main', name",
               id);
    std::vector<BranchInfo> branches;
    while (rows.next()) branches.push_back({rows.text(0), rows.integer(1), rows.integer(2), rows.integer(3)});
    return branches;
  });
}

Result<BranchInfo> SqliteSongs::addBranch(const SongId& id, const std::string& name, Version from) {
  if (name.empty()) return fail(ErrorCode::InvalidArgument, "a branch needs a name");
  if (const auto fine = checkName(name, "the branch's name"); !fine) return tl::unexpected(fine.error());
  const auto now = backend_.clock.unixMilliseconds();
  return writing(backend_, [&](Connection& connection) -> Result<BranchInfo> {
    if (const auto info = readSongRow(connection, id); !info) return tl::unexpected(info.error());
    if (readBranchRow(connection, id, name))
      return fail(ErrorCode::InvalidArgument, "the song has a branch of that name already");
    {
      Query count(connection, "SELECT count(*) FROM branches WHERE song=?", id);
      if (count.next() && static_cast<std::size_t>(count.integer(0)) >= kMaxBranches)
        return fail(ErrorCode::TooLarge, fmt::format("a song has at most {} branches; remove one", kMaxBranches));
    }
    const auto song = rebuildDocument(connection, id, from);
    if (!song) return tl::unexpected(song.error());
    Query(connection, "INSERT INTO branches (song, name, head, fork, created_ms, document) VALUES (?,?,?,?,?,?)", id,
          name, from, from, now, song::toJson(*song))
        .run();
    return BranchInfo{name, from, from, now};
  });
}

Result<void> SqliteSongs::removeBranch(const SongId& id, const std::string& name) {
  if (name == kMainBranch) return fail(ErrorCode::InvalidArgument, "the branch main stays; put the song in the trash");
  return writing(backend_, [&](Connection& connection) -> Result<void> {
    if (const auto branch = readBranchRow(connection, id, name); !branch) return tl::unexpected(branch.error());
    Query(connection, "DELETE FROM branches WHERE song=? AND name=?", id, name).run();
    return {};
  });
}

Result<void> SqliteSongs::addShown(const SongId& id, std::span<const ShownSuggestion> suggestions) {
  for (const auto& shown : suggestions)
    if (auto fine = checkShown(shown); !fine) return fine;
  const auto now = backend_.clock.unixMilliseconds();
  return writing(backend_, [&](Connection& connection) -> Result<void> {
    if (const auto info = readSongRow(connection, id); !info) return tl::unexpected(info.error());
    for (const auto& shown : suggestions)
      Query(connection,
            "INSERT INTO shown (song, number, shown_ms, key, chords, detail) VALUES "
            "(?1, (SELECT ifnull(max(number), 0) + 1 FROM shown WHERE song=?1), ?2, ?3, ?4, ?5)",
            id, now, shown.key, join(shown.chords, " "), shown.detail)
          .run();
    Query(connection,
          "DELETE FROM shown WHERE song=?1 AND number <= (SELECT max(number) FROM shown WHERE song=?1) - ?2", id,
          kMaxShown)
        .run();
    return {};
  });
}

Result<std::vector<ShownSuggestion>> SqliteSongs::shown(const SongId& id, std::size_t limit) {
  if (limit < 1 || limit > kMaxShown)
    return fail(ErrorCode::InvalidArgument, fmt::format("limit must be 1 to {}", kMaxShown));
  return reading(backend_, [&](Connection& connection) -> Result<std::vector<ShownSuggestion>> {
    if (const auto info = readSongRow(connection, id); !info) return tl::unexpected(info.error());
    Query rows(connection, "SELECT chords, key, detail, shown_ms FROM shown WHERE song=? ORDER BY number DESC LIMIT ?",
               id, limit);
    std::vector<ShownSuggestion> shown;
    while (rows.next()) shown.push_back({chordsOf(rows.text(0)), rows.text(1), rows.text(2), rows.integer(3)});
    return shown;
  });
}

}  // namespace amuse::store
