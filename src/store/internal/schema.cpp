#include "store/internal/schema.h"

#include <array>

#include <fmt/format.h>

namespace amuse::store {
namespace {

constexpr std::int64_t kApplicationId = 0x416d7573;  // "Amus"

/// Step i makes schema version i + 1 out of version i. Steps are never changed, only added.
constexpr std::array<const char*, kStoreSchemaVersion> kSchemaSteps{R"sql(
CREATE TABLE songs (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  sort_title TEXT NOT NULL,
  search TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  saved_ms INTEGER NOT NULL,
  deleted_ms INTEGER,
  next_version INTEGER NOT NULL,
  create_key TEXT UNIQUE,
  create_hash TEXT
) STRICT;
CREATE INDEX songs_newest ON songs (saved_ms, id);
CREATE INDEX songs_title ON songs (sort_title, id);

CREATE TABLE branches (
  song TEXT NOT NULL REFERENCES songs (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  head INTEGER NOT NULL,
  fork INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (song, name)
) STRICT;

CREATE TABLE versions (
  song TEXT NOT NULL REFERENCES songs (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  parent INTEGER NOT NULL,
  branch TEXT NOT NULL,
  kind INTEGER NOT NULL,
  saved_ms INTEGER NOT NULL,
  author TEXT NOT NULL,
  name TEXT,
  of_version INTEGER,
  of_first INTEGER NOT NULL,
  of_last INTEGER NOT NULL,
  undo_version INTEGER NOT NULL,
  undo_operations INTEGER NOT NULL,
  redo_version INTEGER NOT NULL,
  redo_done INTEGER NOT NULL,
  operation_count INTEGER NOT NULL,
  summary TEXT NOT NULL,
  since_snapshot INTEGER NOT NULL,
  request_key TEXT,
  request_hash TEXT,
  operations TEXT NOT NULL,
  snapshot TEXT,
  PRIMARY KEY (song, version)
) STRICT;
CREATE UNIQUE INDEX versions_key ON versions (song, request_key) WHERE request_key IS NOT NULL;
CREATE UNIQUE INDEX versions_name ON versions (song, name) WHERE name IS NOT NULL;

CREATE TABLE shown (
  song TEXT NOT NULL REFERENCES songs (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  shown_ms INTEGER NOT NULL,
  key TEXT NOT NULL,
  chords TEXT NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (song, number)
) STRICT;

CREATE TABLE media (
  id TEXT PRIMARY KEY,
  type TEXT NOT NULL,
  name TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  added_ms INTEGER NOT NULL,
  content BLOB NOT NULL
) STRICT;
CREATE TABLE media_uses (
  media TEXT NOT NULL,
  song TEXT NOT NULL REFERENCES songs (id) ON DELETE CASCADE,
  PRIMARY KEY (media, song)
) STRICT, WITHOUT ROWID;
CREATE INDEX media_uses_song ON media_uses (song);

CREATE TABLE records (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  saved_ms INTEGER NOT NULL,
  expires_ms INTEGER,
  bytes BLOB NOT NULL,
  PRIMARY KEY (kind, key)
) STRICT;
CREATE INDEX records_expiry ON records (expires_ms) WHERE expires_ms IS NOT NULL;
)sql"};

bool isEmptyDatabase(Connection& connection) {
  return connection.integerOf("PRAGMA application_id") == 0 &&
         connection.integerOf("SELECT count(*) FROM sqlite_schema") == 0;
}

}  // namespace

Result<void> recogniseSchema(Connection& connection, const std::filesystem::path& file) {
  if (connection.integerOf("PRAGMA application_id") != kApplicationId)
    return fail(ErrorCode::InvalidArgument,
                fmt::format("{} is another program's database; move it away or name another folder with --data",
                            file.string()));
  if (const auto version = connection.integerOf("PRAGMA user_version"); version > kStoreSchemaVersion)
    return fail(ErrorCode::Unsupported, fmt::format("{} was written by a newer Amuse (store version {}, this one reads "
                                                    "up to {}); use that one",
                                                    file.string(), version, kStoreSchemaVersion));
  return {};
}

Result<void> prepareSchema(Connection& connection, const std::filesystem::path& file) {
  // Opening a current store takes no lock.
  if (connection.integerOf("PRAGMA user_version") == kStoreSchemaVersion) return recogniseSchema(connection, file);
  WriteTransaction transaction(connection);
  SQLite::Database& database = connection.database();
  if (isEmptyDatabase(connection)) database.exec(fmt::format("PRAGMA application_id={}", kApplicationId));
  if (auto ours = recogniseSchema(connection, file); !ours) return ours;
  const auto version = static_cast<std::size_t>(connection.integerOf("PRAGMA user_version"));
  for (std::size_t step = version; step < kSchemaSteps.size(); ++step) database.exec(kSchemaSteps[step]);
  database.exec(fmt::format("PRAGMA user_version={}", kStoreSchemaVersion));
  transaction.commit();
  return {};
}

}  // namespace amuse::store
