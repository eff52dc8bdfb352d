#pragma once

#include <optional>
#include <span>
#include <vector>

#include "app/melody_fit.h"
#include "app/near.h"
#include "app/song_place.h"

/// Chords for a place that has a melody: none grates on it.
namespace amuse::app {

/// A melody over the slots of a plan.
class Tune {
 public:
  Tune(const song::Song& song, const SongPlan& plan);

  /// Whether no note lies on a strong beat of any slot.
  [[nodiscard]] bool empty() const noexcept;
  /// Whether no note of the slot clashes() with the chord.
  [[nodiscard]] bool fits(std::size_t slot, const theory::RelativeChord& chord) const noexcept;
  /// toneShare() of the slot's notes.
  [[nodiscard]] double share(std::size_t slot, const theory::RelativeChord& chord) const noexcept;
  /// Its mean over the slots; 1 for none. @param chords  One a slot.
  [[nodiscard]] double share(std::span<const theory::RelativeChord> chords) const noexcept;

 private:
  theory::PitchClass tonic_;
  std::vector<std::vector<StrongNote>> notes_;  ///< A list a slot.
};

/// What a slot gets where no chord of the vocabulary fits its notes.
enum class Unfitting {
  Silent,  ///< N.C.
  Drawn,   ///< The chord that was drawn.
};

/// Draws more than is asked for, exchanges every chord that grates by one that fits, that the tune shares tones with
/// and that real songs like, and keeps a set that differs. Fixed slots stay. Errors: the sampler's.
[[nodiscard]] Result<sample::Answer> drawUnder(const Engine& engine, const Planned& planned, const Tune& tune,
                                               Unfitting unfitting);

/// drawNear() with the same exchange; a chord of what it stays near to is kept even where it grates, for somebody chose
/// it. Perhaps fewer than asked for. Errors: drawNear's.
[[nodiscard]] Result<sample::Answer> drawNearUnder(const Engine& engine, const Planned& planned, const Nearness& near,
                                                   const Tune& tune);

}  // namespace amuse::app
