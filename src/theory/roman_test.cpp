#include "theory/roman.h"

#include <doctest/doctest.h>

using namespace amuse;
using namespace amuse::theory;

namespace {

Key romanKey(std::string_view text) {
  const auto key = parseKey(text);
  REQUIRE(key.has_value());
  return {key->tonic, key->mode};
}

ChordSymbol romanChord(std::string_view text) {
  const auto chord = parseChordSymbol(text);
  REQUIRE(chord.has_value());
  return *chord;
}

}  // namespace

TEST_CASE("numerals count from the mode's own scale") {
  struct Row {
    std::string_view key, chord, numeral;
  };
  for (const auto& [key, chord, numeral] : {Row{"C", "C", "I"},
                                            Row{"C", "Am", "vi"},
                                            Row{"C", "Bb", "bVII"},
                                            Row{"C", "Ab", "bVI"},
                                            Row{"C", "Eb", "bIII"},
                                            Row{"C", "Cmaj7", "Imaj7"},
                                            Row{"C", "Dm7", "ii7"},
                                            Row{"C", "Bm7b5", "viiø7"},
                                            Row{"C", "Bdim", "viio"},
                                            Row{"C", "Bdim7", "viio7"},
                                            Row{"C", "G7sus4", "V7sus4"},
                                            Row{"C", "Caug", "I+"},
                                            Row{"C", "Fm", "iv"},
                                            Row{"C", "C/E", "I/3"},
                                            Row{"C", "F/C", "IV/5"},
                                            Row{"C", "F#m7b5", "#ivø7"},
                                            Row{"C", "Db7", "bII7"},
                                            Row{"C", "C#dim7", "#io7"},
                                            Row{"C", "G7#5", "V7#5"},
                                            Row{"C", "Cmmaj7", "imaj7"},
                                            Row{"C", "C5", "I5"},
                                            Row{"C", "Fm6", "iv6"},
                                            Row{"C", "N.C.", "N.C."},
                                            Row{"C", "G7/F", "V7/b7"},
                                            Row{"Cm", "Cm", "i"},
                                            Row{"Cm", "Ab", "VI"},
                                            Row{"Cm", "Eb", "III"},
                                            Row{"Cm", "Bb", "VII"},
                                            Row{"Cm", "G7", "V7"},
                                            Row{"Cm", "Fm7", "iv7"},
                                            Row{"Cm", "Dm7b5", "iiø7"},
                                            Row{"Cm", "Db", "bII"},
                                            Row{"Cm", "Bdim7", "viio7"},
                                            Row{"Cm", "Am7b5", "viø7"},
                                            Row{"Cm", "F", "IV"},
                                            Row{"Cm", "Cm/Eb", "i/b3"},
                                            Row{"D dorian", "G", "IV"},
                                            Row{"D dorian", "C", "VII"},
                                            Row{"G mix", "F", "VII"},
                                            Row{"F lydian", "G", "II"},
                                            Row{"E phrygian", "F", "II"},
                                            Row{"A harmonic minor", "E7", "V7"},
                                            Row{"A harmonic minor", "G#dim7", "viio7"},
                                            Row{"A harmonic minor", "G", "bVII"},
                                            Row{"E", "G#m", "iii"},
                                            Row{"Db", "A", "bVI"},
                                            Row{"Db", "Gbm", "iv"}}) {
    CAPTURE(key);
    CAPTURE(chord);
    const std::string written = romanNumeral(romanChord(chord), romanKey(key));
    CHECK(written == numeral);
    CHECK(parseRoman(written, romanKey(key)) == romanChord(chord));
  }
}

TEST_CASE("an applied chord is named when the next chord confirms it") {
  struct Row {
    std::string_view key, chord, next, numeral;
  };
  for (const auto& [key, chord, next, numeral] :
       {Row{"C", "D7", "G", "V7/V"},          Row{"C", "D7", "F", "II7"},         Row{"C", "D7", "G7", "V7/V"},
        Row{"C", "A7", "Dm7", "V7/ii"},       Row{"C", "A", "Dm", "V/ii"},        Row{"C", "E7", "Am", "V7/vi"},
        Row{"C", "B7", "Em", "V7/iii"},       Row{"C", "C7", "F", "V7/IV"},       Row{"C", "C", "F", "I"},
        Row{"C", "C#dim7", "Dm", "viio7/ii"}, Row{"C", "F#m7b5", "G", "viiø7/V"}, Row{"C", "Bb", "Eb", "bVII"},
        Row{"C", "Bb7", "Eb", "V7/bIII"},     Row{"C", "G7", "C", "V7"},          Row{"C", "E7", "F", "III7"},
        Row{"C", "D7/F#", "G", "V7/3/V"},     Row{"C", "D7", "N.C.", "II7"},      Row{"C", "A7#5", "Dm", "V7#5/ii"},
        Row{"C", "Ab7", "G", "bVI7"},         Row{"Cm", "C7", "Fm", "V7/iv"},     Row{"Cm", "Eb7", "Ab", "V7/VI"},
        Row{"Cm", "D7", "Gm", "V7/v"},        Row{"Cm", "Eb", "Ab", "III"},       Row{"Cm", "G7", "Cm", "V7"},
        Row{"C", "Bdim7", "C", "viio7"},      Row{"A", "C#7", "F#m", "V7/vi"}}) {
    CAPTURE(chord);
    CAPTURE(next);
    const ChordSymbol following = romanChord(next);
    const std::string written = romanNumeral(romanChord(chord), &following, romanKey(key));
    CHECK(written == numeral);
    CHECK(parseRoman(written, romanKey(key)) == romanChord(chord));
  }
  CHECK(romanNumeral(romanChord("D7"), nullptr, romanKey("C")) == "II7");
}

TEST_CASE("common ways to write numerals are read") {
  struct Row {
    std::string_view key, numeral, chord;
  };
  for (const auto& [key, numeral, chord] :
       {Row{"C", "bVII", "Bb"},       Row{"C", "♭VII", "Bb"},       Row{"C", "V/ii", "A"},
        Row{"C", "V7/V", "D7"},       Row{"C", "viio7", "Bdim7"},   Row{"C", "vii°7", "Bdim7"},
        Row{"C", "viidim7", "Bdim7"}, Row{"C", "IVmaj7", "Fmaj7"},  Row{"C", "IVM7", "Fmaj7"},
        Row{"C", "iv6", "Fm6"},       Row{"C", "iim7", "Dm7"},      Row{"C", "IIm7", "Dm7"},
        Row{"C", "iim7b5", "Dm7b5"},  Row{"C", "ii-7", "Dm7"},      Row{"C", "iiø", "Dm7b5"},
        Row{"C", "III+", "Eaug"},     Row{"C", "V9sus4", "G9sus4"}, Row{"C", "I6/9", "C69"},
        Row{"C", "iadd9", "Cmadd9"},  Row{"C", "iimaj7", "Dmmaj7"}, Row{"C", "vomit5", "Gmomit5"},
        Row{"C", "V7/3/ii", "A7/C#"}, Row{"Cm", "V7/iv", "C7"},     Row{"Eb", "#ivø7", "Am7b5"},
        Row{"Am", "VI", "F"},         Row{"Db", "bVI", "A"},        Row{"C", "vi/5", "Am/E"},
        Row{"C", "I/1", "C"}}) {
    CAPTURE(numeral);
    const auto read = parseRoman(numeral, romanKey(key));
    REQUIRE(read.has_value());
    CHECK(toText(*read) == chord);
  }
}

TEST_CASE("parseRoman reports where it stopped") {
  struct Row {
    std::string_view text;
    std::size_t offset;
  };
  for (const auto& [text, offset] : {Row{"", 0}, Row{"X", 0}, Row{"iv6?", 3}, Row{"V7/", 3}, Row{"V/H", 2}, Row{"b", 0},
                                     Row{"ii(b", 4}, Row{"Iq", 1}, Row{"V/V/V", 3}}) {
    CAPTURE(text);
    const auto read = parseRoman(text, romanKey("C"));
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().offset == offset);
  }
  CHECK(parseRoman(std::string(65, 'I'), romanKey("C")).error().code == ErrorCode::TooLarge);
}
