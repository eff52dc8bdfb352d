#include "store/songs.h"

#include <doctest/doctest.h>

#include "store/testing/edit_songs.h"

using namespace amuse;
using namespace amuse::store;

namespace {

song::Edit replaceChord(const char* id, const char* symbol) {
  return {song::ReplaceChord{id, theory::parseChordSymbol(symbol).value(), {}, {}}};
}

Saved edit(SongStore& songs, const SongId& id, Version base, const std::vector<song::Edit>& edits) {
  return saved(songs.applyEdits({id, base}, edits));
}

std::string titleOf(SongStore& songs, const SongId& id) { return songIn(need(songs.read(id))).title; }

}  // namespace

TEST_CASE("a created song is read back, also after opening the store again") {
  OpenedStore opened;
  const auto created = need(opened.songs.create(shortSong(), "", "me"));
  CHECK(created.version == 1);
  CHECK_FALSE(created.canUndo);
  CHECK(songIn(created) == shortSong());
  opened.store.reset();
  const auto again = opened.again();
  const auto read = need(again->songs().read(created.info.id));
  CHECK(songIn(read) == shortSong());
  CHECK(read.info.createdMs == 1'000'000);
}

TEST_CASE("edits make new versions and say what they did") {
  OpenedStore opened;
  const auto id = need(opened.songs.create(shortSong(), "", "")).info.id;
  song::ChordEvent fresh;
  fresh.start = 16 * song::kTicksPerQuarter;
  fresh.length = 960;
  const auto done =
      edit(opened.songs, id, 1, {song::Edit{song::SetBars{"p1", 5}}, song::Edit{song::InsertChord{"p1", fresh}}});
  CHECK(done.version.version == 2);
  CHECK(done.version.summary == "setBars, insertChord");
  CHECK(std::get<song::InsertChord>(done.edits.at(1).operation).chord.id == "c6");
  CHECK(done.canUndo);
  CHECK(songIn(need(opened.songs.read(id))).parts[0].chords.size() == 5);
}

TEST_CASE("an edit of an old version is a conflict that tells the edits since") {
  OpenedStore opened;
  const auto id = need(opened.songs.create(shortSong(), "", "")).info.id;
  edit(opened.songs, id, 1, {setTitle("One")});
  edit(opened.songs, id, 2, {replaceChord("c2", "Em")});
  const auto outcome = need(opened.songs.applyEdits({id, 1}, std::vector{setTitle("Lost?")}));
  REQUIRE(std::holds_alternative<Conflict>(outcome));
  const auto& conflict = std::get<Conflict>(outcome);
  CHECK(conflict.head == 3);
  REQUIRE(conflict.since.size() == 2);
  CHECK(conflict.since[0].operations[0].edit == setTitle("One"));
  CHECK(conflict.since[1].info.version == 3);
  CHECK(titleOf(opened.songs, id) == "One");
  CHECK_FALSE(opened.songs.applyEdits({id, 9}, std::vector{setTitle("x")}).has_value());
}

TEST_CASE("the same key does the same change once, and refuses another") {
  OpenedStore opened;
  const auto id = need(opened.songs.create(shortSong(), "new-1", "")).info.id;
  CHECK(need(opened.songs.create(shortSong(), "new-1", "")).info.id == id);
  CHECK_FALSE(opened.songs.create(shortSong("Other"), "new-1", "").has_value());
  const Target target{id, 1, "main", "key-1", "me"};
  const std::vector edits{setTitle("One")};
  CHECK_FALSE(saved(opened.songs.applyEdits(target, edits)).repeated);
  const auto repeated = saved(opened.songs.applyEdits(target, edits));
  CHECK(repeated.repeated);
  CHECK(repeated.version.version == 2);
  CHECK(opened.songs.applyEdits(target, std::vector{setTitle("Two")}).error().code == ErrorCode::InvalidArgument);
  CHECK(need(opened.songs.read(id)).version == 2);
}

TEST_CASE("undo and redo go by batch and by operation, as far back as the beginning") {
  OpenedStore opened;
  auto& songs = opened.songs;
  const auto id = need(songs.create(shortSong(), "", "")).info.id;
  const auto start = songIn(need(songs.read(id)));
  edit(songs, id, 1, {setTitle("One")});
  edit(songs, id, 2, {setTitle("Two"), replaceChord("c2", "Em"), replaceChord("c3", "Dm")});
  const auto end = songIn(need(songs.read(id)));

  Version head = 3;
  const auto undo = [&](Step step) { head = saved(songs.undo({id, head}, step)).version.version; };
  const auto redo = [&](Step step) { head = saved(songs.redo({id, head}, step)).version.version; };
  undo(Step::Operation);
  CHECK(song::toJson(songIn(need(songs.read(id)))).find("\"Dm\"") == std::string::npos);
  undo(Step::Batch);  // What is left of the batch.
  CHECK(titleOf(songs, id) == "One");
  undo(Step::Batch);
  CHECK(song::sameMusic(songIn(need(songs.read(id))), start));
  CHECK_FALSE(need(songs.read(id)).canUndo);
  CHECK(songs.undo({id, head}, Step::Batch).error().code == ErrorCode::InvalidArgument);
  redo(Step::Batch);
  CHECK(titleOf(songs, id) == "One");
  redo(Step::Operation);
  CHECK(titleOf(songs, id) == "Two");
  redo(Step::Batch);
  redo(Step::Batch);
  CHECK(song::sameMusic(songIn(need(songs.read(id))), end));
  CHECK_FALSE(need(songs.read(id)).canRedo);
  // A new edit ends redoing, and undo goes on from there.
  undo(Step::Batch);
  head = edit(songs, id, head, {setTitle("Three")}).version.version;
  CHECK(songs.redo({id, head}, Step::Batch).error().code == ErrorCode::InvalidArgument);
  undo(Step::Batch);
  undo(Step::Batch);
  CHECK(song::sameMusic(songIn(need(songs.read(id))), start));
}
