#include "evaluate/chordless_report.h"

#include <doctest/doctest.h>

using namespace amuse;
using namespace amuse::evaluate;

TEST_CASE("a kind of sound without chords adds up how long and how surely chords are heard in it") {
  transcribe::Transcription heard;
  heard.durationSeconds = 10;
  heard.chords = {{0, 4, *theory::parseChordSymbol("C"), 0.8, {}},
                  {4, 6, *theory::parseChordSymbol("Am"), 0.3, {}},
                  {6, 10, std::nullopt, 0.9, {}}};
  ChordlessKind kind{"rain"};
  addClip(kind, heard);
  heard.chords = {{0, 10, std::nullopt, 1, {}}};
  addClip(kind, heard);
  CHECK(kind.clips == 2);
  CHECK(kind.clipsWithChord == 1);
  CHECK(kind.seconds == doctest::Approx(20));
  CHECK(kind.chordSeconds == doctest::Approx(6));
  CHECK(kind.sureSeconds == doctest::Approx(4));
  CHECK(kind.promisedSeconds == doctest::Approx(3.8));
  const auto text = toText(std::vector{kind});
  CHECK(text.find("30.0 %") != std::string::npos);
  CHECK(text.find("20.0 %") != std::string::npos);
  CHECK(text.find("0.63") != std::string::npos);
}

TEST_CASE("a folder without sounds is refused") {
  CHECK(evaluateChordless(AMUSE_SOURCE_DIR, "/nonexistent").error().code == ErrorCode::NotFound);
}
