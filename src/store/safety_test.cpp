#include <doctest/doctest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <set>
#include <thread>

#include "base/files.h"
#include "store/testing/edit_songs.h"

using namespace amuse;
using namespace amuse::store;
namespace fs = std::filesystem;

namespace {

Result<std::unique_ptr<Store>> openIn(const fs::path& folder, bool mustExist = false) {
  static const ManualClock clock;
  StoreOptions options{folder};
  options.mustExist = mustExist;
  options.busyTimeoutMs = 200;
  return openStore(options, clock);
}

unsigned modeOf(const fs::path& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 0777;
}

void damage(const fs::path& file, std::streamoff at, const std::string& bytes) {
  std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
  stream.seekp(at);
  stream << bytes;
}

/// A folder with a store of some songs, closed.
void fill(const fs::path& folder, int songs) {
  const auto store = need(openIn(folder));
  for (int i = 0; i < songs; ++i) {
    const auto id = need(store->songs().create(shortSong("Song " + std::to_string(i)), "", "")).info.id;
    change(store->songs(), id, {setTitle("Edited " + std::to_string(i))});
  }
}

}  // namespace

TEST_CASE("the folder and the file are their owner's alone") {
  ScratchFolder folder;
  const fs::path made = folder.path() / "deep" / "data";
  const auto store = need(openIn(made));
  CHECK(modeOf(made) == 0700);
  CHECK(modeOf(storeFile(made)) == 0600);
  CHECK(modeOf(made / "amuse.db-wal") == 0600);
  ::chmod(storeFile(made).c_str(), 0644);
  need(openIn(made));
  CHECK(modeOf(storeFile(made)) == 0600);
}

TEST_CASE("what is no store of ours is refused in one line and left as it is") {
  ScratchFolder folder;
  const fs::path file = storeFile(folder.path());
  struct Row {
    std::string content;
    ErrorCode code;
  };
  for (const auto& [content, code] :
       {Row{"this is a letter, not a database, and it is long enough to look at", ErrorCode::InvalidArgument},
        Row{std::string(8192, '\xff'), ErrorCode::InvalidArgument}}) {
    need(writeFile(file, content));
    const auto opened = openIn(folder.path());
    REQUIRE_FALSE(opened.has_value());
    CHECK(opened.error().code == code);
    CHECK(opened.error().message.find("amuse.db") != std::string::npos);
    CHECK(opened.error().message.find('\n') == std::string::npos);
    CHECK(need(readFile(file)) == content);
  }
}

TEST_CASE("another program's database, a newer store and a missing one are told apart") {
  ScratchFolder folder;
  fill(folder.path(), 1);
  // Offsets of user_version and application_id in an SQLite file's header.
  damage(storeFile(folder.path()), 60, std::string("\0\0\0\x63", 4));
  CHECK(openIn(folder.path()).error().code == ErrorCode::Unsupported);
  damage(storeFile(folder.path()), 60, std::string("\0\0\0\x01", 4));
  damage(storeFile(folder.path()), 68, std::string("\0\0\0\x07", 4));
  CHECK(openIn(folder.path()).error().code == ErrorCode::InvalidArgument);
  CHECK(openIn(folder.path() / "nothing", true).error().code == ErrorCode::NotFound);
  CHECK_FALSE(fs::exists(folder.path() / "nothing"));
  need(writeFile(folder.path() / "plain", "x"));
  CHECK(openIn(folder.path() / "plain").error().code == ErrorCode::InvalidArgument);
}

TEST_CASE("damage is found by check and told in one line") {
  ScratchFolder folder;
  fill(folder.path(), 20);
  const fs::path file = storeFile(folder.path());
  const auto size = static_cast<std::streamoff>(fs::file_size(file));
  REQUIRE(size > 60000);
  for (std::streamoff at = 9 * 4096; at < size; at += 4096) damage(file, at, std::string(64, '\x5a'));
  const auto store = openIn(folder.path());
  if (!store) {
    CHECK(store.error().message.find("restore") != std::string::npos);
    return;
  }
  const auto problems = (*store)->check();
  const bool told = !problems ? problems.error().message.find("damaged") != std::string::npos : !problems->empty();
  CHECK(told);
}

TEST_CASE("a full disk loses nothing that was saved and says so") {
  ScratchFolder folder;
  const ManualClock clock;
  StoreOptions options{folder.path()};
  options.maxFileBytes = 400 << 10;
  const auto store = need(openStore(options, clock));
  const auto id = need(store->songs().create(shortSong(), "", "")).info.id;
  Version head = 1;
  std::optional<Error> full;
  while (!full) {
    const auto title = std::string(400, 'x') + std::to_string(head);
    const auto outcome = store->songs().applyEdits({id, head}, std::vector{setTitle(title)});
    if (outcome) {
      head = std::get<Saved>(*outcome).version.version;
    } else {
      full = outcome.error();
    }
    REQUIRE(head < 10000);
  }
  CHECK(full->code == ErrorCode::Unavailable);
  CHECK(full->message.find("no room left") == 0);
  CHECK(need(store->songs().read(id)).version == head);
  CHECK(need(store->check()).empty());
  CHECK_FALSE(store->media().put(std::string(1 << 20, 'x'), "", "").has_value());
  CHECK(need(store->check()).empty());
}

TEST_CASE("a folder that cannot be written to is told in one line") {
  if (::geteuid() == 0) {
    MESSAGE("skipped: root may write anywhere");
    return;
  }
  ScratchFolder folder;
  ::chmod(folder.path().c_str(), 0500);
  const auto opened = openIn(folder.path());
  ::chmod(folder.path().c_str(), 0700);
  REQUIRE_FALSE(opened.has_value());
  CHECK(opened.error().code == ErrorCode::Unavailable);
}

TEST_CASE("a backup taken while songs change is one moment's store") {
  OpenedStore opened;
  const auto id = need(opened.songs.create(shortSong(), "", "")).info.id;
  need(opened.store->media().put("bytes", "image/png", "x.png"));
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    // Both songs of a pair are in the backup, or the second is not yet.
    for (int i = 0; !stop; ++i) (void)opened.songs.create(shortSong("Busy " + std::to_string(i)), "", "");
  });
  const fs::path copy = opened.folder.path() / "copy" / "amuse.db";
  fs::create_directory(copy.parent_path());
  need(opened.store->backup(copy));
  stop = true;
  writer.join();
  CHECK(modeOf(copy) == 0600);
  CHECK_FALSE(fs::exists(copy.string() + "-wal"));
  const auto store = need(openIn(copy.parent_path()));
  CHECK(need(store->check()).empty());
  CHECK(headOf(store->songs(), id) == shortSong());
  CHECK(opened.store->backup(opened.folder.path() / "no" / "such" / "folder.db").error().code ==
        ErrorCode::Unavailable);
}

TEST_CASE("a backup comes back while others have the store open") {
  OpenedStore opened;
  const fs::path copy = opened.folder.path() / "copy.db";
  const auto id = need(opened.songs.create(shortSong(), "", "")).info.id;
  need(opened.store->backup(copy));
  change(opened.songs, id, {setTitle("Later")});
  opened.clock.advance(5);
  const auto kept = need(restoreStore(copy, {opened.folder.path()}, opened.clock));
  // The store that was open all the time sees it.
  CHECK(headOf(opened.songs, id).title == "Sketch");
  change(opened.songs, id, {setTitle("After")});
  CHECK(need(opened.store->check()).empty());
  // What was there can be brought back too.
  need(restoreStore(kept, {opened.folder.path()}, opened.clock));
  CHECK(headOf(opened.songs, id).title == "Later");
}

TEST_CASE("only a sound backup is restored") {
  OpenedStore opened;
  const auto id = need(opened.songs.create(shortSong(), "", "")).info.id;
  const fs::path bad = opened.folder.path() / "bad.db";
  need(writeFile(bad, std::string(5000, 'x')));
  CHECK_FALSE(restoreStore(bad, {opened.folder.path()}, opened.clock).has_value());
  CHECK_FALSE(restoreStore(opened.folder.path() / "none.db", {opened.folder.path()}, opened.clock).has_value());
  CHECK(headOf(opened.songs, id).title == "Sketch");
}

TEST_CASE("a backup takes the place of a store that is damaged beyond opening") {
  ScratchFolder folder;
  const ManualClock clock;
  fill(folder.path(), 2);
  const fs::path copy = folder.path() / "copy.db";
  need(need(openIn(folder.path()))->backup(copy));
  need(writeFile(storeFile(folder.path()), std::string(20000, '\x7f')));
  const auto kept = need(restoreStore(copy, {folder.path()}, clock));
  CHECK(fs::file_size(kept) == 20000);
  CHECK(need(need(openIn(folder.path()))->songs().list({})).songs.size() == 2);
}

TEST_CASE("two writers of one song lose nothing, and every conflict is told") {
  OpenedStore opened;
  const auto other = opened.again();  // As another process would.
  const auto id = need(opened.songs.create(shortSong(), "", "")).info.id;
  std::atomic<int> conflicts = 0;
  const auto write = [&](SongStore& songs, const std::string& name, std::set<std::string>& done) {
    Version base = 1;
    for (int i = 0; i < 60;) {
      const std::string title = name + std::to_string(i);
      const auto outcome = songs.applyEdits({id, base}, std::vector{setTitle(title)});
      if (!outcome) return;
      if (const auto* one = std::get_if<Saved>(&*outcome)) {
        base = one->version.version;
        done.insert(title);
        ++i;
      } else {
        ++conflicts;
        base = std::get<Conflict>(*outcome).head;
      }
    }
  };
  std::set<std::string> first, second;
  std::thread thread([&] { write(other->songs(), "b", second); });
  write(opened.songs, "a", first);
  thread.join();
  CHECK(first.size() == 60);
  CHECK(second.size() == 60);
  CHECK(need(opened.songs.read(id)).version == 121);
  std::set<std::string> inHistory;
  for (Version version = 2; version <= 121; ++version) {
    const auto edits = need(opened.songs.editsOf(id, version));
    inHistory.insert(std::get<song::SetTitle>(edits.operations.at(0).edit.operation).title);
  }
  first.merge(second);
  CHECK(inHistory == first);
  CHECK(need(opened.store->check()).empty());
}
