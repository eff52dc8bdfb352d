#pragma once

#include <optional>
#include <string>
#include <vector>

#include "perform/performance.h"
#include "song/song.h"

/// The song laid out for playing: bars, chords and sections on one clock that starts at 0. Internal to `perform`.
namespace amuse::perform {

inline constexpr int kPhraseBars = 8;  ///< What Line::bars counts in.

struct FrameChord {
  song::Tick start = 0, end = 0;
  theory::ChordSymbol symbol;
  std::optional<std::vector<int>> voicing = std::nullopt;  ///< The songwriter's own.
};

struct FrameBar {
  song::Tick start = 0, length = 0;
  song::Meter meter;
  std::size_t section = 0;
  int barInSection = 0, sectionBars = 0;
  bool pickup = false;
  int phraseBar = 0;  ///< As barInSection, but a short part that is played again at once goes on counting.
};

struct FrameSection {
  std::string name;
  song::Tick start = 0, end = 0;
  std::optional<double> energy = std::nullopt, density = std::nullopt;  ///< The part's own, where it has them.
};

struct Frame {
  song::Tick leadIn = 0, length = 0;
  std::vector<FrameBar> bars;
  std::vector<FrameChord> chords;  ///< In order, not overlapping, within [0, length]; N.C. left out.
  std::vector<FrameSection> sections;
  std::vector<song::TempoChange> tempoMap{};  ///< On this clock; the first at 0.
  /// Where the last chord is struck for good and until when it is held; nothing where the piece loops.
  std::optional<song::Tick> finalStart = std::nullopt;
  song::Tick finalEnd = 0;
};

[[nodiscard]] Frame makeFrame(const song::Song& song);

/// The song's maps, markers and title on the frame's clock; no tracks yet.
[[nodiscard]] Performance makeEmptyPerformance(const song::Song& song, const Frame& frame);

/// The melody as written, every note within the frame.
[[nodiscard]] std::vector<TimedNote> melodyNotes(const song::Song& song, const Frame& frame);

/// The chord that comes next without a rest between; after the last one the first, for songs are heard in loops.
/// Nothing before a rest, and nothing after the last chord of a piece that comes to its end. `chords` need `start` and
/// `end`: chords of a frame or slices of them.
template <typename Chords>
[[nodiscard]] std::optional<std::size_t> nextChord(const Frame& frame, const Chords& chords, std::size_t index) {
  if (index + 1 < chords.size())
    return chords[index + 1].start == chords[index].end ? std::optional(index + 1) : std::nullopt;
  const bool loops = !frame.finalStart && chords[index].end == frame.length && chords.front().start == 0;
  return loops ? std::optional<std::size_t>(0) : std::nullopt;
}

/// The bar a tick lies in, counted in its phrase; 0 outside.
[[nodiscard]] int phraseBarAt(const Frame& frame, song::Tick at) noexcept;

/// The chord that sounds at a tick, or nullptr.
[[nodiscard]] const FrameChord* chordAt(const Frame& frame, song::Tick at) noexcept;

}  // namespace amuse::perform
