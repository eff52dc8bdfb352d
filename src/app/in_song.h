#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/planned.h"
#include "app/song_place.h"

/// Use cases that take a song: chords in its key and metre, led from what stands before and to what comes after. Locked
/// chords stay. Nothing that the song keeps, refused or was shown comes back. The song is not changed: each idea
/// carries the edits that put it in, to be applied as one change.
namespace amuse::app {

struct InSongQuestion {
  Place place;
  brief::Brief brief;  ///< What it should sound like: readSongInspirations(), or a neutral one.
  PlaceRhythm rhythm = PlaceRhythm::Keep;
  std::string ending = "auto";  ///< "auto", "loop", "close", "open".
  int count = 4;                ///< 1..sample::kMaxCount.
  double surprise = 0.5;        ///< 0..1.
  std::uint32_t seed = 0;
  std::string inspiration;                     ///< Goes into the chords' origin.
  std::vector<song::KeptSuggestion> shown;     ///< Besides those the song holds.
  Shifts shifts = {};                          ///< Off the brief; what the answer reports is the brief as it was.
  std::vector<theory::ChordSymbol> like = {};  ///< suggestInPlace stays near these; empty: none.
  double change = kUsualChange;                ///< 0..1, the share of `like`, or of what vary varies, that changes.
  std::stop_token stop = {};
};

/// What goes with a suggestion of the answer.
struct Idea {
  std::vector<song::Edit> edits;
  std::vector<std::string> says;  ///< What it changes, a line each; may be empty.
};

struct InSongAnswer {
  SuggestAnswer answer;
  std::vector<Idea> ideas;  ///< Parallel to answer.suggestions.
};

/// Other chords for a place, near to those of `like` where it has any. Under a melody no new chord grates on its strong
/// beats (melody_fit.h) while the vocabulary has one that does not; so it is below, too. Errors: planPlace's, the
/// sampler's.
[[nodiscard]] Result<InSongAnswer> suggestInPlace(const Engine& engine, const song::Song& song,
                                                  const InSongQuestion& question, const Clock& clock);

/// Chords where the place is silent; what stands stays. Errors: as above.
[[nodiscard]] Result<InSongAnswer> fillGaps(const Engine& engine, const song::Song& song,
                                            const InSongQuestion& question, const Clock& clock);

/// The place with some of its chords changed: each idea others, none the same progression.
/// At least one chord changes. Errors: as above; InvalidArgument (nothing but gaps).
[[nodiscard]] Result<InSongAnswer> vary(const Engine& engine, const song::Song& song, const InSongQuestion& question,
                                        const Clock& clock);

/// More bars behind a part's last one; the part grows. The place's part counts, its bars do not. Errors: as above.
[[nodiscard]] Result<InSongAnswer> continuePart(const Engine& engine, const song::Song& song,
                                                const InSongQuestion& question, int bars, const Clock& clock);

/// Progressions a plan must not bring back, a chord for every slot: those of the song and those besides, that have as
/// many chords as the plan asks for, moved to its key.
[[nodiscard]] std::vector<std::vector<theory::RelativeChord>> excludedFrom(
    const SongPlan& plan, const song::Song& song, const std::vector<song::KeptSuggestion>& shown);

/// A suggestion as a song keeps it.
[[nodiscard]] song::KeptSuggestion toKept(const SuggestAnswer& answer, std::size_t index, song::Verdict verdict,
                                          const std::string& inspiration);

/// Where the chords of an answer come from.
[[nodiscard]] song::Origin originOf(const SuggestAnswer& answer, const std::string& inspiration);

}  // namespace amuse::app
