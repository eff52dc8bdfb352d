#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/clock.h"
#include "song/song_builder.h"
#include "store/store.h"

/// What the store's tests share: a folder that goes away, a clock that stands still, a short song.
namespace amuse::store {

class TemporaryFolder final {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "amuse-store-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

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
  TemporaryFolder folder;
  ManualClock clock{1'000'000};
  std::unique_ptr<Store> store = need(openStore({folder.path()}, clock));
  SongStore& songs = store->songs();

  /// Opens the same folder again, as after a restart.
  [[nodiscard]] std::unique_ptr<Store> again() { return need(openStore({folder.path()}, clock)); }
};

}  // namespace amuse::store
