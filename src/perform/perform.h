#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "brief/brief.h"
#include "perform/groove.h"
#include "perform/performance.h"
#include "song/song.h"

/// A song to timed notes: the one place where chords become music, so that every surface plays the same.
namespace amuse::perform {

/// What the last chord of a song is.
enum class Ending {
  Loop,   ///< A bar like the others, for the song is heard round and round.
  Final,  ///< Struck once and held to the end of the song's last bar; the bar before it leads there.
};

struct PerformOptions {
  std::uint32_t seed = 1;                            ///< Timing, velocities, fills and walking lines follow from it.
  std::string groove;                                ///< A groove's name; empty: the song's own style.
  std::optional<brief::Brief> brief = std::nullopt;  ///< What "auto" chooses the groove by, where there is one.
  bool drums = true, bass = true, comp = true, melody = true;  ///< False leaves those tracks out.
  Ending ending = Ending::Loop;
  /// With a final chord: the tempo map slows down before it where the groove does so. False keeps the song's own, as
  /// who goes on working with the notes elsewhere wants it.
  bool slows = true;
};

/// The song as its groove plays it: at most one track an instrument, chord and part names as markers, the length
/// exactly the song's bars (and its pickup). No note starts before 0 or ends after `length`; no two notes of one pitch
/// overlap in a track; times are off the grid by 12 ms at most, strums apart. The same song, options and book give the
/// same notes. Errors: NotFound (noSuchGroove), TooLarge (over 2,000 bars).
[[nodiscard]] Result<Performance> perform(const song::Song& song, const PerformOptions& options,
                                          const GrooveBook& book);

}  // namespace amuse::perform
