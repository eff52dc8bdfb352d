#pragma once

#include <cstddef>
#include <vector>

#include "song/song.h"

/// The song as it is played: parts unrolled in order, and what tempo, metre and key hold where.
///
/// Played ticks count from the first bar line: bar 1 begins at tick 0. A pickup of the first part played comes before
/// it, at negative ticks (bar 0); leadInTicks() says how much, for whoever needs a clock that starts at 0. A pickup of
/// a later part sounds over the end of the part before it, as in printed music, and takes no time of its own.
namespace amuse::song {

/// One playing of a part.
struct PlayedPart {
  std::size_t orderIndex = 0;  ///< In Song::order.
  std::size_t partIndex = 0;   ///< In Song::parts.
  Tick start = 0;              ///< Played tick of the part's first bar line; part tick t is played at start + t.
  Tick length = 0;             ///< Bars only, without the pickup.
  int firstBarNumber = 1;      ///< From 1, through the whole song.
  bool operator==(const PlayedPart&) const = default;
};

/// The parts in playing order. Names in `order` that no part has are passed over (validate() refuses such songs).
[[nodiscard]] std::vector<PlayedPart> flattenParts(const Song& song);

/// Ticks that `bars` bars take from the bar line at `from` on, through changes of metre.
[[nodiscard]] Tick ticksOfBars(const Song& song, Tick from, int bars);
/// From the first bar line to the last, without the lead-in; 0 for an empty order.
[[nodiscard]] Tick songLengthTicks(const Song& song);
/// The pickup of the first part played: the song sounds from -leadInTicks() to songLengthTicks().
[[nodiscard]] Tick leadInTicks(const Song& song);
/// The length of a part's bars where it is first played; for parts that are not played, in the song's first metre.
[[nodiscard]] Tick partLengthTicks(const Song& song, const Part& part);
/// The played tick where the part first begins; 0 for parts that are not played.
[[nodiscard]] Tick firstStartOf(const Song& song, const Part& part);

/// What holds at a played tick; before tick 0 what holds at 0.
[[nodiscard]] Meter meterAt(const Song& song, Tick at);
[[nodiscard]] theory::Key keyAt(const Song& song, Tick at);
[[nodiscard]] double tempoAt(const Song& song, Tick at);  ///< Quarter notes a minute.

/// A place counted as musicians do: bar from 1 (0 is the bar of the lead-in), beat from 1, and ticks past that beat.
struct BarPosition {
  int barNumber = 1;
  int beatNumber = 1;
  Tick tickInBeat = 0;
  bool operator==(const BarPosition&) const = default;
};
[[nodiscard]] BarPosition toBarPosition(const Song& song, Tick at);
/// The inverse of toBarPosition, for any bar number; the metre's last stretch goes on without end.
[[nodiscard]] Tick toTick(const Song& song, const BarPosition& position);
/// Played tick of a bar line; barStart(song, 1) == 0.
[[nodiscard]] Tick barStart(const Song& song, int barNumber);

/// Seconds from the first bar line (negative in the lead-in), following the tempo map.
[[nodiscard]] double secondsAt(const Song& song, Tick at);
/// The tick nearest to a time: tickAt(song, secondsAt(song, t)) == t.
[[nodiscard]] Tick tickAt(const Song& song, double seconds);

/// A chord, note or lyric of a part at its played place.
struct PlayedEvent {
  Tick start = 0, length = 0;  ///< Played ticks; lyrics have length 0.
  std::size_t orderIndex = 0, partIndex = 0;
  std::size_t eventIndex = 0;  ///< In the part's chords, melody or lyrics.
  bool operator==(const PlayedEvent&) const = default;
};
/// Every chord as played, sorted, never overlapping: a chord in a pickup cuts short what the part before still holds.
[[nodiscard]] std::vector<PlayedEvent> playedChords(const Song& song);
/// Every melody note as played, in the same way.
[[nodiscard]] std::vector<PlayedEvent> playedMelody(const Song& song);
/// Every lyric as played, sorted by start.
[[nodiscard]] std::vector<PlayedEvent> playedLyrics(const Song& song);

/// The part with the id, or nullptr; valid until the song changes.
[[nodiscard]] const Part* findPart(const Song& song, const Id& id);

}  // namespace amuse::song
