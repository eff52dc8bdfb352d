#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "song/song.h"

/// The one-line bar syntax of `--context` and of plain text charts: "C G | Am . | _ | %".
namespace amuse::notation {

inline constexpr std::size_t kMaxBarSyntaxBytes = 16384;
inline constexpr int kMaxBarSyntaxBars = 256;
/// What one text may have; whole files are read with wider limits than a line of `--context`.
struct BarSyntaxLimits {
  std::size_t bytes = kMaxBarSyntaxBytes;
  int bars = kMaxBarSyntaxBars;
};

/// One chord, or one place to fill, with its length. Holds (`.`) have been added to the cell they hold.
struct BarCell {
  std::optional<theory::ChordSymbol> chord = std::nullopt;  ///< Empty for a slot (`_`).
  song::Tick start = 0, length = 0;                         ///< From the first bar line.
  bool operator==(const BarCell&) const = default;
};

struct BarLine {
  std::vector<BarCell> cells;
  int bars = 0;
  [[nodiscard]] bool hasSlots() const;
};

/// Reads bars separated by `|` (one at either end may stand or not). Symbols in a bar share it equally; `_` is a slot
/// to fill, `%` repeats the bar before, `.` holds the chord before, also over the bar line. Chords may be lead-sheet or
/// Harte symbols.
/// Errors: TooLarge; Parse with the offset of the symbol: an unknown chord, an empty bar, `%` or `.` with nothing
/// before.
[[nodiscard]] Result<BarLine> parseBars(std::string_view text, const song::Meter& meter,
                                        const BarSyntaxLimits& limits = {});

/// The same syntax back: one chord a symbol, `_` for slots, `.` for holds, on a grid of equal places in each bar.
[[nodiscard]] std::string toBarText(const std::vector<BarCell>& cells, const song::Meter& meter);

}  // namespace amuse::notation
