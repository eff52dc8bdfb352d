#include <doctest/doctest.h>

#include "base/text.h"
#include "theory/chord_symbol.h"

using namespace amuse;
using namespace amuse::theory;

namespace {

Key keyNamed(std::string_view text) {
  const auto key = parseKey(text);
  REQUIRE(key.has_value());
  return {key->tonic, key->mode};
}

}  // namespace

TEST_CASE("a chord relative to its tonic is written as its key spells it") {
  struct Row {
    std::string_view inC, key, symbol;
  };
  // The first column is read in C and means the same chord seen from any tonic.
  for (const auto& [inC, key, symbol] :
       {Row{"E7", "C", "E7"},        Row{"Ab", "E", "C"},          Row{"E", "E", "G#"},
        Row{"Eb", "Cm", "Eb"},       Row{"Bb", "C", "Bb"},         Row{"A7/C#", "C", "A7/C#"},
        Row{"D7/F#", "Eb", "F7/A"},  Row{"C#dim7", "C", "C#dim7"}, Row{"F#m7b5", "C", "F#m7b5"},
        Row{"F#", "C", "Gb"},        Row{"G#dim7", "C", "G#dim7"}, Row{"D#dim7", "C", "Ebdim7"},
        Row{"Am/G#", "C", "Am/G#"},  Row{"C/Bb", "C", "C/Bb"},     Row{"Ab", "Db", "A"},
        Row{"Fm/Ab", "Db", "Gbm/A"}, Row{"G/B", "B", "F#/A#"},     Row{"F/C", "F#", "B/F#"},
        Row{"Db7", "E", "F7"},       Row{"Bdim7", "Am", "G#dim7"}, Row{"N.C.", "E", "N.C."},
        Row{"Eb", "Ab", "Cb"},       Row{"F#dim7", "G", "C#dim7"}, Row{"Dm7/G", "D", "Em7/A"}}) {
    CAPTURE(inC);
    CAPTURE(key);
    const auto chord = parseChordSymbol(inC);
    REQUIRE(chord.has_value());
    CHECK(toText(toSymbol(toRelative(*chord, 0), keyNamed(key))) == symbol);
  }
}

TEST_CASE("transposing moves the chord and spells it in the key it arrives in") {
  const auto move = [](std::string_view text, int semitones, std::string_view key) {
    return toText(transposed(*parseChordSymbol(text), semitones, keyNamed(key)));
  };
  CHECK(move("C", 4, "E") == "E");
  CHECK(move("E", 4, "E") == "G#");
  CHECK(move("Bb7/D", 2, "D") == "C7/E");
  CHECK(move("Am", -2, "Gm") == "Gm");
  CHECK(move("N.C.", 3, "Eb") == "N.C.");
}

TEST_CASE("the same chord is one relative chord however it is spelled") {
  CHECK(toRelative(*parseChordSymbol("G#m/D#"), 0) == toRelative(*parseChordSymbol("Abm/Eb"), 0));
  CHECK(toRelative(*parseChordSymbol("D/F#"), 2) == RelativeChord{0, plainQuality(ChordClass::Maj), 4});
  CHECK(toRelative(noChord(), 5) == RelativeChord{});
}
