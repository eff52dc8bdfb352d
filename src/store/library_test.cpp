#include <doctest/doctest.h>

#include "store/testing/edit_songs.h"

using namespace amuse;
using namespace amuse::store;

namespace {

std::vector<std::string> titles(const SongPage& page) {
  std::vector<std::string> list;
  for (const auto& song : page.songs) list.push_back(song.title);
  return list;
}

}  // namespace

TEST_CASE("songs are listed newest first or by title, page after page, whatever is added meanwhile") {
  OpenedStore opened;
  for (const char* title : {"beach", "Apple", "cold", "Dawn", "east"}) {
    opened.clock.advance(1);
    need(opened.songs.create(shortSong(title), "", ""));
  }
  ListQuery query;
  query.limit = 2;
  auto page = need(opened.songs.list(query));
  CHECK(titles(page) == std::vector<std::string>{"east", "Dawn"});
  opened.clock.advance(1);
  need(opened.songs.create(shortSong("fresh"), "", ""));
  query.cursor = page.next;
  page = need(opened.songs.list(query));
  CHECK(titles(page) == std::vector<std::string>{"cold", "Apple"});
  query.cursor = page.next;
  page = need(opened.songs.list(query));
  CHECK(titles(page) == std::vector<std::string>{"beach"});
  CHECK(page.next.empty());

  ListQuery byTitle;
  byTitle.order = SongOrder::Title;
  byTitle.limit = 4;
  page = need(opened.songs.list(byTitle));
  CHECK(titles(page) == std::vector<std::string>{"Apple", "beach", "cold", "Dawn"});
  byTitle.cursor = page.next;
  CHECK(titles(need(opened.songs.list(byTitle))) == std::vector<std::string>{"east", "fresh"});
  byTitle.cursor = "n12.s3";
  CHECK(opened.songs.list(byTitle).error().code == ErrorCode::InvalidArgument);
  byTitle.limit = 0;
  CHECK(opened.songs.list(byTitle).error().code == ErrorCode::InvalidArgument);
}

TEST_CASE("words are searched in titles, parts, lyrics and inspirations") {
  OpenedStore opened;
  auto song = shortSong("Rain on Tin");
  song.parts[0].name = "Chorus";
  song.parts[0].lyrics.push_back({"l90", 0, "100% mine_forever"});
  song.inspirations.push_back({"a window in November", {}, {}});
  song.nextId = 100;
  need(opened.songs.create(song, "", ""));
  need(opened.songs.create(shortSong("Other"), "", ""));
  const auto found = [&](const char* words) {
    ListQuery query;
    query.search = words;
    return need(opened.songs.list(query)).songs.size();
  };
  CHECK(found("rain") == 1);
  CHECK(found("tin november CHORUS") == 1);
  CHECK(found("rain snow") == 0);
  CHECK(found("100%") == 1);
  CHECK(found("%") == 1);
  CHECK(found("mine_for") == 1);
  CHECK(found("'; DROP TABLE songs; --") == 0);
  CHECK(found("") == 2);
}

TEST_CASE("the trash gives songs back until it is emptied") {
  OpenedStore opened;
  auto& songs = opened.songs;
  const auto id = need(songs.create(shortSong(), "", "")).info.id;
  CHECK(songs.purge(id).error().code == ErrorCode::InvalidArgument);
  CHECK(need(songs.trash(id)).deletedMs.has_value());
  CHECK(need(songs.list({})).songs.empty());
  ListQuery trash;
  trash.trash = true;
  CHECK(need(songs.list(trash)).songs.size() == 1);
  CHECK(songs.applyEdits({id, 1}, std::vector{setTitle("x")}).error().code == ErrorCode::InvalidArgument);
  CHECK(headOf(songs, id).title == "Sketch");
  CHECK_FALSE(need(songs.undelete(id)).deletedMs.has_value());
  change(songs, id, {setTitle("x")});

  need(songs.trash(id));
  CHECK(need(songs.emptyTrash(opened.clock.unixMilliseconds())) == 0);
  CHECK(need(songs.emptyTrash(opened.clock.unixMilliseconds() + 1)) == 1);
  CHECK(songs.read(id).error().code == ErrorCode::NotFound);
  CHECK(need(opened.store->info()).versions == 0);
}

TEST_CASE("what was shown is remembered for each song, newest first") {
  OpenedStore opened;
  const auto id = need(opened.songs.create(shortSong(), "", "")).info.id;
  need(opened.songs.addShown(id, std::vector<ShownSuggestion>{{{"C", "Am"}, "C", "{}", 0}, {{"F#m7b5"}, "C", "", 0}}));
  const auto shown = need(opened.songs.shown(id, 10));
  REQUIRE(shown.size() == 2);
  CHECK(shown[0].chords == std::vector<std::string>{"F#m7b5"});
  CHECK(shown[1].chords == std::vector<std::string>{"C", "Am"});
  CHECK(opened.songs.addShown(id, std::vector<ShownSuggestion>{{}}).error().code == ErrorCode::InvalidArgument);
  CHECK(opened.songs.addShown("nobody", {}).error().code == ErrorCode::NotFound);
}

TEST_CASE("media are kept once, counted by songs, and swept when none needs them") {
  OpenedStore opened;
  auto& media = opened.store->media();
  const auto picture = need(media.put("picture bytes", "image/jpeg", "beach.jpg"));
  CHECK(picture.id == mediaIdFor("picture bytes"));
  CHECK(need(media.put("picture bytes", "image/png", "again.png")).name == "beach.jpg");
  CHECK(need(media.read(picture.id)) == "picture bytes");
  CHECK(mediaIdOf(mediaRef(picture.id)) == picture.id);
  CHECK_FALSE(mediaIdOf("beach.jpg").has_value());
  CHECK(media.put("", "", "").error().code == ErrorCode::InvalidArgument);
  CHECK(media.read(std::string(64, '0')).error().code == ErrorCode::NotFound);

  auto song = shortSong();
  song.inspirations.push_back({"", {mediaRef(picture.id)}, {}});
  const auto id = need(opened.songs.create(song, "", "")).info.id;
  need(media.put("loose bytes", "audio/ogg", "rain.ogg"));
  CHECK(need(media.find(picture.id)).songs == 1);
  change(opened.songs, id, {{song::RemoveInspiration{0}}});
  // The history can bring it back, so it stays; what no song ever named goes.
  const auto swept = need(media.sweep(opened.clock.unixMilliseconds() + 1));
  CHECK(swept.count == 1);
  CHECK(swept.bytes == 11);
  CHECK(need(media.list("", 10)).size() == 1);
  need(opened.songs.trash(id));
  need(opened.songs.purge(id));
  CHECK(need(media.sweep(opened.clock.unixMilliseconds() + 1)).count == 1);
}

TEST_CASE("media have their limits") {
  ScratchFolder folder;
  const ManualClock clock;
  StoreOptions options{folder.path()};
  options.maxMediaBytes = 10;
  const auto store = need(openStore(options, clock));
  need(store->media().put("12345678", "", ""));
  CHECK(store->media().put("abc", "", "").error().code == ErrorCode::TooLarge);
  CHECK(store->media().put(std::string(kMaxMediaBytes + 1, 'x'), "", "").error().code == ErrorCode::TooLarge);
}

TEST_CASE("records are replaced, expire, and are listed by kind") {
  OpenedStore opened;
  auto& records = opened.store->records();
  const auto now = opened.clock.unixMilliseconds();
  need(records.put({"session", "a", std::string("\0bytes", 6), 0, now + 1000}));
  need(records.put({"session", "b", "2"}));
  need(records.put({"calibration", "gpt", "table"}));
  CHECK(need(records.find("session", "a"))->bytes == std::string("\0bytes", 6));
  CHECK_FALSE(need(records.putNew({"session", "a", "3"})));
  CHECK(need(records.list("session", "", 10)).size() == 2);
  CHECK(need(records.list("session", "a", 10)).size() == 1);
  opened.clock.advance(1);
  CHECK_FALSE(need(records.find("session", "a")).has_value());
  CHECK(need(records.putNew({"session", "a", "3"})));
  need(records.put({"session", "b", "4", 0, now}));
  CHECK(need(records.removeExpired()) == 1);
  CHECK(need(records.remove("calibration", "gpt")));
  CHECK_FALSE(need(records.remove("calibration", "gpt")));
  CHECK(records.put({"bad kind", "a", ""}).error().code == ErrorCode::InvalidArgument);
}

TEST_CASE("a store's address names its folder, and other kinds are refused with what to use") {
  CHECK(folderOfUrl("sqlite:/srv/songs").value() == "/srv/songs");
  CHECK(folderOfUrl("sqlite:///srv/songs").value() == "/srv/songs");
  CHECK(folderOfUrl("sqlite:songs/amuse.db").value() == "songs");
  CHECK(folderOfUrl("sqlite:amuse.db").value() == ".");
  CHECK(folderOfUrl("postgresql://localhost/amuse").error().code == ErrorCode::Unsupported);
  for (const char* bad : {"", "sqlite:", "sqlite://", "/srv/songs"}) {
    CAPTURE(bad);
    CHECK(folderOfUrl(bad).error().code == ErrorCode::InvalidArgument);
  }
}
