#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "theory/chord_symbol.h"

/// Chords in a line that a person or a language model wrote for people: tolerant of how they are set out, strict about
/// what a chord is.
namespace amuse::propose {

inline constexpr std::size_t kMaxChordLineBytes = 4096;

/// The chords of a line, bar by bar; one bar holds them all where the line has no bar lines. No bar is empty.
struct ChordLine {
  std::vector<std::vector<theory::ChordSymbol>> bars;
  bool hasBars = false;

  [[nodiscard]] std::vector<theory::ChordSymbol> chords() const;
};

/// Reads chord names ("Am", "a minor", "B-flat 7", Harte), lower-case minors ("a F C G"), roman numerals and Nashville
/// numbers, all of a line in one system, between any of: blanks, bar lines, commas, dashes, arrows. Numbering, bullets,
/// labels ("Verse: "), emphasis, code marks, quotation marks and remarks behind the chords or in parentheses are passed
/// over. "%" repeats the bar before. A numeral with a flat that the mode's scale has already is counted from major:
/// bVI of A minor is F.
/// @param key  What numerals and numbers are counted in.
/// @return The chords; nothing for a line that is plainly something else (a heading, a sentence, a code fence).
/// Errors: TooLarge; Parse, for a line that seems to be a progression and holds something that is no chord, N.C.
/// included; the message names it.
[[nodiscard]] Result<std::optional<ChordLine>> readChordLine(std::string_view line, const theory::Key& key);

}  // namespace amuse::propose
