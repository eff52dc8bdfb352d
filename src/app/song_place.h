#pragma once

#include <optional>
#include <vector>

#include "app/plan.h"
#include "song/edits.h"
#include "song/song.h"

/// From a place in a song to a plan: which chords stay, which are asked for, what sounds around them.
namespace amuse::app {

/// Whole bars of a part. Pickups belong to no place.
struct Place {
  song::Id partId;
  int firstBar = 1;  ///< Counted in the part, from 1.
  int bars = 0;      ///< 0: to the part's end.
};

/// Which chords of the place are asked for. Locked chords never are.
enum class Asked {
  All,   ///< Chords and gaps.
  Gaps,  ///< Only what is silent.
};

/// How long the new chords last.
enum class PlaceRhythm {
  Keep,  ///< As the chords that are there; gaps are filled bar by bar.
  Bar,   ///< One a bar, around what is locked.
  Auto,  ///< Chords share and hold bars, as songs do; only where nothing is locked.
};
/// "keep", "bar", "auto". Errors: InvalidArgument.
[[nodiscard]] Result<PlaceRhythm> parsePlaceRhythm(std::string_view text);

/// A plan whose slots lie in a part.
struct SongPlan {
  Plan plan;
  song::Id partId;
  /// Where the chord of each slot of the plan goes, in part ticks.
  struct Target {
    song::Tick start = 0, length = 0;
    std::optional<song::Id> chordId = std::nullopt;  ///< The chord that stands there; nothing: one is put in.
  };
  std::vector<Target> targets;      ///< Parallel to plan.slots.
  std::vector<song::Id> givingWay;  ///< Chords that are removed first, where the rhythm changes.
};

struct PlaceQuestion {
  Place place;
  Asked asked = Asked::All;
  PlaceRhythm rhythm = PlaceRhythm::Keep;
  std::string ending = "auto";  ///< "auto": `close` at the song's last chord; `loop` where a part of up to 8 bars ends.
  std::uint32_t seed = 0;       ///< Of the rhythm.
};

/// The plan of a place. Chords of the part before it, or of the part played before, are its context; chords after it,
/// up to the part's end, are fixed slots. Errors: NotFound (no such part); InvalidArgument (bars outside the part;
/// everything locked; no gap); TooLarge (over 256 chords).
[[nodiscard]] Result<SongPlan> planPlace(const song::Song& song, const PlaceQuestion& question,
                                         const brief::Brief& brief);

/// New bars behind a part's last one. Errors: as planPlace.
[[nodiscard]] Result<SongPlan> planContinuation(const song::Song& song, const song::Id& partId, int bars,
                                                const PlaceQuestion& question, const brief::Brief& brief);

/// The edits that put chords in their places. @param chords  One a slot of the plan; those of fixed slots are not used.
[[nodiscard]] std::vector<song::Edit> editsFor(const SongPlan& plan, std::span<const theory::ChordSymbol> chords,
                                               const song::Origin& origin);

/// The part with the id or, where there is none, with that name in any case of letters. Errors: NotFound.
[[nodiscard]] Result<const song::Part*> findPartNamed(const song::Song& song, const std::string& idOrName);

}  // namespace amuse::app
