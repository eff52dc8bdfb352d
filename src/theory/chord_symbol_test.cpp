#include "theory/chord_symbol.h"

#include <doctest/doctest.h>

#include <string>

using namespace amuse;
using namespace amuse::theory;

namespace {

ChordSymbol readChord(std::string_view text) {
  CAPTURE(text);
  const auto chord = parseChordSymbol(text);
  REQUIRE(chord.has_value());
  return *chord;
}

}  // namespace

TEST_CASE("canonical lead-sheet symbols are written as they are read") {
  for (const std::string_view text :
       {"C",         "Cm",      "C7",      "Cmaj7",     "Cm7",      "Cm7b5",    "Cdim",     "Cdim7",
        "Caug",      "Csus2",   "Csus4",   "C7sus4",    "C9sus4",   "C6",       "Cm6",      "C69",
        "Cadd9",     "Cmadd9",  "C9",      "Cmaj9",     "Cm9",      "C11",      "C13",      "Cmaj13",
        "Cm11",      "C7b9",    "C7#9",    "C7#11",     "C7b13",    "C13#11",   "C5",       "Cmmaj7",
        "C7#5",      "C7alt",   "Cmaj7#5", "C7omit3",   "C5addb7",  "C(b5)",    "C13b9",    "Cmaj7#11",
        "C7#5#9",    "Cm69",    "C1",      "Csus#4",    "C7sus4b9", "F#m7b5/C", "Bb13sus4", "Ebmaj9/G",
        "G7/F",      "C7b9#11", "C7b5b9",  "Cdimmaj7",  "C13sus4",  "Cmaddb13", "Gadd11",   "Cm9b5",
        "Cm7b5add9", "N.C.",    "Comit5",  "Cmaj7sus2", "C7sus2",   "C6sus4",   "F##m",     "Bbb7"}) {
    CHECK(toText(readChord(text)) == text);
  }
}

TEST_CASE("what musicians type is one chord") {
  struct Row {
    std::string_view canonical;
    std::vector<std::string_view> synonyms;
  };
  const Row rows[] = {
      {"Cmaj7", {"CM7", "Cmaj7", "CΔ7", "CΔ", "C△7", "C∆", "Cj7", "Cma7", "CMaj7", "C^7", "C7M", "C(maj7)", "Cmajor7"}},
      {"Cm7", {"C-7", "Cmin7", "Cmi7", "CMin7", "C–7", "C−7"}},
      {"Cm7b5", {"Cø", "Cø7", "C-7b5", "Cm7(b5)", "Cmin7b5", "Cm7♭5", "Cm7-5", "Chdim7", "Chalfdim", "CØ7"}},
      {"Cdim7", {"C°7", "Co7", "Cº7"}},
      {"Cdim", {"C°", "Co", "Cmb5", "Cm(b5)", "C-b5"}},
      {"Caug", {"C+", "C(#5)", "C(♯5)"}},
      {"C69", {"C6/9", "C6add9", "C6(9)", "Cmaj6/9"}},
      {"C7alt", {"Calt", "C7(alt)", "Caltered"}},
      {"C7#5", {"Caug7", "C+7", "C7+", "C7(#5)", "C7+5", "C7aug"}},
      {"Cmaj7#5", {"CM7#5", "C+maj7", "Cmaj7(#5)", "Caugmaj7", "CΔ#5"}},
      {"C9#5", {"C+9", "Caug9"}},
      {"C7sus4", {"C7sus", "C7(sus4)", "Csus7", "Cm7sus4"}},
      {"Csus4", {"Csus", "C4"}},
      {"Cadd9", {"C2", "Cadd2", "C(add9)", "C(9)"}},
      {"Cmaj7#11", {"Cmaj7(#11)", "CM7(♯11)"}},
      {"C7b9#11", {"C7(b9,#11)", "C7(b9#11)", "C7(b9/#11)", "C7#11b9", "C7-9+11"}},
      {"Cmmaj7", {"CmMaj7", "Cm(maj7)", "CmM7", "C-Δ7", "CmΔ", "Cm#7", "Cm(+7)", "Cminmaj7", "Cm/maj7"}},
      {"C5", {"C(no3)", "Comit3", "C5(no3)", "Cno3rd"}},
      {"Csus4add9", {"Csus2sus4", "Csus24", "Csus4(9)"}},
      {"Cm", {"C-", "Cmin", "Cmi", "Cminor", "CMIN", "Cm5"}},
      {"C", {"Cmaj", "CM", "Cmajor"}},
      {"C7#9", {"C7+9", "C7(#9)", "C7/#9"}},
      {"C9", {"C7/9", "C7(9)"}},
      {"C9/E", {"C7/9/E"}},
      {"C7b9b13", {"C7/b9/b13", "C7(b13,b9)"}},
      {"Cm7add11", {"Cm7/11", "Cm7(11)", "Cm7add4"}},
      {"Cmmaj9", {"Cm9(maj7)", "CmM9", "Cm(maj9)"}},
      {"C7b9", {"C7-9", "C7(b9)", "C7b9"}},
      {"C13", {"C7(9,13)", "C9add13", "C9(13)"}},
      {"N.C.", {"NC", "N", "n.c."}},
      {"F#m7b5/C", {"F♯m7♭5/C", "F#ø/C"}},
      {"C", {"C/C", "C/B#"}},
  };
  for (const auto& row : rows) {
    for (const auto synonym : row.synonyms) CHECK(toText(readChord(synonym)) == row.canonical);
  }
}

TEST_CASE("parseChordSymbol reports where it stopped") {
  struct Row {
    std::string_view text;
    std::size_t offset;
  };
  for (const auto& [text, offset] :
       {Row{"", 0},        Row{"H7", 0},    Row{"Cm7/", 4},  Row{"C6/9?", 4}, Row{"c", 0},     Row{"Cmajj", 4},
        Row{"C7x", 2},     Row{"C7b", 3},   Row{"C7(b9", 5}, Row{"C()", 2},   Row{"Cadd", 4},  Row{"Cadd8", 4},
        Row{"C/H", 2},     Row{"C/E/G", 3}, Row{"C ", 1},    Row{" C", 0},    Row{"C:maj", 1}, Row{"C1omit1", 1},
        Row{"Cm7\xff", 3}, Row{"Comit", 5}, Row{"C7b3", 3},  Row{"C(#1)", 3}}) {
    CAPTURE(text);
    const auto chord = parseChordSymbol(text);
    REQUIRE_FALSE(chord.has_value());
    CHECK(chord.error().code == ErrorCode::Parse);
    CHECK(chord.error().offset == offset);
  }
  CHECK(parseChordSymbol("C" + std::string(64, '7')).error().code == ErrorCode::TooLarge);
}

TEST_CASE("Harte symbols are read and written") {
  struct Row {
    std::string_view harte, leadSheet;
  };
  for (const auto& [harte, leadSheet] :
       {Row{"C:maj7/3", "Cmaj7/E"}, Row{"A:min(9)", "Amadd9"}, Row{"N", "N.C."}, Row{"F#:hdim7/b5", "F#m7b5/C"},
        Row{"Bb:sus4(b7,9,13)", "Bb13sus4"}, Row{"G:7/b7", "G7/F"}, Row{"D:min/b3", "Dm/F"}, Row{"C:maj/2", "C/D"},
        Row{"C:maj/b1", "C/Cb"}, Row{"E:7(*5,b9,#9,b13)", "E7alt"}}) {
    CAPTURE(harte);
    const auto chord = parseHarte(harte);
    REQUIRE(chord.has_value());
    CHECK(toText(*chord) == leadSheet);
    CHECK(parseChordSymbol(leadSheet) == *chord);
  }
  CHECK(toHarte(readChord("Cmaj7/E")) == "C:maj7/3");
  CHECK(toHarte(readChord("C7b5b9")) == "C:7(*5,b5,b9)");
  CHECK(toText(*parseHarte("C/5")) == "C/G");
  CHECK(toText(*parseHarte("C:(3,5,b7)")) == "C7");
  CHECK(parseHarte("X")->isNoChord());
}

TEST_CASE("parseHarte reports where it stopped") {
  struct Row {
    std::string_view text;
    std::size_t offset;
  };
  for (const auto& [text, offset] : {Row{"", 0}, Row{"H:maj", 0}, Row{"C:", 2}, Row{"C:mju", 2}, Row{"C:maj/", 6},
                                     Row{"C:maj(", 6}, Row{"C:maj(9", 7}, Row{"C:maj(9,)", 8}, Row{"C:maj(9)x", 8},
                                     Row{"C:1(*1)", 1}, Row{"C:maj/3?", 7}, Row{"C:maj(b)", 7}}) {
    CAPTURE(text);
    const auto chord = parseHarte(text);
    REQUIRE_FALSE(chord.has_value());
    CHECK(chord.error().offset == offset);
  }
}

TEST_CASE("either writing is told by its colon") {
  CHECK(toText(*parseAnyChord("C:min7")) == "Cm7");
  CHECK(toText(*parseAnyChord("Cm7")) == "Cm7");
  CHECK(toText(*parseAnyChord("F#:maj")) == "F#");
  CHECK(parseAnyChord("N")->isNoChord());
  CHECK(parseAnyChord("X")->isNoChord());
  CHECK(parseAnyChord("N.C.")->isNoChord());
}

TEST_CASE("chord tones are spelled by degree") {
  struct Row {
    std::string_view chord, tones;
  };
  for (const auto& [chord, tones] :
       {Row{"C7#9", "C E G Bb D#"}, Row{"Cm7b5", "C Eb Gb Bb"}, Row{"E7", "E G# B D"}, Row{"D7/F#", "D F# A C"},
        Row{"Bdim7", "B D F Ab"}, Row{"Caug", "C E G#"}, Row{"F13", "F A C Eb G D"}, Row{"Csus2", "C D G"},
        Row{"Ebm", "Eb Gb Bb"}, Row{"F#maj7", "F# A# C# E#"}, Row{"C7b5", "C E Gb Bb"}, Row{"C7#11", "C E G Bb F#"},
        Row{"Comit1", "E G"}, Row{"N.C.", ""}}) {
    CAPTURE(chord);
    std::string text;
    for (const auto& note : chordTones(readChord(chord))) text += (text.empty() ? "" : " ") + toText(note);
    CHECK(text == tones);
  }
}
