#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "theory/roman.h"

using namespace amuse;
using namespace amuse::theory;

namespace {

Spelling anySpelling() { return {*rc::gen::inRange(0, 7), *rc::gen::inRange(-2, 3)}; }

/// Any chord there can be: any tones with any class that they allow, any root and bass.
ChordSymbol anyChord() {
  const PitchClassSet tones(static_cast<std::uint16_t>(*rc::gen::inRange(1, 4096)));
  ChordSymbol chord{anySpelling(), makeQuality(tones, static_cast<ChordClass>(*rc::gen::inRange(0, kChordClassCount)))};
  const Spelling bass = anySpelling();
  if (*rc::gen::arbitrary<bool>() && bass.pitchClass() != chord.root.pitchClass()) chord.bass = bass;
  return chord;
}

Key anyKey() { return makeKey(*rc::gen::inRange(0, 12), kModes[*rc::gen::inRange<std::size_t>(0, kModes.size())]); }

RelativeChord anyRelativeChord() { return toRelative(anyChord(), 0); }

}  // namespace

TEST_CASE("every quality there can be is written and read back, in both writings") {
  int failures = 0;
  for (int bits = 1; bits < 4096; ++bits) {
    for (int chordClass = 0; chordClass < kChordClassCount; ++chordClass) {
      const PitchClassSet tones(static_cast<std::uint16_t>(bits));
      const ChordSymbol chord{{0, 0}, makeQuality(tones, static_cast<ChordClass>(chordClass))};
      const bool same = parseChordSymbol(toText(chord)) == chord, sameHarte = parseHarte(toHarte(chord)) == chord;
      failures += (same ? 0 : 1) + (sameHarte ? 0 : 1);
      if (!same || !sameHarte) MESSAGE(toText(chord), " ", toHarte(chord));
    }
  }
  CHECK(failures == 0);
}

TEST_CASE("writing then parsing a chord gives it back") {
  CHECK(rc::check("lead sheet", [] {
    const ChordSymbol chord = anyChord();
    RC_ASSERT(parseChordSymbol(toText(chord)) == chord);
    RC_ASSERT(parseAnyChord(toText(chord)) == chord);
  }));
  CHECK(rc::check("Harte", [] {
    const ChordSymbol chord = anyChord();
    RC_ASSERT(parseHarte(toHarte(chord)) == chord);
    RC_ASSERT(parseAnyChord(toHarte(chord)) == chord);
  }));
}

TEST_CASE("a written symbol fits the size limit") {
  CHECK(rc::check([] {
    const ChordSymbol chord = anyChord();
    RC_ASSERT(toText(chord).size() <= kMaxChordSymbolBytes);
    RC_ASSERT(toHarte(chord).size() <= kMaxChordSymbolBytes);
  }));
}

TEST_CASE("relative chords and symbols of any key are inverse") {
  CHECK(rc::check([] {
    const RelativeChord chord = anyRelativeChord();
    const Key key = anyKey();
    const ChordSymbol symbol = toSymbol(chord, key);
    RC_ASSERT(toRelative(symbol, key.tonic.pitchClass()) == chord);
    RC_ASSERT(std::abs(symbol.root.accidental) <= 1);
    RC_ASSERT(!symbol.bass || std::abs(symbol.bass->accidental) <= 1);
    RC_ASSERT(parseChordSymbol(toText(symbol)) == symbol);
  }));
}

TEST_CASE("transposing by an octave, or there and back, changes no sounding note") {
  CHECK(rc::check([] {
    const ChordSymbol chord = anyChord();
    const Key key = anyKey();
    const int semitones = *rc::gen::inRange(-24, 25);
    const auto sounding = [](const ChordSymbol& c) { return toRelative(c, 0); };
    RC_ASSERT(sounding(transposed(chord, 12, key)) == sounding(chord));
    RC_ASSERT(sounding(transposed(transposed(chord, semitones, key), -semitones, key)) == sounding(chord));
    RC_ASSERT(toRelative(transposed(chord, semitones, key), semitones) == sounding(chord));
  }));
}

TEST_CASE("numerals are read back to the chord they name") {
  CHECK(rc::check("of one chord", [] {
    const Key key = anyKey();
    const ChordSymbol chord = toSymbol(anyRelativeChord(), key);
    RC_ASSERT(parseRoman(romanNumeral(chord, key), key) == chord);
  }));
  CHECK(rc::check("before another chord", [] {
    const Key key = anyKey();
    const auto chordClass = static_cast<ChordClass>(*rc::gen::inRange(0, kChordClassCount));
    const ChordSymbol chord =
        toSymbol({*rc::gen::inRange(0, 12), plainQuality(chordClass), *rc::gen::inRange(0, 12)}, key);
    const ChordSymbol next = toSymbol({*rc::gen::inRange(0, 12), plainQuality(ChordClass::Min7), 0}, key);
    RC_ASSERT(parseRoman(romanNumeral(chord, &next, key), key) == chord);
  }));
}
