#include "theory/pitch.h"

#include <doctest/doctest.h>

#include "theory/interval.h"

using namespace amuse;
using namespace amuse::theory;

TEST_CASE("note names are read and written") {
  struct Row {
    std::string_view text;
    Spelling spelling;
    PitchClass pitchClass;
    std::string_view written;
  };
  for (const auto& [text, spelling, pitchClass, written] :
       {Row{"C", {0, 0}, 0, "C"}, Row{"F#", {3, 1}, 6, "F#"}, Row{"Gb", {4, -1}, 6, "Gb"},
        Row{"Bbb", {6, -2}, 9, "Bbb"}, Row{"Fx", {3, 2}, 7, "F##"}, Row{"E♭", {2, -1}, 3, "Eb"},
        Row{"C♯", {0, 1}, 1, "C#"}, Row{"Cb", {0, -1}, 11, "Cb"}, Row{"B#", {6, 1}, 0, "B#"},
        Row{"G𝄪", {4, 2}, 9, "G##"}, Row{"A𝄫", {5, -2}, 7, "Abb"}}) {
    CAPTURE(text);
    const auto read = parseSpelling(text);
    REQUIRE(read.has_value());
    CHECK(*read == spelling);
    CHECK(read->pitchClass() == pitchClass);
    CHECK(toText(*read) == written);
  }
}

TEST_CASE("what is not a note name is refused at its first wrong byte") {
  struct Row {
    std::string_view text;
    std::size_t offset;
  };
  for (const auto& [text, offset] :
       {Row{"", 0}, Row{"H", 0}, Row{"c", 0}, Row{"F#b", 2}, Row{"Bbbb", 3}, Row{"C ", 1}}) {
    CAPTURE(text);
    const auto read = parseSpelling(text);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == ErrorCode::Parse);
    CHECK(read.error().offset == offset);
  }
}

TEST_CASE("pitch-class sets move in a circle") {
  const auto major = PitchClassSet::of(0, 4, 7);
  CHECK(major.transposed(5) == PitchClassSet::of(5, 9, 0));
  CHECK(major.transposed(-1) == PitchClassSet::of(11, 3, 6));
  CHECK(major.transposed(12) == major);
  CHECK(major.isSubsetOf(PitchClassSet::of(0, 2, 4, 5, 7, 9, 11)));
  CHECK_FALSE(major.contains(3));
  CHECK(toPitchClass(-13) == 11);
}

TEST_CASE("intervals are read by degree and by classical name") {
  struct Row {
    std::string_view text;
    Interval interval;
    int semitones;
    std::string_view degree, classical;
  };
  for (const auto& row :
       {Row{"b3", {3, -1}, 3, "b3", "m3"}, Row{"#11", {11, 1}, 18, "#11", "A11"}, Row{"P5", {5, 0}, 7, "5", "P5"},
        Row{"bb7", {7, -2}, 9, "bb7", "d7"}, Row{"d5", {5, -1}, 6, "b5", "d5"}, Row{"M7", {7, 0}, 11, "7", "M7"},
        Row{"m9", {9, -1}, 13, "b9", "m9"}, Row{"A4", {4, 1}, 6, "#4", "A4"}, Row{"8", {8, 0}, 12, "8", "P8"},
        Row{"dd7", {7, -3}, 8, "bbb7", "dd7"}, Row{"♭13", {13, -1}, 20, "b13", "m13"}}) {
    CAPTURE(row.text);
    const auto read = parseInterval(row.text);
    REQUIRE(read.has_value());
    CHECK(*read == row.interval);
    CHECK(read->semitones() == row.semitones);
    CHECK(toText(*read) == row.degree);
    CHECK(classicalName(*read) == row.classical);
    CHECK(parseInterval(toText(*read)) == row.interval);
    CHECK(parseInterval(classicalName(*read)) == row.interval);
  }
}

TEST_CASE("what is no interval is refused") {
  struct Row {
    std::string_view text;
    std::size_t offset;
  };
  for (const auto& [text, offset] :
       {Row{"", 0}, Row{"b", 1}, Row{"0", 0}, Row{"16", 0}, Row{"5x", 1}, Row{"P3", 0}, Row{"M5", 0}}) {
    CAPTURE(text);
    const auto read = parseInterval(text);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().offset == offset);
  }
}

TEST_CASE("a note above a root is named by its degree") {
  struct Row {
    std::string_view root, interval, note;
  };
  for (const auto& [root, interval, note] :
       {Row{"C", "#9", "D#"}, Row{"C", "b3", "Eb"}, Row{"Gb", "b3", "Bbb"}, Row{"F#", "3", "A#"}, Row{"B", "5", "F#"},
        Row{"Bb", "4", "Eb"}, Row{"C", "bb7", "Bbb"}, Row{"C", "b1", "Cb"}, Row{"E", "9", "F#"}}) {
    CAPTURE(root);
    CAPTURE(interval);
    CHECK(toText(noteAbove(*parseSpelling(root), *parseInterval(interval))) == note);
  }
}

TEST_CASE("the interval between two notes gives the upper one back") {
  for (int letter = 0; letter < 49; ++letter) {
    for (int accidentals = 0; accidentals < 25; ++accidentals) {
      const Spelling root{letter / 7, accidentals / 5 - 2}, note{letter % 7, accidentals % 5 - 2};
      CHECK(noteAbove(root, intervalBetween(root, note)) == note);
    }
  }
  CHECK(toText(intervalBetween({0, 0}, {1, 1})) == "#2");
}

TEST_CASE("a spelling is made simple on its own side") {
  CHECK(toText(simplified({6, -2})) == "A");
  CHECK(toText(simplified({2, 2})) == "F#");
  CHECK(toText(simplified({2, -2})) == "D");
  CHECK(toText(simplified({3, -1})) == "E");
  CHECK(toText(simplified({6, -1})) == "Bb");
}
