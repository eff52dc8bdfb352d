#include "propose/endings.h"

#include <doctest/doctest.h>

using namespace amuse;
using namespace amuse::propose;
using theory::ChordClass;
using theory::Mode;

namespace {

theory::RelativeChord chordAt(int root, ChordClass chordClass, int bass = 0) {
  return {.root = root, .quality = theory::plainQuality(chordClass), .bass = bass};
}

}  // namespace

TEST_CASE("a section closes on the tonic at rest in its own mode") {
  CHECK(isRest(chordAt(0, ChordClass::Maj), Mode::Maj));
  CHECK(isRest(chordAt(0, ChordClass::Min), Mode::Dor));
  CHECK(isRest(chordAt(0, ChordClass::Dim), Mode::Loc));
  CHECK(isRest(chordAt(0, ChordClass::Five), Mode::Phr));
  CHECK_FALSE(isRest(chordAt(0, ChordClass::Min), Mode::Maj));
  CHECK_FALSE(isRest(chordAt(0, ChordClass::Maj, 4), Mode::Maj));
  CHECK_FALSE(isRest(chordAt(9, ChordClass::Min), Mode::Maj));
}

TEST_CASE("each mode cadences with its own chord") {
  struct Row {
    Mode mode;
    int root;
    ChordClass chordClass;
  };
  for (const auto& [mode, root, chordClass] :
       {Row{Mode::Maj, 7, ChordClass::Dom7}, Row{Mode::Dor, 5, ChordClass::Maj}, Row{Mode::Phr, 1, ChordClass::Maj},
        Row{Mode::Lyd, 2, ChordClass::Maj}, Row{Mode::Mix, 10, ChordClass::Maj}, Row{Mode::Hmin, 7, ChordClass::Maj},
        Row{Mode::Phdm, 1, ChordClass::Maj}}) {
    CAPTURE(theory::toText(mode));
    CHECK(cadenceFactor(chordAt(root, chordClass), mode) == 1);
    CHECK(openFactor(chordAt(root, chordClass), mode) >= 1);
    CHECK(openFactor(chordAt(0, ChordClass::Maj), mode) < 0.1);
  }
}

TEST_CASE("a dominant without its leading tone closes more weakly") {
  CHECK(cadenceFactor(chordAt(7, ChordClass::Min), Mode::Min) < cadenceFactor(chordAt(7, ChordClass::Maj), Mode::Min));
}
