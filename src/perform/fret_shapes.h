#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "theory/chord_symbol.h"

/// Guitar and ukulele fingerings: a table of the shapes players know, and a search for the chords it lacks.
namespace amuse::perform {

enum class FretInstrument { Guitar, Ukulele };

/// Open strings as MIDI numbers, in the order a chord diagram shows them.
struct Tuning {
  FretInstrument instrument = FretInstrument::Guitar;
  std::vector<int> strings;
};
[[nodiscard]] Tuning guitarTuning();   ///< E2 A2 D3 G3 B3 E4.
[[nodiscard]] Tuning ukuleleTuning();  ///< G4 C4 E4 A4, the first string an octave up.

/// Where the fingers go. Frets count from the capo (or the nut); -1 is a string not played, 0 an open one.
struct Fingering {
  std::vector<int> frets;    ///< One a string, as the tuning orders them; empty for N.C.
  std::vector<int> pitches;  ///< What sounds, MIDI numbers, in string order; the capo is counted in.
  int fingers = 0;           ///< Needed; a barre is one.
  int barreFret = 0;         ///< 0 without a barre.
  bool operator==(const Fingering&) const = default;
};

/// One row of data/fret_shapes.tsv.
struct FretShape {
  FretInstrument instrument = FretInstrument::Guitar;
  theory::ChordSymbol chord;
  std::vector<int> frets;
  bool movable = false;  ///< The same shape serves every root, further up the neck.
};
struct FretShapes {
  std::vector<FretShape> rows;
};

inline constexpr std::size_t kMaxFretShapeBytes = 256u << 10;
/// Columns: instrument, chord, frets ("x 3 2 0 1 0"), movable (0 or 1), source.
/// Errors: TooLarge; Parse, naming the row.
[[nodiscard]] Result<FretShapes> parseFretShapes(std::string_view table);

/// The easiest good fingering of a chord: at most four fingers, fretted notes within four frets, only the chord's tones
/// (and the written bass), the bass lowest on a guitar wherever that can be reached.
/// @param capo  Fret of the capo, 0..11; Eb with a capo at 3 gives the C shape.
[[nodiscard]] Fingering fingeringFor(const theory::ChordSymbol& chord, const Tuning& tuning, int capo,
                                     const FretShapes& shapes = {});

/// Several fingerings of a chord, at most `most`, no two alike: fingeringFor's first, then the table's others, then
/// what is easiest elsewhere on the neck. Empty for N.C. Cost: up to some milliseconds.
[[nodiscard]] std::vector<Fingering> fingeringsFor(const theory::ChordSymbol& chord, const Tuning& tuning, int capo,
                                                   const FretShapes& shapes, std::size_t most);

/// Root, fifth and octave on the low strings; a single note and its octave where the fifth is altered.
[[nodiscard]] Fingering powerFingering(const theory::ChordSymbol& chord, const Tuning& tuning);

/// Fingers that frets ask for: a barre at the lowest fret counts as one.
[[nodiscard]] int fingersNeeded(std::span<const int> frets) noexcept;

}  // namespace amuse::perform
