#include "evaluate/transcriber_report.h"

#include <doctest/doctest.h>

using namespace amuse;
using namespace amuse::evaluate;

namespace {

transcribe::TranscribedChord heardChord(double start, double end, std::string_view text, double confidence) {
  if (text == "N") return {start, end, std::nullopt, confidence, {}};
  return {start, end, *theory::parseChordSymbol(text), confidence, {}};
}

}  // namespace

TEST_CASE("a report adds up what each recording was heard to play") {
  GivenTranscription given;
  given.chords = *notation::readLabSpans("0 4 C:maj\n4 8 A:min7\n8 10 N\n");
  given.beats = {{6, true}, {7, false}, {8, false}, {9, true}};
  given.key = theory::Key{};
  transcribe::Transcription heard;
  heard.durationSeconds = 10;
  heard.chords = {heardChord(0, 4, "C", 0.95), heardChord(4, 6, "Am", 0.55), heardChord(6, 8, "F", 0.15),
                  heardChord(8, 10, "N", 0.85)};
  heard.chords[1].alternatives = {{*theory::parseChordSymbol("Am7"), 0.35}};
  heard.beats = {{6, 1}, {7, 2}, {8, 1}, {9, 2}};
  heard.keys = {{0, 10, theory::makeKey(9, theory::Mode::Min), 0.5}};
  TranscriberReport report;
  addPiece(report, "one", given, heard, 0.1);
  CHECK(report.recall(ChordVocabulary::Root).share() == doctest::Approx(0.8));
  CHECK(report.recall(ChordVocabulary::MajMin).share() == doctest::Approx(0.8));
  CHECK(report.recall(ChordVocabulary::Sevenths).share() == doctest::Approx(0.6));
  const auto& piece = report.pieces[0];
  CHECK(piece.beatF == doctest::Approx(1));
  CHECK(piece.downbeatF == doctest::Approx(0.5));
  CHECK(piece.keyScore == doctest::Approx(0.3));
  CHECK(piece.segmentation.over == doctest::Approx(0.8));
  CHECK(piece.segmentation.under == doctest::Approx(1));
  CHECK(report.kinds[0][0] == doctest::Approx(4));
  CHECK(report.kinds[11][1] == doctest::Approx(2));
  CHECK(report.kinds[11][17] == doctest::Approx(2));
  CHECK(report.kinds[16][16] == doctest::Approx(2));
  CHECK(report.rootsOff[0] == doctest::Approx(6));
  CHECK(report.rootsOff[8] == doctest::Approx(2));
  CHECK(report.byConfidence[9].right == doctest::Approx(4));
  CHECK(report.byConfidence[9].promised == doctest::Approx(3.8));
  CHECK(report.byConfidence[5].right == doctest::Approx(0));  // Am, where Am7 is given
  CHECK(report.byConfidence[1].right == doctest::Approx(0));
  CHECK(report.byAlternativeP[3].seconds == doctest::Approx(2));
  CHECK(report.byAlternativeP[3].right == doctest::Approx(2));
  CHECK(calibrationError(report.byConfidence) == doctest::Approx((0.2 + 1.1 + 0.3 + 0.3) / 10));

  GivenTranscription unknown;
  unknown.chords = given.chords;
  addPiece(report, "two", unknown, transcribe::Transcription{}, 0);
  CHECK(report.recall(ChordVocabulary::Root).share() == doctest::Approx(0.5));  // 8 + the N of 2, of 20
  CHECK_FALSE(report.pieces[1].beatF.has_value());
  const auto text = toText(report, true);
  CHECK(text.find("root                      50.0 %   bar 92") != std::string::npos);
  CHECK(text.find("0.3 to 0.4  20.0 % of the time: 0.35, 1.00") != std::string::npos);
  CHECK(text.find("100 x real time") != std::string::npos);
  CHECK(text.find("two") < text.find("one"));
  CHECK(plotsOf(report).size() == 3);
}

TEST_CASE("a folder without labelled recordings is refused") {
  const auto report = evaluateTranscriber(AMUSE_SOURCE_DIR, std::filesystem::path(AMUSE_SOURCE_DIR) / "docs");
  REQUIRE_FALSE(report.has_value());
  CHECK(report.error().code == ErrorCode::NotFound);
  CHECK_FALSE(evaluateTranscriber(AMUSE_SOURCE_DIR, "/nonexistent").has_value());
}
