#pragma once

#include <vector>

#include "base/random.h"
#include "perform/pattern.h"

/// Notes on the grid, before a hand makes them human. Internal to `perform`.
namespace amuse::perform {

inline constexpr double kMaxJitterMs = 12;

struct SketchNote {
  song::Tick start = 0, end = 0;
  int pitch = 60;
  double strength = 1;  ///< 1 a normal stroke; scales the part's velocity.
  bool tight = false;   ///< On a bar line: hardly moves.
  int gesture = 0;      ///< Notes struck by one motion move together.
  double strumMs = 0;   ///< After the gesture's first note.
};

/// A change of chord that a chord instrument strikes before its time.
struct Push {
  song::Tick at = 0, change = 0;  ///< When it is struck; when the chord changes as written.
  std::size_t chord = 0;          ///< The coming chord, in Frame::chords; over the end of a loop the first.
};

/// What every player of a song works from.
struct Session {
  const Frame& frame;
  const Groove& groove;
  const song::Song& song;
  Feel feel;
  std::vector<Level> levels;  ///< By section.
  Random random;
  std::vector<Push> pushes{};  ///< In order of time.

  /// The level at a tick.
  [[nodiscard]] const Level& levelAt(song::Tick at) const noexcept;
  /// How much stronger (in energy) a place of its phrase is played: eight bars rise and fall.
  [[nodiscard]] double arcAt(song::Tick at) const noexcept;
  /// Ticks that a time lasts at a place; rounded towards zero.
  [[nodiscard]] song::Tick ticksOf(double milliseconds, song::Tick at) const noexcept;
};

/// A stroke letter's strength: capitals 1.15, normal 1, 'o' 0.8, 'g' 0.45, 'b' 0.85.
[[nodiscard]] double strengthOf(char what) noexcept;

/// The notes as played: jitter (at most kMaxJitterMs), velocities with accents of metre and energy, nothing before 0 or
/// past the end, no two notes of one pitch at once; sorted by start.
[[nodiscard]] std::vector<TimedNote> humanised(const std::vector<SketchNote>& notes, const GroovePart& part,
                                               const Session& session, Random random);

}  // namespace amuse::perform
