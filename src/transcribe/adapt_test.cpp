#include "transcribe/adapt.h"

#include <doctest/doctest.h>

#include <string>

using namespace amuse;
using namespace amuse::transcribe;

namespace {

theory::ChordSymbol chord(std::string_view text) { return *theory::parseChordSymbol(text); }

theory::Key key(std::string_view text) {
  const auto read = theory::parseKey(text);
  return {read->tonic, read->mode};
}

Transcription twoKeys() {
  Transcription heard;
  heard.durationSeconds = 10;
  heard.keys = {{0, 3, key("C"), 0.9}, {3, 8, key("Am"), 0.8}, {8, 10, key("C"), 0.9}};
  heard.chords = {{0, 2, chord("C7"), 0.5, {{chord("C"), 0.2}, {chord("Am7"), 0.1}, {chord("Am"), 0.1}}},
                  {2, 4, chord("C"), 0.7, {{std::nullopt, 0.2}}},
                  {4, 10, std::nullopt, 0.9, {}}};
  heard.chroma = {1, {{1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}}};
  return heard;
}

}  // namespace

TEST_CASE("a chord keeps as much as the detail asks") {
  struct Row {
    const char *full, *sevenths, *triads;
  };
  for (const Row& row : {Row{"C9/E", "C7/E", "C"}, Row{"Am7", "Am7", "Am"}, Row{"Gsus4", "Gsus4", "Gsus4"},
                         Row{"Bm7b5", "Bm7b5", "Bdim"}, Row{"G9sus4", "G7sus4", "Gsus4"}, Row{"D5", "D5", "D5"},
                         Row{"F#maj7#11", "F#maj7", "F#"}, Row{"N.C.", "N.C.", "N.C."}}) {
    CAPTURE(row.full);
    CHECK(toText(simplified(chord(row.full), ChordDetail::Full)) == row.full);
    CHECK(toText(simplified(chord(row.full), ChordDetail::Sevenths)) == row.sevenths);
    CHECK(toText(simplified(chord(row.full), ChordDetail::Triads)) == row.triads);
  }
}

TEST_CASE("triads join what becomes the same, and probabilities add up") {
  const auto simpler = simplified(twoKeys(), ChordDetail::Triads);
  REQUIRE(simpler.chords.size() == 2);
  const auto& first = simpler.chords[0];
  CHECK(first.start == 0);
  CHECK(first.end == 4);
  CHECK(first.chord == chord("C"));
  CHECK(first.confidence == doctest::Approx((0.7 + 0.7) / 2));
  REQUIRE(first.alternatives.size() == 2);
  CHECK(first.alternatives[0].p == doctest::Approx(0.1));
  CHECK(first.alternatives[1].p == doctest::Approx(0.1));
  CHECK_FALSE(simpler.chords[1].chord.has_value());
}

TEST_CASE("the main key is the one that holds longest in all") {
  auto heard = twoKeys();
  CHECK(mainKey(heard) == key("C"));
  heard.keys[0].end = heard.keys[1].start = 2;
  CHECK(mainKey(heard) == key("Am"));
  CHECK_FALSE(mainKey({}).has_value());
  CHECK(keyAt(heard, 5) == key("Am"));
  CHECK(keyAt(heard, 99) == key("C"));
}

TEST_CASE("a stretch keeps the recording's own seconds") {
  auto heard = twoKeys();
  heard.beats = {{1, 1}, {3, 2}, {5, 1}};
  heard.sections = {{0, 10, "A"}};
  heard.chroma.frames.resize(11);
  heard.chroma.frames[3][5] = 1;
  const auto later = shifted(heard, 100);
  CHECK(later.chords[1].start == 102);
  CHECK(later.beats[2].timeSeconds == 105);
  const auto part = between(later, 103, 105);
  CHECK(part.durationSeconds == 2);
  REQUIRE(part.chords.size() == 2);
  CHECK(part.chords[0].start == 103);
  CHECK(part.chords[1].end == 105);
  CHECK(part.beats == std::vector<Beat>{{103, 2}});
  REQUIRE(part.keys.size() == 1);
  CHECK(part.keys[0].key == key("Am"));
  CHECK(part.sections.size() == 1);
  REQUIRE(part.chroma.frames.size() == 2);
  CHECK(part.chroma.frames[0][5] == 1);
  CHECK(between(heard, 20, 30).chords.empty());
}

TEST_CASE("the way to another key is the shorter one, between relatives none") {
  struct Row {
    const char *from, *to;
    int semitones;
  };
  for (const Row& row : {Row{"C", "D", 2}, Row{"C", "A", -3}, Row{"C", "F#", 6}, Row{"Am", "C", 0}, Row{"Am", "Cm", 3},
                         Row{"Eb", "Am", -3}, Row{"D dorian", "Am", -5}, Row{"G mixolydian", "C", 5}}) {
    CAPTURE(row.from);
    CAPTURE(row.to);
    CHECK(semitonesBetween(key(row.from), key(row.to)) == row.semitones);
  }
}

TEST_CASE("a transposed transcription is spelled in the key it arrives in") {
  const auto moved = transposed(twoKeys(), 3, key("Eb"));
  CHECK(moved.keys[0].key == key("Eb"));
  CHECK(moved.keys[1].key == key("Cm"));
  CHECK(toText(*moved.chords[0].chord) == "Eb7");
  CHECK(toText(*moved.chords[0].alternatives[1].chord) == "Cm7");
  CHECK_FALSE(moved.chords[2].chord.has_value());
  CHECK(moved.chroma.frames[0][3] == 1);
  CHECK(transposed(moved, -3) == twoKeys());
  CHECK(transposed(twoKeys(), 6, key("Gb")).keys[0].key == key("Gb"));
}
