#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <filesystem>
#include <set>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "song/edits.h"
#include "song/song_json.h"
#include "song/testing/random_song.h"
#include "song/testing/schema_check.h"
#include "song/validate.h"

using namespace amuse;
using namespace amuse::song;

TEST_CASE("a random song is valid and its JSON gives it back") {
  const auto schemaText = readFile(std::filesystem::path(AMUSE_SOURCE_DIR) / "data/song.schema.json");
  REQUIRE(schemaText.has_value());
  const auto schema = nlohmann::json::parse(*schemaText);
  CHECK(rc::check([&](std::uint32_t seed) {
    Random random(seed);
    const Song song = randomSong(random);
    const auto valid = validate(song);
    RC_ASSERT((valid ? std::string() : valid.error().message) == "");
    const auto back = parseSong(toJson(song));
    RC_ASSERT((back ? std::string() : back.error().message) == "");
    RC_ASSERT(*back == song);
    RC_ASSERT(schemaProblem(schema, schema, nlohmann::json::parse(toJson(song))) == "");
  }));
}

TEST_CASE("an edit leaves a valid song, and its inverse gives the song back") {
  std::set<std::string_view> done;
  int applied = 0, refused = 0;
  CHECK(rc::check([&](std::uint32_t seed) {
    Random random(seed);
    Song song = randomSong(random);
    for (int i = 0; i < 40; ++i) {
      const Song before = song;
      const Edit edit = randomEdit(random, song);
      const auto result = apply(song, edit);
      if (!result) {
        RC_ASSERT(song == before);
        ++refused;
        continue;
      }
      ++applied;
      done.insert(nameOf(edit));
      RC_ASSERT(validate(song).has_value());
      RC_ASSERT(song.nextId >= before.nextId);
      Song undone = song;
      const auto inverse = apply(undone, result->inverse);
      RC_ASSERT((inverse ? std::string() : inverse.error().message) == "");
      RC_ASSERT(sameMusic(undone, before));
      // Doing it again after undoing gives the same song: the ids are settled.
      RC_ASSERT(apply(undone, result->edit).has_value());
      RC_ASSERT(sameMusic(undone, song));
      for (const Edit& shown : {edit, result->edit, result->inverse}) {
        const auto back = parseEdit(toJson(shown));
        RC_ASSERT((back ? std::string() : back.error().message) == "");
        RC_ASSERT(*back == shown);
      }
    }
  }));
  CHECK(applied > refused / 4);
  CHECK(done.size() == std::variant_size_v<Edit::Operation>);  // No kind of edit is refused every time.
}

TEST_CASE("damaged song JSON is refused or read, never worse") {
  CHECK(rc::check([](std::uint32_t seed) {
    Random random(seed);
    std::string text = toJson(randomSong(random));
    for (std::size_t hits = 1 + random.below(4); hits > 0; --hits) {
      const std::size_t at = random.below(text.size());
      if (random.chance(0.5)) {
        text[at] = static_cast<char>(random.below(256));
      } else {
        text.erase(at, 1 + random.below(20));
      }
    }
    const auto song = parseSong(text);
    if (song) RC_ASSERT(parseSong(toJson(*song)).value() == *song);
  }));
}
