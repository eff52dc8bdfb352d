#include "perform/fret_shapes.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "base/files.h"
#include "perform/fret_search.h"

using namespace amuse;
using namespace amuse::perform;

namespace {

FretShapes shippedShapes() {
  const auto table = readFile(std::string(AMUSE_SOURCE_DIR) + "/data/fret_shapes.tsv");
  return parseFretShapes(table.value()).value();
}

theory::ChordSymbol chordNamed(const std::string& name) { return theory::parseChordSymbol(name).value(); }

std::string written(const std::vector<int>& frets) {
  std::string text;
  for (const int fret : frets) text += fret < 0 ? "x" : std::to_string(fret);
  return text;
}

void checkPlayable(const Fingering& fingering, const theory::ChordSymbol& chord) {
  REQUIRE_FALSE(fingering.pitches.empty());
  CHECK(fingering.fingers <= 4);
  int low = 99, high = 0;
  for (const int fret : fingering.frets) {
    if (fret <= 0) continue;
    low = std::min(low, fret);
    high = std::max(high, fret);
  }
  CHECK(high - low < 4 + (high == 0 ? 99 : 0));
  for (const int pitch : fingering.pitches) {
    const bool own = chord.quality.tones.contains(pitch - chord.root.pitchClass());
    CHECK((own || theory::toPitchClass(pitch) == chord.bassPitchClass()));
  }
}

}  // namespace

TEST_CASE("every shape of the table is playable and sounds its chord with the bass lowest") {
  for (const FretShape& shape : shippedShapes().rows) {
    const std::string name = theory::toText(shape.chord) + " " + written(shape.frets);
    CAPTURE(name);
    const Tuning tuning = shape.instrument == FretInstrument::Guitar ? guitarTuning() : ukuleleTuning();
    Fingering fingering;
    fingering.frets = shape.frets;
    fingering.fingers = fingersNeeded(shape.frets);
    theory::PitchClassSet sounding;
    for (std::size_t i = 0; i < shape.frets.size(); ++i) {
      if (shape.frets[i] < 0) continue;
      fingering.pitches.push_back(tuning.strings[i] + shape.frets[i]);
      sounding = sounding.with(fingering.pitches.back() - shape.chord.root.pitchClass());
    }
    checkPlayable(fingering, shape.chord);
    // Nothing but a fifth or a root may be missing.
    CHECK(shape.chord.quality.tones.without(7).without(0).isSubsetOf(sounding));
    if (shape.instrument == FretInstrument::Guitar) {
      const int lowest = *std::min_element(fingering.pitches.begin(), fingering.pitches.end());
      CHECK(theory::toPitchClass(lowest) == shape.chord.bassPitchClass());
    }
  }
}

TEST_CASE("known chords get the shapes players know") {
  const FretShapes shapes = shippedShapes();
  struct Case {
    const char *chord, *frets;
    int capo;
  };
  const Case cases[] = {{"C", "x32010", 0},  {"G", "320003", 0},    {"F", "133211", 0},   {"Eb", "x32010", 3},
                        {"Bm", "x24432", 0}, {"F#m7", "242222", 0}, {"C/E", "032010", 0}, {"Bb", "x02220", 1}};
  for (const Case& each : cases) {
    CAPTURE(each.chord);
    CHECK(written(fingeringFor(chordNamed(each.chord), guitarTuning(), each.capo, shapes).frets) == each.frets);
  }
  CHECK(written(fingeringFor(chordNamed("C"), ukuleleTuning(), 0, shapes).frets) == "0003");
  CHECK(fingeringFor(theory::noChord(), guitarTuning(), 0, shapes).frets.empty());
}

TEST_CASE("the capo is counted into the pitches and the same chord still sounds") {
  const FretShapes shapes = shippedShapes();
  for (int capo = 0; capo <= 11; ++capo) {
    for (const char* name : {"C", "Ebm7", "F#7", "Bbmaj7", "G/B", "Dsus4", "Am9", "C#dim7", "E7#9", "Ab13"})
      checkPlayable(fingeringFor(chordNamed(name), guitarTuning(), capo, shapes), chordNamed(name));
  }
}

TEST_CASE("rare chords are found on every root, without a table, on guitar and ukulele") {
  const char* roots[] = {"C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"};
  const char* qualities[] = {"",      "m",       "7",    "maj7",  "m7",  "m7b5", "dim7", "aug", "sus4", "sus2",
                             "7sus4", "6",       "m6",   "mmaj7", "9",   "m9",   "maj9", "7b9", "7#9",  "13",
                             "m11",   "maj7#11", "add9", "6/9",   "7#5", "5",    "/E",   "m/G", "7/F",  "maj7/D"};
  for (const char* root : roots) {
    for (const char* quality : qualities) {
      const auto chord = chordNamed(std::string(root) + quality);
      CAPTURE(theory::toText(chord));
      checkPlayable(fingeringFor(chord, guitarTuning(), 0), chord);
      checkPlayable(fingeringFor(chord, ukuleleTuning(), 0), chord);
    }
  }
}

TEST_CASE("power chords are root, fifth and octave on the low strings") {
  for (const char* name : {"E", "F", "A", "C", "D", "Bb", "G#m"}) {
    const auto chord = chordNamed(name);
    const auto pitches = powerFingering(chord, guitarTuning()).pitches;
    REQUIRE(pitches.size() == 3);
    CHECK(theory::toPitchClass(pitches[0]) == chord.root.pitchClass());
    CHECK(pitches[1] - pitches[0] == 7);
    CHECK(pitches[2] - pitches[0] == 12);
    CHECK(pitches[0] <= 51);
  }
}

TEST_CASE("a table with a fault names its row") {
  CHECK(parseFretShapes("h\na\tb\n").error().message.find("row 1") != std::string::npos);
  CHECK_FALSE(parseFretShapes("h\nguitar\tC\tx 3 2 0 1\t0\ts\n").has_value());
  CHECK_FALSE(parseFretShapes("h\nguitar\tH\tx 3 2 0 1 0\t0\ts\n").has_value());
  CHECK_FALSE(parseFretShapes("h\nguitar\tC\tx 3 2 0 1 y\t0\ts\n").has_value());
  CHECK(parseFretShapes(std::string(kMaxFretShapeBytes + 1, '\n')).error().code == ErrorCode::TooLarge);
}

TEST_CASE("several fingerings of a chord differ, are playable and begin with the easiest") {
  const auto shapes = shippedShapes();
  for (const auto& tuning : {guitarTuning(), ukuleleTuning()})
    for (const char* name : {"C", "F#m7b5", "Bb13", "Eb/G", "G7alt", "Am", "Dbmaj9", "E5"})
      for (const int capo : {0, 3}) {
        CAPTURE(name);
        CAPTURE(capo);
        const auto chord = chordNamed(name);
        const auto all = fingeringsFor(chord, tuning, capo, shapes, 5);
        REQUIRE_FALSE(all.empty());
        CHECK(all.size() <= 5);
        CHECK(all.front() == fingeringFor(chord, tuning, capo, shapes));
        for (std::size_t i = 0; i < all.size(); ++i) {
          checkPlayable(all[i], chord);
          for (std::size_t j = 0; j < i; ++j) CHECK_FALSE(all[i] == all[j]);
        }
      }
  CHECK(fingeringsFor(chordNamed("C"), guitarTuning(), 0, shapes, 5).size() >= 4);
  CHECK(fingeringsFor(chordNamed("N.C."), guitarTuning(), 0, shapes, 5).empty());
}
