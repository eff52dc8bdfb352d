#include "store/internal/song_rows.h"

#include <array>
#include <map>

#include <fmt/format.h>
#include <sodium.h>

#include "base/text.h"
#include "song/song_json.h"
#include "song/validate.h"
#include "store/media.h"

namespace amuse::store {
namespace {

constexpr std::size_t kMaxSearchBytes = 64u << 10;
constexpr std::size_t kMaxSortTitleBytes = 100;

tl::unexpected<Error> damaged(const SongId& id) {
  return fail(ErrorCode::Unavailable,
              fmt::format("the history of song {} is damaged; look with amuse songs check, or restore a backup", id));
}

std::string wordsOf(const song::Song& song) {
  std::string words = song.title;
  const auto add = [&](const std::string& more) {
    if (words.size() < kMaxSearchBytes) words += '\n' + more;
  };
  for (const auto& part : song.parts) {
    add(part.name);
    for (const auto& lyric : part.lyrics) add(lyric.text);
  }
  for (const auto& inspiration : song.inspirations) add(inspiration.text);
  return toLower(words);
}

}  // namespace

SongInfo songOf(Query& query) {
  return {query.text(0), query.text(1), query.integer(5), query.integer(2), query.integer(3), query.maybe(4)};
}

Result<SongInfo> readSongRow(Connection& connection, const SongId& id) {
  Query query(connection, fmt::format("SELECT {} FROM songs WHERE id=?", kSongColumns), id);
  if (!query.next()) return fail(ErrorCode::NotFound, "there is no such song");
  return songOf(query);
}

Result<BranchRow> readBranchRow(Connection& connection, const SongId& id, std::string_view name) {
  Query query(connection, "SELECT name, head, fork, created_ms, document FROM branches WHERE song=? AND name=?", id,
              name);
  if (!query.next()) return fail(ErrorCode::NotFound, "there is no such branch of this song");
  return BranchRow{{query.text(0), query.integer(1), query.integer(2), query.integer(3)}, query.text(4)};
}

VersionRow versionOf(Query& query) {
  VersionRow row;
  row.info.version = query.integer(0);
  row.info.parent = query.integer(1);
  row.info.branch = query.text(2);
  row.info.kind = static_cast<VersionKind>(query.integer(3));
  row.info.savedMs = query.integer(4);
  row.info.by = query.text(5);
  row.info.name = query.text(6);
  row.info.of = query.maybe(7);
  row.ofFirst = static_cast<int>(query.integer(8));
  row.ofLast = static_cast<int>(query.integer(9));
  row.undo = {query.integer(10), static_cast<int>(query.integer(11)), query.integer(12),
              static_cast<int>(query.integer(13))};
  row.info.operations = static_cast<std::size_t>(query.integer(14));
  row.info.summary = query.text(15);
  row.sinceSnapshot = static_cast<int>(query.integer(16));
  return row;
}

Result<VersionRow> readVersionRow(Connection& connection, const SongId& id, Version version) {
  Query query(connection, fmt::format("SELECT {} FROM versions WHERE song=? AND version=?", kVersionColumns), id,
              version);
  if (!query.next()) return fail(ErrorCode::NotFound, fmt::format("this song has no version {}", version));
  return versionOf(query);
}

Result<std::vector<song::AppliedEdit>> readOperations(Connection& connection, const SongId& id, Version version) {
  Query query(connection, "SELECT operations FROM versions WHERE song=? AND version=?", id, version);
  if (!query.next()) return fail(ErrorCode::NotFound, fmt::format("this song has no version {}", version));
  auto operations = song::parseAppliedEdits(query.text(0));
  if (!operations) return damaged(id);
  return operations;
}

Result<song::Song> rebuildDocument(Connection& connection, const SongId& id, Version version) {
  std::vector<Version> later;  // Newest first.
  std::string snapshot;
  for (Version at = version;;) {
    Query query(connection, "SELECT parent, snapshot FROM versions WHERE song=? AND version=?", id, at);
    if (!query.next())
      return later.empty() ? fail(ErrorCode::NotFound, fmt::format("this song has no version {}", version))
                           : damaged(id);
    if (!query.isNull(1)) {
      snapshot = query.text(1);
      break;
    }
    later.push_back(at);
    at = query.integer(0);
  }
  auto song = song::parseSong(snapshot);
  if (!song) return damaged(id);
  for (auto at = later.rbegin(); at != later.rend(); ++at) {
    const auto operations = readOperations(connection, id, *at);
    if (!operations) return tl::unexpected(operations.error());
    std::vector<song::Edit> edits;
    edits.reserve(operations->size());
    for (const auto& operation : *operations) edits.push_back(operation.edit);
    if (!song::applyAll(*song, edits)) return damaged(id);
  }
  return song;
}

void writeVersion(Connection& connection, const SongId& id, const NewVersion& version, const std::string& document) {
  const VersionRow& row = version.row;
  const auto orNull = [](const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); };
  const bool keepsDocument = row.sinceSnapshot == 0;
  Query(connection,
        fmt::format("INSERT INTO versions (song, {}, request_key, request_hash, operations, snapshot) VALUES "
                    "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                    kVersionColumns),
        id, row.info.version, row.info.parent, row.info.branch, static_cast<int>(row.info.kind), row.info.savedMs,
        row.info.by, orNull(row.info.name), row.info.of, row.ofFirst, row.ofLast, row.undo.undoVersion,
        row.undo.undoOperations, row.undo.redoVersion, row.undo.redoDone, row.info.operations, row.info.summary,
        row.sinceSnapshot, orNull(version.requestKey), orNull(version.requestHash),
        song::toJson(std::span<const song::AppliedEdit>(version.operations)),
        keepsDocument ? std::optional(document) : std::nullopt)
      .run();
}

void writeSongWords(Connection& connection, const SongId& id, const song::Song& song, UnixMs savedMs) {
  Query(connection, "UPDATE songs SET title=?, sort_title=?, search=?, saved_ms=? WHERE id=?", song.title,
        toLower(song.title).substr(0, kMaxSortTitleBytes), wordsOf(song), savedMs, id)
      .run();
}

void writeMediaUses(Connection& connection, const SongId& id, const song::Song& song) {
  // Uses are only ever added: an older version that is brought back must find its media.
  for (const auto& inspiration : song.inspirations)
    for (const auto* references : {&inspiration.imageRefs, &inspiration.audioRefs})
      for (const auto& reference : *references)
        if (const auto media = mediaIdOf(reference))
          Query(connection, "INSERT OR IGNORE INTO media_uses (media, song) VALUES (?,?)", *media, id).run();
}

Result<std::string> currentJson(std::string document) {
  static const std::string kCurrent = fmt::format("{{\"schemaVersion\":{},", song::kSchemaVersion);
  if (document.starts_with(kCurrent)) return document;
  const auto song = song::parseSong(document);
  if (!song) return tl::unexpected(song.error());
  return song::toJson(*song);
}

std::string summaryOf(const std::vector<song::AppliedEdit>& operations) {
  std::vector<std::pair<std::string_view, int>> counts;
  for (const auto& operation : operations) {
    const auto name = nameOf(operation.edit);
    if (!counts.empty() && counts.back().first == name) {
      ++counts.back().second;
    } else {
      counts.emplace_back(name, 1);
    }
  }
  std::vector<std::string> pieces;
  for (const auto& [name, count] : counts) {
    if (pieces.size() == 4) {
      pieces.emplace_back("...");
      break;
    }
    pieces.push_back(count == 1 ? std::string(name) : fmt::format("{} x {}", count, name));
  }
  return join(pieces, ", ");
}

std::string randomId(char letter) {
  constexpr std::string_view kDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  std::string id(1, letter);
  for (int i = 0; i < 22; ++i) id += kDigits[randombytes_uniform(static_cast<std::uint32_t>(kDigits.size()))];
  return id;
}

std::string hashOf(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  std::string text;
  for (const unsigned char byte : hash) text += fmt::format("{:02x}", byte);
  return text;
}

}  // namespace amuse::store
