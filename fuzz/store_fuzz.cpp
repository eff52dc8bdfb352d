// modules: store,wire
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/testing/scratch_folder.h"
#include "song/song_builder.h"
#include "store/store.h"
#include "wire/songs_json.h"

using namespace amuse;

namespace {

/// An open store with one song, in memory where the system has such a folder.
struct Opened {
  ManualClock clock{1};
  ScratchFolder folder{::access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"};
  std::unique_ptr<store::Store> store;
  store::SongId id;
  Opened() {
    store = store::openStore({folder.path()}, clock).value();
    id = store->songs().create(song::makeEmptySong("fuzz"), "", "").value().info.id;
  }
};

}  // namespace

/// Bytes as what clients send to the store: a cursor, words to search, a name, a change, a stored history. The first
/// byte chooses. Whatever comes, the store answers, and what it accepts it gives back.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Opened opened;
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
  auto& songs = opened.store->songs();
  store::ListQuery query;
  switch (data[0] % 6) {
    case 0:
      query.cursor = text;
      (void)songs.list(query);
      break;
    case 1:
      query.cursor = text;
      query.order = store::SongOrder::Title;
      (void)songs.list(query);
      break;
    case 2:
      query.search = text;
      (void)songs.list(query);
      break;
    case 3:
      if (songs.nameVersion(opened.id, 1, text) && songs.editsOf(opened.id, 1).value().info.name != text) std::abort();
      break;
    case 4:
      if (auto change = wire::parseChange(text)) {
        change->target.songId = opened.id;
        change->target.baseVersion = songs.read(opened.id).value().version;
        change->target.branch = "main";
        const auto outcome = songs.applyEdits(change->target, change->edits);
        if (outcome && !songs.readVersion(opened.id, std::get<store::Saved>(*outcome).version.version)) std::abort();
      }
      break;
    default:
      if (const auto applied = song::parseAppliedEdits(text)) {
        const auto back = song::parseAppliedEdits(song::toJson(std::span<const song::AppliedEdit>(*applied)));
        if (!back || *back != *applied) std::abort();
      }
  }
  return 0;
}
