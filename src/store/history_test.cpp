#include <doctest/doctest.h>

#include <map>

#include "song/testing/random_song.h"
#include "store/testing/edit_songs.h"

using namespace amuse;
using namespace amuse::store;

namespace {

struct Sketch : OpenedStore {
  SongId id = need(songs.create(shortSong(), "", "")).info.id;
};

}  // namespace

TEST_CASE("every version can be read as it was, across snapshots") {
  Sketch s;
  const int count = 2 * static_cast<int>(kSnapshotEvery) + 7;
  for (int i = 2; i <= count; ++i) change(s.songs, s.id, {setTitle("v" + std::to_string(i))});
  for (const Version version : {2, 49, 50, 51, 52, 100, 101, count}) {
    const auto stored = need(s.songs.readVersion(s.id, version));
    CHECK(stored.version == version);
    CHECK(songIn(stored).title == "v" + std::to_string(version));
  }
  CHECK(s.songs.readVersion(s.id, count + 1).error().code == ErrorCode::NotFound);
}

TEST_CASE("a version is brought back as a new one, and that can be undone") {
  Sketch s;
  change(s.songs, s.id, {setTitle("One")});
  change(s.songs, s.id, {setTitle("Two")});
  const auto restored = saved(s.songs.restore({s.id, 3}, 1));
  CHECK(restored.version.kind == VersionKind::Restore);
  CHECK(restored.version.of == 1);
  CHECK(song::sameMusic(headOf(s.songs, s.id), shortSong()));
  saved(s.songs.undo({s.id, 4}, Step::Batch));
  CHECK(headOf(s.songs, s.id).title == "Two");
}

TEST_CASE("versions have names, each once") {
  Sketch s;
  change(s.songs, s.id, {setTitle("One")});
  CHECK(need(s.songs.nameVersion(s.id, 2, "for the band")).name == "for the band");
  CHECK(s.songs.nameVersion(s.id, 1, "for the band").error().code == ErrorCode::InvalidArgument);
  CHECK(s.songs.nameVersion(s.id, 1, "two\nlines").error().code == ErrorCode::InvalidArgument);
  HistoryQuery named;
  named.namedOnly = true;
  CHECK(need(s.songs.history(s.id, named)).versions.size() == 1);
  CHECK(need(s.songs.nameVersion(s.id, 2, "")).name.empty());
  CHECK(need(s.songs.history(s.id, named)).versions.empty());
}

TEST_CASE("the history comes in pages, newest first, and says what was done") {
  Sketch s;
  for (int i = 0; i < 5; ++i) change(s.songs, s.id, {setTitle(std::to_string(i))});
  HistoryQuery query;
  query.limit = 4;
  const auto first = need(s.songs.history(s.id, query));
  REQUIRE(first.versions.size() == 4);
  CHECK(first.versions[0].version == 6);
  CHECK(first.versions[0].summary == "setTitle");
  query.before = first.next;
  const auto second = need(s.songs.history(s.id, query));
  REQUIRE(second.versions.size() == 2);
  CHECK(second.versions[1].kind == VersionKind::Create);
  CHECK_FALSE(second.next.has_value());
  const auto edits = need(s.songs.editsOf(s.id, 6));
  CHECK(edits.operations.at(0).edit == setTitle("4"));
  CHECK(edits.operations.at(0).inverse == setTitle("3"));
}

TEST_CASE("a branch goes its own way from any version") {
  Sketch s;
  change(s.songs, s.id, {setTitle("One")});
  change(s.songs, s.id, {setTitle("Two")});
  CHECK(need(s.songs.addBranch(s.id, "slow", 2)).head == 2);
  CHECK(s.songs.addBranch(s.id, "slow", 1).error().code == ErrorCode::InvalidArgument);
  CHECK(change(s.songs, s.id, {setTitle("Slow")}, "slow") == 4);
  CHECK(change(s.songs, s.id, {setTitle("Three")}) == 5);
  CHECK(headOf(s.songs, s.id).title == "Three");
  CHECK(headOf(s.songs, s.id, "slow").title == "Slow");
  // Undo follows the branch's own line, into what it shares with main.
  saved(s.songs.undo({s.id, 4, "slow"}, Step::Batch));
  saved(s.songs.undo({s.id, 6, "slow"}, Step::Batch));
  CHECK(headOf(s.songs, s.id, "slow").title == "Sketch");
  CHECK(headOf(s.songs, s.id).title == "Three");
  // A base of the other branch is no conflict but a mistake.
  CHECK(s.songs.applyEdits({s.id, 4, "main"}, std::vector{setTitle("x")}).error().code == ErrorCode::InvalidArgument);
  HistoryQuery slow;
  slow.branch = "slow";
  CHECK(need(s.songs.history(s.id, slow)).versions.size() == 5);
  CHECK(need(s.songs.branches(s.id)).size() == 2);
  need(s.songs.removeBranch(s.id, "slow"));
  CHECK(songIn(need(s.songs.readVersion(s.id, 4))).title == "Slow");
  CHECK_FALSE(s.songs.removeBranch(s.id, "main").has_value());
}

TEST_CASE("whatever is edited, undone, redone and restored, history gives every version back") {
  // Every step waits for the disk, so a few fixed seeds instead of a hundred drawn ones.
  for (const std::uint32_t seed : {1u, 2u, 3u, 4u, 5u, 6u, 7u, 8u}) {
    CAPTURE(seed);
    OpenedStore opened;
    SongStore& songs = opened.songs;
    Random random(seed);
    const auto id = need(songs.create(song::randomSong(random), "", "")).info.id;
    std::map<Version, song::Song> seen{{1, headOf(songs, id)}};
    Version head = 1;
    for (int i = 0; i < 25; ++i) {
      const Target target{id, head};
      const Step step = random.chance(0.5) ? Step::Batch : Step::Operation;
      Result<SaveOutcome> outcome = fail(ErrorCode::Internal, "");
      switch (random.below(5)) {
        case 0: outcome = songs.undo(target, step); break;
        case 1: outcome = songs.redo(target, step); break;
        case 2:
          outcome = songs.restore(target, 1 + static_cast<Version>(random.below(static_cast<std::size_t>(head))));
          break;
        default: {
          std::vector<song::Edit> edits;
          for (std::size_t n = 1 + random.below(3); n > 0; --n)
            edits.push_back(song::randomEdit(random, seen.at(head)));
          outcome = songs.applyEdits(target, edits);
        }
      }
      if (!outcome) continue;
      head = std::get<Saved>(*outcome).version.version;
      seen.emplace(head, headOf(songs, id));
    }
    for (const auto& [version, song] : seen) CHECK(song::sameMusic(songIn(need(songs.readVersion(id, version))), song));
    CHECK(need(opened.store->check()).empty());
    // All the way back.
    while (need(songs.read(id)).canUndo) head = saved(songs.undo({id, head}, Step::Batch)).version.version;
    CHECK(song::sameMusic(headOf(songs, id), seen.at(1)));
  }
}
