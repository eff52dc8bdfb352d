#include "theory/nashville.h"

#include <doctest/doctest.h>

using namespace amuse;
using namespace amuse::theory;

namespace {
theory::Key keyOf(std::string_view text) {
  const auto key = theory::parseKey(text);
  REQUIRE(key.has_value());
  return {key->tonic, key->hasMode ? key->mode : theory::Mode::Maj};
}
}  // namespace

TEST_CASE("chords are numbered by their degree above the tonic, and read back") {
  struct Row {
    std::string_view key, chord, number;
  };
  for (const auto& [key, chord, number] :
       {Row{"C", "C", "1"},           Row{"C", "Am7", "6-7"},       Row{"C", "Bb", "b7"},
        Row{"C", "G/B", "5/7"},       Row{"C", "Fmaj7", "4maj7"},   Row{"C", "F#m7b5", "#4-7b5"},
        Row{"C", "Cmmaj7", "1-maj7"}, Row{"C", "G7", "57"},         Row{"C", "C69", "169"},
        Row{"C", "Bdim", "7dim"},     Row{"C", "N.C.", "N.C."},     Row{"Eb", "Ab", "4"},
        Row{"Eb", "Db", "b7"},        Row{"E", "G#m", "3-"},        Row{"C Min", "Eb", "b3"},
        Row{"C Min", "Cm", "1-"},     Row{"C Min", "Ab/C", "b6/1"}, Row{"F#", "E#m", "7-"},
        Row{"C", "Gb", "b5"},         Row{"C", "C5", "15"},         Row{"C", "Csus4", "1sus4"}}) {
    CAPTURE(chord);
    const auto symbol = theory::parseChordSymbol(chord);
    REQUIRE(symbol.has_value());
    CHECK(toNashville(*symbol, keyOf(key)) == number);
    const auto back = readNashville(number, keyOf(key));
    REQUIRE_MESSAGE(back.has_value(), back.error().message);
    CHECK(*back == *symbol);
  }
  CHECK(readNashville("16/9", keyOf("C")).value() == theory::parseChordSymbol("C6/9").value());
}

TEST_CASE("what is no number is refused with its place") {
  struct Row {
    std::string_view text;
    std::size_t offset;
  };
  for (const auto& [text, offset] :
       {Row{"", 0}, Row{"8", 0}, Row{"b", 1}, Row{"1x", 1}, Row{"C", 0}, Row{"b7q", 2}, Row{"1/E", 1}, Row{"1b5", 1}}) {
    CAPTURE(text);
    const auto chord = readNashville(text, {});
    REQUIRE_FALSE(chord.has_value());
    CHECK(chord.error().code == ErrorCode::Parse);
    CHECK(chord.error().offset == offset);
  }
}
