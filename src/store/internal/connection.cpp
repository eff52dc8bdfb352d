#include "store/internal/connection.h"

#include <algorithm>

#include <fmt/format.h>
#include <sqlite3.h>

namespace amuse::store {
namespace {

constexpr std::int64_t kPageBytes = 4096;
/// A log that grew for one large picture is cut back to this.
constexpr int kLogBytesKept = 64 << 20;

/// The low byte of an extended code is the plain one.
constexpr int plain(int code) { return code & 0xff; }

}  // namespace

Connection::Connection(const std::filesystem::path& file, const Limits& limits)
    : database_(file.string(), SQLite::OPEN_READWRITE, limits.busyTimeoutMs) {
  // Reads the file's head: a foreign or damaged one is found here, before anything is written to it.
  database_.exec("PRAGMA schema_version");
  database_.exec("PRAGMA journal_mode=WAL");
  database_.exec("PRAGMA synchronous=FULL");
  database_.exec("PRAGMA foreign_keys=ON");
  database_.exec("PRAGMA temp_store=MEMORY");
  database_.exec("PRAGMA trusted_schema=OFF");
  database_.exec(fmt::format("PRAGMA journal_size_limit={}", kLogBytesKept));
  if (limits.maxFileBytes > 0)
    database_.exec(
        fmt::format("PRAGMA max_page_count={}", std::max<std::int64_t>(1, limits.maxFileBytes / kPageBytes)));
}

Connection::Connection(const std::filesystem::path& file, ReadOnly) : database_(file.string(), SQLite::OPEN_READONLY) {
  database_.exec("PRAGMA schema_version");
  database_.exec("PRAGMA trusted_schema=OFF");
}

SQLite::Statement& Connection::statement(const std::string& sql) {
  auto found = statements_.find(sql);
  if (found == statements_.end())
    found = statements_.emplace(sql, std::make_unique<SQLite::Statement>(database_, sql)).first;
  return *found->second;
}

std::int64_t Connection::integerOf(const std::string& sql) {
  Query query(*this, sql);
  return query.next() ? query.integer(0) : 0;
}

Query::~Query() {
  statement_.tryReset();
  try {
    statement_.clearBindings();
  } catch (const SQLite::Exception&) {  // Only for a statement that is not there any more.
    return;
  }
}

void Query::bind(std::string_view text) { statement_.bind(++bound_, std::string(text)); }
void Query::bind(std::int64_t value) { statement_.bind(++bound_, value); }
void Query::bind(Blob blob) { statement_.bindNoCopy(++bound_, blob.bytes.data(), static_cast<int>(blob.bytes.size())); }
void Query::bind(std::nullopt_t) { statement_.bind(++bound_); }

Error toError(const SQLite::Exception& fault, const std::filesystem::path& file) {
  const std::string name = file.string();
  switch (plain(fault.getErrorCode())) {
    case SQLITE_FULL:
      return {ErrorCode::Unavailable, fmt::format("no room left for {}; free some space and try again", name), {}};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return {ErrorCode::Unavailable,
              fmt::format("cannot write {} or a file beside it; make the folder writable for this user", name),
              {}};
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return {ErrorCode::Timeout, fmt::format("{} is held by another program; try again", name), {}};
    case SQLITE_CORRUPT:
      return {
          ErrorCode::Unavailable, fmt::format("{} is damaged; put a backup in its place with amuse restore", name), {}};
    case SQLITE_NOTADB:
      return {ErrorCode::InvalidArgument,
              fmt::format("{} is no Amuse store; move it away or name another folder with --data", name),
              {}};
    case SQLITE_IOERR:
      return {ErrorCode::Unavailable, fmt::format("reading or writing {} failed; is the disk full or gone?", name), {}};
    default: return {ErrorCode::Internal, fmt::format("{}: {}", name, fault.what()), {}};
  }
}

}  // namespace amuse::store
