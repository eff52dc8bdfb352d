#pragma once

#include <string_view>
#include <vector>

#include "perform/frame.h"
#include "perform/groove.h"

/// Groove patterns laid over bars of any metre. Internal to `perform`.
namespace amuse::perform {

/// Swing and pace of a performance.
struct Feel {
  double swing = 0;
  int swingUnit = 8;
  enum class Pace { Normal, Half, Double } pace = Pace::Normal;
  Pulse pulse = Pulse::Simple;
};

/// A beat as the metre counts it: two or three smaller beats.
struct BeatGroup {
  song::Tick offset = 0, length = 0;  ///< In the bar.
  bool compound = false;
};
/// 6/8 -> two of three, 7/8 -> 2+2+3, 5/8 -> 3+2, 3/2 -> six quarters, 4/4 -> four quarters.
[[nodiscard]] std::vector<BeatGroup> groupsOf(const song::Meter& meter, Pulse pulse);

/// Where a place on the straight grid lies in the groove's swing.
[[nodiscard]] song::Tick swungAt(const Frame& frame, const Feel& feel, song::Tick at);

/// Which of a pattern's cells a bar's group takes: 4 cells in 3/4 are 1 2 4, in 5/4 1 2 4 3 4 (3 + 2).
[[nodiscard]] std::size_t cellIndex(std::size_t group, std::size_t groups, std::size_t cells) noexcept;

/// A step of a pattern at its place.
struct Stroke {
  song::Tick start = 0, end = 0;  ///< Performance ticks, swung but not yet humanised.
  char what = 'x';
  const Line* line = nullptr;
  std::size_t bar = 0;  ///< In Frame::bars.
  bool downbeat = false;
};

/// How full and how strong a section is played.
struct Level {
  double density = 0.5, energy = 0.5;
};

/// The strokes of one voice of a part through the whole song up to its final chord, in order. `levels` runs parallel to
/// the sections.
[[nodiscard]] std::vector<Stroke> strokesOf(const Frame& frame, const GroovePart& part, std::string_view voice,
                                            const Feel& feel, const std::vector<Level>& levels);

/// The strokes of one line in one bar.
[[nodiscard]] std::vector<Stroke> strokesInBar(const Frame& frame, std::size_t barIndex, const Line& line,
                                               const Feel& feel);

/// The voices a part has, each once, in the order written.
[[nodiscard]] std::vector<std::string_view> voicesOf(const GroovePart& part);

/// The line of a voice that is played at a level in a bar of its phrase (counted from 0), or nullptr.
[[nodiscard]] const Line* lineFor(const GroovePart& part, std::string_view voice, const Level& level,
                                  int phraseBar = 0) noexcept;

/// The cell for a compound beat made from one for a simple beat: "ab" -> "a.b", the off-beat late.
[[nodiscard]] std::string toCompoundCell(std::string_view cell);

}  // namespace amuse::perform
