#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "perform/fret_shapes.h"
#include "perform/piano_shapes.h"
#include "theory/chord_origin.h"

/// What there is to know of chords as somebody types them: names, numbers, notes, where hands go, how a name may go on.
namespace amuse::app {

inline constexpr std::size_t kMostFingerings = 5, kMostCompletions = 40;
inline constexpr int kHighestCapo = 11;

/// One chord in a key.
struct ChordFacts {
  theory::ChordSymbol chord;
  std::string roman;  ///< Applied chords by what they lead into: "V7/V".
  std::string nashville;
  theory::ChordOrigin origin;
  std::vector<theory::Spelling> notes;  ///< From the root up; a foreign bass is not among them.
  std::vector<std::string> degrees;     ///< Parallel to the notes: "1", "b3", "#11".
  theory::ChordSymbol shape;            ///< What a guitarist thinks of with the capo on.
  std::vector<perform::Fingering> guitar, ukulele;
  std::vector<perform::PianoShape> piano;
};

/// Names and numbers. Cheap.
[[nodiscard]] ChordFacts chordFacts(const theory::ChordSymbol& chord, const theory::Key& key);
/// The same with shapes for hands; the capo is the guitar's. Cost: about a millisecond.
/// @param capo  0..kHighestCapo.
[[nodiscard]] ChordFacts chordFactsWithShapes(const theory::ChordSymbol& chord, const theory::Key& key, int capo,
                                              const perform::FretShapes& shapes);

/// What is typed without blanks around it, a small first letter of a note as a capital: " am7" -> "Am7".
[[nodiscard]] std::string withCapital(std::string_view typed);

/// Reads one chord as a songwriter types it: any symbol parseAnyChord reads, blanks around it, a small first letter
/// ("am7"). Errors: those, with the offset in `text`.
[[nodiscard]] Result<theory::ChordSymbol> readTypedChord(std::string_view text);

/// Chords that begin as the prefix does, at most kMostCompletions, none twice: what the prefix is itself first; then
/// chords of the key, borrowed ones, applied ones, others; plainer before richer. An empty prefix gives the key's own
/// chords, the most used borrowed and all applied ones; numerals complete too ("ii", "bVI", "V7/"). After a slash come
/// basses.
[[nodiscard]] std::vector<ChordFacts> completeChord(std::string_view prefix, const theory::Key& key);

}  // namespace amuse::app
