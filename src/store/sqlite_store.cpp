#include <fmt/format.h>

#include "store/internal/backend.h"
#include "store/internal/check_songs.h"
#include "store/internal/schema.h"
#include "store/internal/sqlite_media.h"
#include "store/internal/sqlite_records.h"
#include "store/internal/sqlite_songs.h"
#include "store/internal/store_file.h"

namespace amuse::store {
namespace {

namespace fs = std::filesystem;

class SqliteStore final : public Store {
 public:
  SqliteStore(const StoreOptions& options, const Clock& clock)
      : backend_{options,
                 clock,
                 {storeFile(options.folder), {options.busyTimeoutMs, options.maxFileBytes}, options.readers}} {}

  SongStore& songs() noexcept override { return songs_; }
  MediaStore& media() noexcept override { return media_; }
  RecordStore& records() noexcept override { return records_; }

  Result<StoreInfo> info() override;
  Result<void> ping() override;
  Result<void> backup(const fs::path& file) override;
  Result<std::vector<std::string>> check() override;

  /// To be called once, before anything else.
  Result<void> prepare() {
    const auto connection = backend_.pool.writer();
    return prepareSchema(*connection, backend_.file());
  }

 private:
  Backend backend_;
  SqliteSongs songs_{backend_};
  SqliteMedia media_{backend_};
  SqliteRecords records_{backend_};
};

Result<StoreInfo> SqliteStore::info() {
  return reading(backend_, [&](Connection& c) -> Result<StoreInfo> {
    StoreInfo info;
    info.place = backend_.file().string();
    info.schemaVersion = static_cast<int>(c.integerOf("PRAGMA user_version"));
    info.songs = c.integerOf("SELECT count(*) FROM songs WHERE deleted_ms IS NULL");
    info.trashed = c.integerOf("SELECT count(*) FROM songs WHERE deleted_ms IS NOT NULL");
    info.versions = c.integerOf("SELECT count(*) FROM versions");
    info.media = c.integerOf("SELECT count(*) FROM media");
    info.mediaBytes = c.integerOf("SELECT ifnull(sum(bytes), 0) FROM media");
    info.fileBytes = c.integerOf("PRAGMA page_count") * c.integerOf("PRAGMA page_size");
    return info;
  });
}

Result<void> SqliteStore::ping() {
  return reading(backend_, [](Connection& connection) -> Result<void> {
    (void)connection.integerOf("SELECT count(*) FROM (SELECT 1 FROM songs LIMIT 1)");
    return {};
  });
}

Result<void> SqliteStore::backup(const fs::path& file) {
  return attempt(backend_.file(), [&]() -> Result<void> {
    const auto connection = backend_.pool.reader();
    return copyDatabase(connection->database(), file);
  });
}

Result<std::vector<std::string>> SqliteStore::check() {
  return reading(backend_, [](Connection& connection) -> Result<std::vector<std::string>> {
    auto problems = integrityProblems(connection);
    // Damaged pages make the rest a guess.
    return problems.empty() ? contentProblems(connection) : problems;
  });
}

Result<void> checkOptions(const StoreOptions& options) {
  if (options.folder.empty()) return fail(ErrorCode::InvalidArgument, "name the store's folder with --data");
  if (options.readers < 1 || options.readers > 32) return fail(ErrorCode::InvalidArgument, "readers must be 1 to 32");
  return {};
}

/// Copies a sound backup over the store's file in one transaction.
Result<void> copyOver(const fs::path& backup, const StoreOptions& options) {
  const fs::path file = storeFile(options.folder);
  return attempt(file, [&]() -> Result<void> {
    SQLite::Database from(backup.string(), SQLite::OPEN_READONLY);
    SQLite::Database to(file.string(), SQLite::OPEN_READWRITE, options.busyTimeoutMs);
    to.exec("PRAGMA journal_mode=WAL");
    to.exec("PRAGMA synchronous=FULL");
    copyAllPages(to, from);
    return {};
  });
}

/// A name that is not taken: two restores in one millisecond, or of a file kept before, must not write over each other.
fs::path freeName(const fs::path& folder, UnixMs now) {
  std::error_code ignored;
  fs::path name = folder / fmt::format("before-restore-{}.db", now);
  for (int i = 2; fs::exists(name, ignored); ++i) name = folder / fmt::format("before-restore-{}-{}.db", now, i);
  return name;
}

/// Keeps what a restore is about to replace; gives the file, or an empty path where there is nothing.
Result<fs::path> keepPresent(const StoreOptions& options, const fs::path& kept) {
  std::error_code problem;
  const fs::path file = storeFile(options.folder);
  if (!fs::exists(file, problem)) return fs::path();
  const auto copied = attempt(file, [&]() -> Result<void> {
    SQLite::Database present(file.string(), SQLite::OPEN_READWRITE, options.busyTimeoutMs);
    return copyDatabase(present, kept);
  });
  if (copied) return kept;
  if (copied.error().code == ErrorCode::Timeout) return tl::unexpected(copied.error());
  // Too damaged to be copied page by page: the files themselves go aside, so that nothing of them is lost.
  for (const char* suffix : {"", "-wal", "-shm"}) {
    if (!fs::exists(file.string() + suffix, problem)) continue;
    fs::rename(file.string() + suffix, kept.string() + suffix, problem);
    if (problem)
      return fail(ErrorCode::Unavailable, fmt::format("cannot move {} aside: {}", file.string(), problem.message()));
  }
  return kept;
}

/// Whether a file is a whole and sound store of ours; it is not changed.
Result<void> checkBackup(const fs::path& backup) {
  std::error_code ignored;
  if (!fs::is_regular_file(backup, ignored))
    return fail(ErrorCode::NotFound, fmt::format("there is no backup {}", backup.string()));
  return attempt(backup, [&]() -> Result<void> {
    Connection connection(backup, Connection::ReadOnly{});
    if (auto ours = recogniseSchema(connection, backup); !ours) return ours;
    if (const auto problems = integrityProblems(connection); !problems.empty())
      return fail(ErrorCode::Unavailable,
                  fmt::format("{} is damaged ({}); take another backup", backup.string(), problems[0]));
    return {};
  });
}

}  // namespace

Result<std::unique_ptr<Store>> openStore(const StoreOptions& options, const Clock& clock) {
  if (const auto fine = checkOptions(options); !fine) return tl::unexpected(fine.error());
  if (const auto made = makeStoreFile(options); !made) return tl::unexpected(made.error());
  return attempt(storeFile(options.folder), [&]() -> Result<std::unique_ptr<Store>> {
    auto store = std::make_unique<SqliteStore>(options, clock);
    if (const auto ready = store->prepare(); !ready) return tl::unexpected(ready.error());
    return store;
  });
}

Result<fs::path> restoreStore(const fs::path& backup, const StoreOptions& options, const Clock& clock) {
  if (const auto fine = checkOptions(options); !fine) return tl::unexpected(fine.error());
  if (const auto sound = checkBackup(backup); !sound) return tl::unexpected(sound.error());
  auto kept = keepPresent(options, freeName(options.folder, clock.unixMilliseconds()));
  if (!kept) return kept;
  if (const auto made = makeStoreFile(options); !made) return tl::unexpected(made.error());
  if (const auto copied = copyOver(backup, options); !copied) return tl::unexpected(copied.error());
  // An older backup becomes current at once.
  const auto opened = openStore(options, clock);
  if (!opened) return tl::unexpected(opened.error());
  return kept;
}

}  // namespace amuse::store
