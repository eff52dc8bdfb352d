#pragma once

#include <doctest/doctest.h>

#include <string>

#include "base/clock.h"
#include "base/testing/scratch_folder.h"
#include "song/song_builder.h"
#include "store/store.h"

/// What the store's tests share: a folder that goes away, a clock that stands still, a short song.
namespace amuse::store {

/// The value, or a failed test that says why.
template <typename T>
T need(Result<T> result) {
  REQUIRE_MESSAGE(result.has_value(), (result ? "" : result.error().message));
  return *std::move(result);
}
inline void need(const Result<void>& result) {
  REQUIRE_MESSAGE(result.has_value(), (result ? "" : result.error().message));
}

/// C Am F G, a bar each: part p1, chords c2 to c5.
inline song::Song shortSong(const std::string& title = "Sketch") {
  std::vector<song::ChordSpan> chords;
  for (const char* symbol : {"C", "Am", "F", "G"})
    chords.push_back({theory::parseChordSymbol(symbol).value(), 4 * song::kTicksPerQuarter});
  return song::makeSong(title, {}, {}, 100, chords);
}

struct OpenedStore {
  ScratchFolder folder;
  ManualClock clock{1'000'000};
  std::unique_ptr<Store> store = need(openStore({folder.path()}, clock));
  SongStore& songs = store->songs();

  /// Opens the same folder again, as after a restart.
  [[nodiscard]] std::unique_ptr<Store> again() { return need(openStore({folder.path()}, clock)); }
};

}  // namespace amuse::store
