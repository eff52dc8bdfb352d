#include "theory/chord_symbol.h"

#include <doctest/doctest.h>

#include <string>

using namespace amuse;
using namespace amuse::theory;

TEST_CASE("every quality there can be is written and read back, in both writings") {
  int failures = 0;
  for (int bits = 1; bits < 4096; ++bits) {
    for (int chordClass = 0; chordClass < kChordClassCount; ++chordClass) {
      const ChordSymbol chord{
          {0, 0}, makeQuality(PitchClassSet(static_cast<std::uint16_t>(bits)), static_cast<ChordClass>(chordClass))};
      const std::string text = toText(chord), harte = toHarte(chord);
      const auto read = parseChordSymbol(text), readHarte = parseHarte(harte);
      const bool good = read && *read == chord, goodHarte = readHarte && *readHarte == chord;
      failures += (good ? 0 : 1) + (goodHarte ? 0 : 1);
      if ((!good || !goodHarte) && failures < 40) {
        MESSAGE(bits, " ", toText(chord.quality.chordClass), " ", text, " -> ",
                (read ? toText(*read) : read.error().message), " ", harte, " -> ",
                (readHarte ? toHarte(*readHarte) : readHarte.error().message));
      }
    }
  }
  CHECK(failures == 0);
}
