#include "store/internal/sqlite_records.h"

#include <fmt/format.h>

#include "song/validate.h"
#include "store/internal/sqlite_songs.h"

namespace amuse::store {
namespace {

constexpr std::size_t kMaxRecordKeyBytes = 200;
constexpr std::string_view kAlive = "(expires_ms IS NULL OR expires_ms>?)";

Result<void> checkRecord(const Record& record) {
  if (!song::isId(record.kind)) return fail(ErrorCode::InvalidArgument, "a record's kind is 1 to 64 letters or digits");
  if (record.key.empty() || record.key.size() > kMaxRecordKeyBytes)
    return fail(ErrorCode::InvalidArgument, "a record's key has 1 to 200 bytes");
  if (record.bytes.size() > kMaxRecordBytes) return fail(ErrorCode::TooLarge, "a record has at most 8 MB");
  return checkName(record.key, "a record's key");
}

Record recordOf(Query& query) {
  return {query.text(0), query.text(1), query.text(4), query.integer(2), query.maybe(3)};
}

constexpr std::string_view kRecordColumns = "kind, key, saved_ms, expires_ms, bytes";

int insertRecord(Connection& connection, const Record& record, UnixMs now, std::string_view otherwise) {
  return Query(connection,
               fmt::format("INSERT INTO records ({}) VALUES (?,?,?,?,?) ON CONFLICT DO {}", kRecordColumns, otherwise),
               record.kind, record.key, now, record.expiresMs, Blob{record.bytes})
      .run();
}

}  // namespace

Result<void> SqliteRecords::put(const Record& record) {
  if (auto fine = checkRecord(record); !fine) return fine;
  const auto now = backend_.clock.unixMilliseconds();
  return writing(backend_, [&](Connection& connection) -> Result<void> {
    insertRecord(connection, record, now,
                 "UPDATE SET saved_ms=excluded.saved_ms, expires_ms=excluded.expires_ms, bytes=excluded.bytes");
    return {};
  });
}

Result<bool> SqliteRecords::putNew(const Record& record) {
  if (const auto fine = checkRecord(record); !fine) return tl::unexpected(fine.error());
  const auto now = backend_.clock.unixMilliseconds();
  return writing(backend_, [&](Connection& connection) -> Result<bool> {
    Query(connection, "DELETE FROM records WHERE kind=? AND key=? AND expires_ms<=?", record.kind, record.key, now)
        .run();
    return insertRecord(connection, record, now, "NOTHING") > 0;
  });
}

Result<std::optional<Record>> SqliteRecords::find(const std::string& kind, const std::string& key) {
  const auto now = backend_.clock.unixMilliseconds();
  return reading(backend_, [&](Connection& connection) -> Result<std::optional<Record>> {
    Query query(connection, fmt::format("SELECT {} FROM records WHERE kind=? AND key=? AND {}", kRecordColumns, kAlive),
                kind, key, now);
    return query.next() ? std::optional(recordOf(query)) : std::nullopt;
  });
}

Result<bool> SqliteRecords::remove(const std::string& kind, const std::string& key) {
  return writing(backend_, [&](Connection& connection) -> Result<bool> {
    return Query(connection, "DELETE FROM records WHERE kind=? AND key=?", kind, key).run() > 0;
  });
}

Result<std::vector<Record>> SqliteRecords::list(const std::string& kind, const std::string& after, std::size_t limit) {
  if (limit < 1 || limit > kMaxPageItems)
    return fail(ErrorCode::InvalidArgument, fmt::format("limit must be 1 to {}", kMaxPageItems));
  const auto now = backend_.clock.unixMilliseconds();
  return reading(backend_, [&](Connection& connection) -> Result<std::vector<Record>> {
    Query rows(connection,
               fmt::format("SELECT {} FROM records WHERE kind=? AND key>? AND {} ORDER BY key LIMIT ?", kRecordColumns,
                           kAlive),
               kind, after, now, limit);
    std::vector<Record> records;
    while (rows.next()) records.push_back(recordOf(rows));
    return records;
  });
}

Result<std::size_t> SqliteRecords::removeExpired() {
  const auto now = backend_.clock.unixMilliseconds();
  return writing(backend_, [&](Connection& connection) -> Result<std::size_t> {
    return static_cast<std::size_t>(Query(connection, "DELETE FROM records WHERE expires_ms<=?", now).run());
  });
}

}  // namespace amuse::store
