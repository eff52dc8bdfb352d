#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "theory/chord_symbol.h"

/// One line of a ChordPro file, taken apart.
namespace amuse::notation {

/// "{start_of_verse: Verse 1}" -> name "start_of_verse", value "Verse 1". Short names come back as long ones.
struct ChordProDirective {
  std::string name;
  std::string_view value;  ///< A view into the line.
};
[[nodiscard]] std::optional<ChordProDirective> readDirective(std::string_view line);

/// A line of a song: its words without brackets, and its chords in order.
struct ChordProLine {
  std::string words;
  std::vector<theory::ChordSymbol> chords;
  std::vector<std::string_view> unknown;  ///< Bracketed text that is no chord.
};
[[nodiscard]] ChordProLine readBracketedLine(std::string_view line);

/// The chords of a line that is nothing but chords, as they stand above words; nothing for other lines.
[[nodiscard]] std::optional<std::vector<theory::ChordSymbol>> readChordLine(std::string_view line);

/// The name of a part on a line of its own, "[Verse 2]" or "Chorus:"; nothing for other lines.
[[nodiscard]] std::optional<std::string_view> readHeading(std::string_view line);

/// A grid line in the bar syntax: "|: C . . . | G . . :|" -> "| C . . . | G . . |".
[[nodiscard]] std::string gridToBars(std::string_view line);

}  // namespace amuse::notation
