#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "store/media.h"
#include "store/records.h"
#include "store/songs.h"

/// The store: everything that is kept, behind interfaces that a database server can implement as well as a file.
namespace amuse::store {

struct StoreInfo {
  std::string place;  ///< Where it is, for people.
  int schemaVersion = 0;
  std::int64_t songs = 0, trashed = 0, versions = 0, media = 0, mediaBytes = 0, fileBytes = 0;
};

/// One open store. Thread-safe. Several processes may have the same one open.
class Store {
 public:
  virtual ~Store() = default;
  [[nodiscard]] virtual SongStore& songs() noexcept = 0;
  [[nodiscard]] virtual MediaStore& media() noexcept = 0;
  [[nodiscard]] virtual RecordStore& records() noexcept = 0;

  [[nodiscard]] virtual Result<StoreInfo> info() = 0;
  /// Whether it answers: a read of one row. For health checks.
  [[nodiscard]] virtual Result<void> ping() = 0;
  /// Writes a whole copy, as of one moment, while others read and write. The file appears under its name when it is
  /// complete; mode 0600. Errors: Unavailable (cannot be written).
  [[nodiscard]] virtual Result<void> backup(const std::filesystem::path& file) = 0;
  /// Reads everything and says what is wrong, one line each; empty when all is well. Pages and indexes; documents
  /// against their schema; heads against their history; media against their ids. Cost: all of the file is read.
  [[nodiscard]] virtual Result<std::vector<std::string>> check() = 0;
};

struct StoreOptions {
  std::filesystem::path folder;             ///< `--data`; made with mode 0700 when it is not there.
  bool mustExist = false;                   ///< NotFound instead of a new, empty store.
  int busyTimeoutMs = 5000;                 ///< How long to wait for another writer.
  std::size_t readers = 4;                  ///< Connections that read at the same time, 1..32.
  std::int64_t maxMediaBytes = 20LL << 30;  ///< Room for all media together.
  std::int64_t maxFileBytes = 0;            ///< Of the whole file; 0: as much as the disk has.
};

/// Where songs are when nothing is named: $AMUSE_DATA, else $XDG_DATA_HOME/amuse, else ~/.local/share/amuse.
[[nodiscard]] std::filesystem::path defaultFolder();

/// The folder a store's address names: "sqlite:FOLDER", or its file "sqlite:FOLDER/amuse.db"; "sqlite:///srv/songs"
/// too. Errors: InvalidArgument (no address, nothing named), Unsupported (another kind of store), with what to use
/// instead.
[[nodiscard]] Result<std::filesystem::path> folderOfUrl(std::string_view url);

/// The file in the folder.
[[nodiscard]] std::filesystem::path storeFile(const std::filesystem::path& folder);

/// Opens or makes `amuse.db` in the folder: SQLite, WAL, synchronous=FULL, mode 0600; older schemas are migrated.
/// @param clock  Outlives the store.
/// Errors, each one line that says what to do: InvalidArgument (not a folder; a foreign file has the name), Unsupported
/// (a newer Amuse made it), Unavailable (cannot be made or opened, damaged), NotFound (mustExist).
[[nodiscard]] Result<std::unique_ptr<Store>> openStore(const StoreOptions& options, const Clock& clock);

/// Puts a backup in the place of what the folder's store holds, also while other processes have it open: they see the
/// restored songs from their next read on. What was there is first kept as `before-restore-<time>.db` in the folder.
/// @return That file; empty when there was no store. Errors: as openStore(), about the backup: a file that is no whole,
/// sound Amuse backup is refused and nothing changes.
[[nodiscard]] Result<std::filesystem::path> restoreStore(const std::filesystem::path& backup,
                                                         const StoreOptions& options, const Clock& clock);

}  // namespace amuse::store
