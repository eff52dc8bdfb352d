#include "app/render.h"

#include <doctest/doctest.h>

#include "song/song_builder.h"

using namespace amuse;

namespace {

song::Song oneChord(double bpm) {
  const std::vector<song::ChordSpan> chords{{theory::parseChordSymbol("C").value(), 3840}};
  return song::makeSong("test", {}, {4, 4}, bpm, chords);
}

/// Played for an excited mood at 100 to 120 beats a minute.
app::PlayOptions livelyOptions() {
  app::PlayOptions how;
  how.brief = brief::Brief{};
  how.brief->affect.arousal = 0.8;
  how.brief->tempoBpm = {100, 120};
  return how;
}

app::Player shippedPlayer() { return app::Player::open(AMUSE_SOURCE_DIR).value(); }

}  // namespace

TEST_CASE("wishes change what they name and leave the rest of a song alone") {
  const song::Song song = oneChord(100);
  CHECK(app::withWishes(song, {}) == song);
  app::PlayWishes wishes;
  CHECK_FALSE(wishes.any());
  wishes.swing = 0.5;
  wishes.feel = "half";
  wishes.capo = 3;
  const song::Song changed = app::withWishes(song, wishes);
  CHECK(wishes.any());
  CHECK(changed.style.swing == 0.5);
  CHECK(changed.style.feel == "half");
  CHECK(changed.capo == 3);
  CHECK(changed.style.groove == song.style.groove);
  CHECK(changed.tempoMap == song.tempoMap);
}

TEST_CASE("a tempo wished for keeps the ratios of a song's tempo map") {
  song::Song song = oneChord(100);
  song.tempoMap.push_back({1920, 50});
  app::PlayWishes wishes;
  wishes.tempoBpm = 140;
  const auto map = app::withWishes(song, wishes).tempoMap;
  CHECK(map[0].bpm == 140);
  CHECK(map[1].bpm == doctest::Approx(70));
}

TEST_CASE("a suggestion keeps the mood's energy when its groove is named, and an unknown groove is refused") {
  const app::Player player = shippedPlayer();
  app::PlayOptions how = livelyOptions();
  how.wishes.groove = "bossa";
  const song::Song song = player.dressed(oneChord(90), how);
  CHECK(song.style.groove == "bossa");
  CHECK(song.style.energy > 0.7);
  CHECK(song.tempoMap.front().bpm >= 100);
  CHECK(player.check(how.wishes).has_value());
  how.wishes.groove = "polka-metal";
  CHECK(player.check(how.wishes).error().code == ErrorCode::NotFound);
}

TEST_CASE("a song that somebody has begun keeps its tempo and what was set of its style; the brief chooses the rest") {
  const app::Player player = shippedPlayer();
  app::PlayOptions how = livelyOptions();
  how.isNewSong = false;
  song::Song song = oneChord(90);
  song.style.feel = "half";
  song.style.swing = 0.25;
  song.style.density = 0.1;
  const song::Song dressed = player.dressed(song, how);
  CHECK(dressed.tempoMap == song.tempoMap);
  CHECK(dressed.style.groove != "auto");
  CHECK(dressed.style.feel == "half");
  CHECK(dressed.style.swing == 0.25);
  CHECK(dressed.style.density == 0.1);
  CHECK(dressed.style.energy > 0.7);
  song.style.groove = "bossa";
  song.style.energy = 0.2;
  CHECK(player.dressed(song, how).style == song.style);
  how.isNewSong = true;
  CHECK(player.dressed(oneChord(90), how).tempoMap.front().bpm >= 100);
}

TEST_CASE("a song that ends in the air gets one bar of its tonic; one that ends at home stays as it is") {
  const auto songOf = [](std::initializer_list<const char*> names) {
    std::vector<song::ChordSpan> chords;
    for (const char* name : names) chords.push_back({theory::parseChordSymbol(name).value(), 3840});
    return song::makeSong("test", {}, {4, 4}, 100, chords);
  };
  const auto lastOf = [](const song::Song& song) { return theory::toText(song.parts.back().chords.back().symbol); };
  const song::Song loop = songOf({"Cmaj7", "Am", "F", "G"});
  const song::Song home = app::broughtHome(loop);
  CHECK(home.order.size() == loop.order.size() + 1);
  CHECK(home.parts.back().bars == 1);
  CHECK(lastOf(home) == "Cmaj7");
  CHECK(lastOf(app::broughtHome(songOf({"Am", "F", "G"}))) == "C");
  CHECK(app::broughtHome(songOf({"F", "G", "C"})) == songOf({"F", "G", "C"}));
}
