#include "theory/key.h"

#include <doctest/doctest.h>

#include <cstdlib>

using namespace amuse;
using namespace amuse::theory;

namespace {

Key keyOf(std::string_view text) {
  const auto key = parseKey(text);
  REQUIRE(key.has_value());
  return {key->tonic, key->mode};
}

}  // namespace

TEST_CASE("every mode is found by its names") {
  for (const Mode mode : kModes) {
    CHECK(factsOf(mode).mode == mode);
    CHECK(parseMode(toText(mode)) == mode);
    CHECK(parseMode(factsOf(mode).fullName) == mode);
    CHECK(scaleOf(mode).size() == 7);
    CHECK(isMinorFamily(mode) == scaleOf(mode).contains(3));
  }
  CHECK(parseMode(" MINOR ") == Mode::Min);
  CHECK(parseMode("aeolian") == Mode::Min);
  CHECK(parseMode("m") == Mode::Min);
  CHECK(parseMode("blue").error().message.find("Phdm") != std::string::npos);
}

TEST_CASE("key signatures count sharps and flats") {
  struct Row {
    std::string_view key;
    int signature;
  };
  for (const auto& [key, signature] :
       {Row{"C", 0}, Row{"E major", 4}, Row{"C minor", -3}, Row{"C harmonic minor", -3}, Row{"F#", 6}, Row{"Gb", -6},
        Row{"D dorian", 0}, Row{"F lydian", 0}, Row{"E phrygian", 0}, Row{"B locrian", 0}, Row{"G mix", 0},
        Row{"C Phdm", -4}, Row{"G# minor", 5}}) {
    CAPTURE(key);
    CHECK(signatureOf(keyOf(key)) == signature);
  }
  CHECK(signatureOf({{4, 1}, Mode::Maj}) == 8);
}

TEST_CASE("a key made from a pitch class has the simplest signature") {
  struct Row {
    PitchClass tonic;
    Mode mode;
    std::string_view name;
  };
  for (const auto& [tonic, mode, name] :
       {Row{8, Mode::Maj, "Ab Maj"}, Row{8, Mode::Min, "G# Min"}, Row{1, Mode::Maj, "Db Maj"},
        Row{1, Mode::Min, "C# Min"}, Row{6, Mode::Maj, "F# Maj"}, Row{3, Mode::Min, "Eb Min"},
        Row{10, Mode::Maj, "Bb Maj"}, Row{6, Mode::Min, "F# Min"}, Row{-1, Mode::Maj, "B Maj"}}) {
    CHECK(toText(makeKey(tonic, mode)) == name);
  }
  for (const Mode mode : kModes) {
    for (int tonic = 0; tonic < 12; ++tonic) CHECK(std::abs(signatureOf(makeKey(tonic, mode))) <= 6);
  }
}

TEST_CASE("the scale of a key has each letter once") {
  const auto names = [](const Key& key) {
    std::string text;
    for (const auto& note : scaleNotes(key)) text += toText(note) + " ";
    return text;
  };
  CHECK(names(keyOf("E")) == "E F# G# A B C# D# ");
  CHECK(names(keyOf("Cm")) == "C D Eb F G Ab Bb ");
  CHECK(names(keyOf("A harmonic minor")) == "A B C D E F G# ");
  CHECK(names(keyOf("Gb")) == "Gb Ab Bb Cb Db Eb F ");
  CHECK(names(keyOf("E phrygian dominant")) == "E F G# A B C D ");
}

TEST_CASE("a pitch class is spelled as its key writes it") {
  struct Row {
    std::string_view key;
    PitchClass pitchClass;
    std::string_view name;
  };
  for (const auto& [key, pitchClass, name] :
       {Row{"C", 10, "Bb"},          Row{"C", 3, "Eb"},        Row{"C", 8, "Ab"},  Row{"C", 6, "F#"},
        Row{"C", 1, "Db"},           Row{"E", 8, "G#"},        Row{"E", 3, "D#"},  Row{"Cm", 3, "Eb"},
        Row{"Cm", 11, "B"},          Row{"Cm", 4, "E"},        Row{"Cm", 6, "F#"}, Row{"Db", 9, "A"},
        Row{"Gb", 11, "Cb"},         Row{"Gb", 2, "D"},        Row{"F#", 5, "E#"}, Row{"G# minor", 7, "G"},
        Row{"E phrygian", 10, "Bb"}, Row{"F lydian", 11, "B"}, Row{"Am", 8, "G#"}, Row{"A harmonic minor", 7, "G"}}) {
    CAPTURE(key);
    CAPTURE(pitchClass);
    CHECK(toText(spell(pitchClass, keyOf(key))) == name);
  }
}

TEST_CASE("spelling keeps the pitch, the scale's names, and away from double accidentals") {
  for (const Mode mode : kModes) {
    for (int tonic = 0; tonic < 12; ++tonic) {
      const Key key = makeKey(tonic, mode);
      const auto scale = scaleNotes(key);
      for (int pitchClass = 0; pitchClass < 12; ++pitchClass) {
        const Spelling note = spell(pitchClass, key);
        CHECK(note.pitchClass() == pitchClass);
        CHECK(std::abs(note.accidental) <= 1);
      }
      for (const auto& note : scale) {
        if (std::abs(note.accidental) <= 1) CHECK(toText(spell(note.pitchClass(), key)) == toText(note));
      }
    }
  }
}

TEST_CASE("keys are read as people type them") {
  struct Row {
    std::string_view text, tonic;
    bool hasMode;
    Mode mode;
  };
  for (const auto& [text, tonic, hasMode, mode] :
       {Row{"C", "C", false, Mode::Maj}, Row{"F#m", "F#", true, Mode::Min}, Row{"Bb", "Bb", false, Mode::Maj},
        Row{"A minor", "A", true, Mode::Min}, Row{"Eb Maj", "Eb", true, Mode::Maj}, Row{"CM", "C", true, Mode::Maj},
        Row{"D dorian", "D", true, Mode::Dor}, Row{"bb", "Bb", false, Mode::Maj}, Row{"C:min", "C", true, Mode::Min},
        Row{"g# minor", "G#", true, Mode::Min}, Row{"D#", "D#", false, Mode::Maj}, Row{"Am", "A", true, Mode::Min}}) {
    CAPTURE(text);
    const auto key = parseKey(text);
    REQUIRE(key.has_value());
    CHECK(toText(key->tonic) == tonic);
    CHECK(key->hasMode == hasMode);
    CHECK(key->mode == mode);
  }
}

TEST_CASE("what is no key is refused with a reason") {
  CHECK(parseKey("").error().code == ErrorCode::Parse);
  CHECK(parseKey("H").error().offset == 0);
  CHECK(parseKey("C blue").error().offset == 1);
  CHECK(parseKey("G# major").error().code == ErrorCode::InvalidArgument);
  CHECK(parseKey("G# major").error().message.find("use Ab") != std::string::npos);
  CHECK(parseKey("E#").error().code == ErrorCode::InvalidArgument);
}
