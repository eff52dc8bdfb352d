#pragma once

#include <string_view>

#include "base/result.h"
#include "song/song.h"

/// The rules of validate() that concern one part by itself.
namespace amuse::song {

/// @param length      The part's bars in ticks.
/// @param firstMeter  The metre of its first bar.
[[nodiscard]] Result<void> checkPart(const Part& part, Tick length, const Meter& firstMeter);

/// UTF-8 without control characters, at most `limit` bytes.
[[nodiscard]] bool isPlainText(std::string_view text, std::size_t limit);
/// A symbol that is read back as it is written.
[[nodiscard]] bool canBeWritten(const theory::ChordSymbol& symbol);
[[nodiscard]] bool isOrigin(const Origin& origin);
[[nodiscard]] bool isSpelling(const theory::Spelling& spelling);
/// low <= value <= high; false for NaN.
[[nodiscard]] inline bool within(double value, double low, double high) { return value >= low && value <= high; }

}  // namespace amuse::song
