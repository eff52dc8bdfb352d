#pragma once

#include <set>
#include <span>
#include <string_view>
#include <vector>

#include "theory/chord_symbol.h"

/// One plain word a suggestion, so that four cards can be told apart before they are heard.
namespace amuse::sample {

/// What the word is chosen by; every number 0..1 unless said otherwise.
struct Character {
  double tonicEnds = 0;  ///< First or last chord has the tonic as its root: 0, 0.5 or 1.
  double brightness =
      0;  ///< Mean position of the tones on the line of fifths against the mode's scale; sharp side positive.
  double outside = 0;      ///< Share of chords with a tone outside the mode's scale.
  double steps = 0;        ///< Share of bass moves by one or two semitones.
  double fifths = 0;       ///< Share of root moves down a fifth.
  double rich = 0;         ///< Mean number of tones beyond a triad.
  double suspended = 0;    ///< Share of suspended, open or added-tone chords.
  double dominantEnd = 0;  ///< 1 when it ends on the fifth or seventh degree.
  double tonicShare = 0;   ///< Share of chords on the tonic.
  double stillness = 0;    ///< How little moves: 0 for three roots and bass notes or more .. 1 for one of each.
};
[[nodiscard]] Character characterOf(std::span<const theory::RelativeChord> chords, theory::Mode mode);

/// A word for each progression, none twice while words last; each chosen by how it differs from its neighbours.
/// Words: home, lift, darker, drift, twist, walk, wheel, float, lush, reach, plain.
[[nodiscard]] std::vector<std::string_view> wordsFor(std::span<const std::vector<theory::RelativeChord>> progressions,
                                                     theory::Mode mode);

/// A word for the last progression alone, beside the others, that is none of `used` while words last.
[[nodiscard]] std::string_view wordBeside(std::span<const std::vector<theory::RelativeChord>> progressions,
                                          theory::Mode mode, const std::set<std::string_view>& used);

}  // namespace amuse::sample
