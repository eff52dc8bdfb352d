#pragma once

#include <vector>

#include "song/song_json.h"
#include "store/testing/temporary_store.h"

/// Shorthand for tests that change stored songs.
namespace amuse::store {

inline song::Song songIn(const StoredSong& stored) { return need(song::parseSong(stored.json)); }
inline song::Song headOf(SongStore& songs, const SongId& id, std::string_view branch = kMainBranch) {
  return songIn(need(songs.read(id, branch)));
}

inline song::Edit setTitle(const std::string& title) { return {song::SetTitle{title}}; }

inline Saved saved(const Result<SaveOutcome>& outcome) {
  REQUIRE_MESSAGE(outcome.has_value(), (outcome ? "" : outcome.error().message));
  REQUIRE(std::holds_alternative<Saved>(*outcome));
  return std::get<Saved>(*outcome);
}

/// Applies edits to the newest version of a branch; returns the version made.
inline Version change(SongStore& songs, const SongId& id, const std::vector<song::Edit>& edits,
                      const std::string& branch = std::string(kMainBranch)) {
  const Version base = need(songs.read(id, branch)).version;
  return saved(songs.applyEdits({id, base, branch}, edits)).version.version;
}

}  // namespace amuse::store
