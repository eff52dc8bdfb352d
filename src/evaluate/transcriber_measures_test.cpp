#include "evaluate/transcriber_measures.h"

#include <doctest/doctest.h>

using namespace amuse;
using namespace amuse::evaluate;

namespace {

std::vector<LabSpan> labels(std::string_view text) { return *notation::readLabSpans(text); }

std::optional<theory::ChordSymbol> given(std::string_view text) {
  if (text == "X") return std::nullopt;
  return *theory::parseHarte(text);
}

theory::Key key(std::string_view text) {
  const auto read = theory::parseKey(text);
  return {read->tonic, read->mode};
}

}  // namespace

TEST_CASE("vocabularies compare chords as mir_eval does") {
  // y: agrees, n: does not, -: does not count. Worked out by hand from mir_eval 0.7's tables of tones.
  struct Row {
    const char *given, *found, *rootMajMinInvSevenths;
  };
  for (const Row& row : {Row{"C:maj", "C:maj", "yyyy"},     Row{"C:maj", "C:min", "ynnn"},
                         Row{"C:maj", "C:7", "yyyn"},       Row{"C:maj", "C:maj6", "yyyn"},
                         Row{"C:maj/3", "C:maj", "yyny"},   Row{"C:maj", "G:maj", "nnnn"},
                         Row{"C:maj", "N", "nnnn"},         Row{"N", "N", "yyyy"},
                         Row{"N", "C:maj", "nnnn"},         Row{"X", "C:maj", "----"},
                         Row{"C:9", "C:7", "yyyy"},         Row{"C:maj(9)", "C:maj", "yyyy"},
                         Row{"C:sus4", "C:maj", "y---"},    Row{"C:dim", "C:dim", "y---"},
                         Row{"C:hdim7", "C:hdim7", "y---"}, Row{"C:maj6", "C:maj", "yyy-"},
                         Row{"C:minmaj7", "C:min", "yyy-"}, Row{"C:maj/2", "C:maj", "y---"},
                         Row{"C:maj/b7", "C:7", "yyny"},    Row{"C:5", "C:maj", "y---"},
                         Row{"C:7(*5,b5)", "C:7", "y---"},  Row{"B#:maj", "C:maj", "yyyy"},
                         Row{"C:maj", "C:sus4", "ynnn"},    Row{"C:min7", "C:min7", "yyyy"},
                         Row{"C:maj7", "C:maj7/7", "yyny"}}) {
    CAPTURE(row.given);
    CAPTURE(row.found);
    for (std::size_t i = 0; i < 4; ++i) {
      const auto agree = chordsAgree(given(row.given), *given(row.found), kChordVocabularies[i]);
      CAPTURE(toText(kChordVocabularies[i]));
      CHECK((agree ? *agree ? 'y' : 'n' : '-') == row.rootMajMinInvSevenths[i]);
    }
  }
}

TEST_CASE("recall weighs by seconds, passes over X, and takes silence for N") {
  const auto wanted = labels("0 4 C:maj\n4 6 X\n6 9 A:min\n9 10 N\n");
  const auto heard = labels("0 3 C:maj\n3 7 A:min\n8 9 A:min\n");
  const auto recall = chordRecall(wanted, heard, ChordVocabulary::MajMin);
  CHECK(recall.counted == doctest::Approx(8));   // 4 C, 3 Am, 1 N
  CHECK(recall.agreeing == doctest::Approx(6));  // 0-3 C, 6-7 and 8-9 Am, 9-10 N
  CHECK(recall.share() == doctest::Approx(0.75));
  const auto parts = meetings(wanted, heard);
  REQUIRE(parts.size() == 7);
  CHECK(parts[4].start == 7);
  CHECK(parts[4].found.isNoChord());
  CHECK(parts[4].foundIndex == 3);
}

TEST_CASE("segmentation is one less the directional Hamming distance") {
  const auto wanted = labels("0 4 C:maj\n4 8 G:maj\n8 10 C:maj\n");
  // Given stretches are cut to 3+1, 4, 2: one second of ten lies outside; found ones to 3, 1+4, 2: again one.
  const auto shifted = segmentation(wanted, labels("0 3 C:maj\n3 8 G:maj\n8 10 C:maj\n"));
  CHECK(shifted.over == doctest::Approx(0.9));
  CHECK(shifted.under == doctest::Approx(0.9));
  // All changes missed: no given stretch is cut, and of the one found stretch six seconds lie outside the largest.
  const auto missed = segmentation(wanted, labels("0 10 C:maj\n"));
  CHECK(missed.over == doctest::Approx(1));
  CHECK(missed.under == doctest::Approx(0.4));
  // Twice too many: 2 + 2 + 1 seconds outside.
  const auto many = segmentation(wanted, labels("0 2 C:maj\n2 4 A:min\n4 6 G:maj\n6 8 E:min\n8 9 C:maj\n9 10 F:maj\n"));
  CHECK(many.over == doctest::Approx(0.5));
  CHECK(many.under == doctest::Approx(1));
  CHECK(segmentation(wanted, labels("0 2 C:maj\n2 4 C:maj\n4 8 G:maj\n8 10 C:maj\n")).over == doctest::Approx(1));
}

TEST_CASE("beats agree within 70 ms, each once, from five seconds on") {
  const std::vector<double> wanted{1, 6, 7, 8, 9};
  CHECK(beatF(wanted, wanted) == doctest::Approx(1));
  CHECK(beatF(wanted, std::vector<double>{6.069, 7.071, 8, 8.05}) == doctest::Approx(2 * 2 / 8.0));
  CHECK(beatF(wanted, {}) == doctest::Approx(0));
  CHECK(beatF(wanted, std::vector<double>{6, 6.5, 7, 7.5, 8, 8.5, 9, 9.5}) == doctest::Approx(2 * 4 / 12.0));
  CHECK_FALSE(beatF(std::vector<double>{1, 2}, wanted).has_value());
}

TEST_CASE("keys score as in MIREX") {
  CHECK(keyScore(key("C"), key("C")) == 1);
  CHECK(keyScore(key("C"), key("D mixolydian")) == 0);
  CHECK(keyScore(key("C"), key("G")) == 0.5);
  CHECK(keyScore(key("C"), key("F")) == 0);
  CHECK(keyScore(key("C"), key("Am")) == 0.3);
  CHECK(keyScore(key("Am"), key("C")) == 0.3);
  CHECK(keyScore(key("C"), key("Cm")) == 0.2);
  CHECK(keyScore(key("F#"), key("Gb")) == 1);
  CHECK(keyScore(key("A dorian"), key("Am")) == 1);
}

TEST_CASE("beats and keys are read from texts") {
  const auto beats = readBeats("# by hand\n0.5 1\n1.0\t2\n1.5 3.0\n2.0\n");
  REQUIRE(beats.has_value());
  REQUIRE(beats->size() == 4);
  CHECK((*beats)[0].isDownbeat);
  CHECK_FALSE((*beats)[3].isDownbeat);
  CHECK(readBeats("0.5 1\nx 2\n").error().offset == 6);
  CHECK(*readGivenKey("F# minor\n") == key("F#m"));
  CHECK(*readGivenKey("0 10 C:maj\n10 50 A:min\n50 52 C:maj\n") == key("Am"));
  CHECK_FALSE(readGivenKey("\n").has_value());
  CHECK_FALSE(readGivenKey("0 x C:maj\n").has_value());
}
