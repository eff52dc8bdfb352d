#include "store/internal/store_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include <SQLiteCpp/Backup.h>
#include <fmt/format.h>
#include <sqlite3.h>

namespace amuse::store {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kOwnerOnlyFolder = 0700, kOwnerOnlyFile = 0600;

tl::unexpected<Error> cannot(const char* what, const fs::path& path) {
  return fail(ErrorCode::Unavailable, fmt::format("cannot {} {}: {}", what, path.string(), std::strerror(errno)));
}

/// Makes a new name in a folder outlast a power cut.
void syncFolder(const fs::path& folder) {
  const int descriptor = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

Result<void> makeFolder(const fs::path& folder) {
  std::error_code problem;
  if (folder.has_parent_path()) fs::create_directories(folder.parent_path(), problem);
  if (::mkdir(folder.c_str(), kOwnerOnlyFolder) != 0) return cannot("make the folder", folder);
  syncFolder(folder.parent_path());
  return {};
}

}  // namespace

Result<void> makePrivateFile(const fs::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnlyFile);
  if (descriptor < 0) return cannot("make", file);
  ::close(descriptor);
  syncFolder(file.parent_path());
  return {};
}

Result<void> makeStoreFile(const StoreOptions& options) {
  const fs::path file = storeFile(options.folder);
  std::error_code ignored;
  const auto folder = fs::status(options.folder, ignored);
  if (fs::exists(folder) && !fs::is_directory(folder))
    return fail(ErrorCode::InvalidArgument,
                fmt::format("{} is not a folder; name one with --data", options.folder.string()));
  struct stat status {};
  if (::stat(file.c_str(), &status) == 0) {
    if (!S_ISREG(status.st_mode))
      return fail(ErrorCode::InvalidArgument,
                  fmt::format("{} is no plain file; name another folder with --data", file.string()));
    // Never opened here: closing it again would drop the locks this process may hold on it (POSIX).
    if ((status.st_mode & 077) != 0) ::chmod(file.c_str(), kOwnerOnlyFile);
    return {};
  }
  if (errno == EACCES) return cannot("look at", file);
  if (options.mustExist)
    return fail(ErrorCode::NotFound,
                fmt::format("there is no store in {}; name its folder with --data", options.folder.string()));
  if (!fs::exists(folder))
    if (auto made = makeFolder(options.folder); !made && errno != EEXIST) return made;
  if (auto made = makePrivateFile(file); !made && errno != EEXIST) return made;
  return {};
}

Result<void> copyDatabase(SQLite::Database& from, const fs::path& file) {
  const fs::path temporary = file.string() + fmt::format(".part{}", ::getpid());
  ::unlink(temporary.c_str());
  if (auto made = makePrivateFile(temporary); !made) return made;
  auto copied = attempt(file, [&]() -> Result<void> {
    SQLite::Database to(temporary.string(), SQLite::OPEN_READWRITE);
    to.exec("PRAGMA synchronous=FULL");
    copyAllPages(to, from);
    return {};
  });
  if (!copied) {
    ::unlink(temporary.c_str());
    return copied;
  }
  // A copy is one file: what opens it needs no log beside it.
  const auto closed = attempt(file, [&]() -> Result<void> {
    SQLite::Database to(temporary.string(), SQLite::OPEN_READWRITE);
    to.exec("PRAGMA journal_mode=DELETE");
    return {};
  });
  if (!closed || ::rename(temporary.c_str(), file.c_str()) != 0) {
    const auto error = closed ? cannot("write", file) : tl::unexpected(closed.error());
    ::unlink(temporary.c_str());
    return error;
  }
  syncFolder(file.parent_path());
  return {};
}

void copyAllPages(SQLite::Database& to, SQLite::Database& from) {
  SQLite::Backup backup(to, from);
  // In one step, so in one transaction: one moment's state, however much is written meanwhile.
  if (const int status = backup.executeStep(-1); status != SQLITE_DONE)
    throw SQLite::Exception("the copy did not end", status);
}

std::vector<std::string> integrityProblems(Connection& connection) {
  std::vector<std::string> problems;
  Query pages(connection, "PRAGMA integrity_check(20)");
  while (pages.next())
    if (auto line = pages.text(0); line != "ok") problems.push_back(std::move(line));
  Query keys(connection, "PRAGMA foreign_key_check");
  while (keys.next() && problems.size() < 40)
    problems.push_back(fmt::format("a row of {} belongs to nothing in {}", keys.text(0), keys.text(2)));
  return problems;
}

}  // namespace amuse::store
