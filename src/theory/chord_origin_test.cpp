#include "theory/chord_origin.h"

#include <doctest/doctest.h>

#include <string>

using namespace amuse::theory;

namespace {

/// "in key", "V/G" (applied to G), "Min" (borrowed from minor), "outside".
std::string told(const char* symbol, const Key& key) {
  const auto chord = parseChordSymbol(symbol).value();
  const auto origin = originOf(toRelative(chord, key.tonic.pitchClass()), key.mode);
  switch (origin.kind) {
    case OriginKind::InKey: return "in key";
    case OriginKind::Applied: return "to " + toText(toSymbol(*origin.target, key));
    case OriginKind::Borrowed: return std::string(toText(*origin.lender));
    case OriginKind::Outside: return "outside";
  }
  return "";
}

Key keyNamed(const char* tonic, Mode mode) { return {parseSpelling(tonic).value(), mode}; }

}  // namespace

TEST_CASE("chords are told as of the key, applied, borrowed or outside, as a theory class would") {
  struct Row {
    const char* tonic;
    Mode mode;
    const char *symbol, *told;
  };
  for (const auto& [tonic, mode, symbol, expected] :
       {Row{"C", Mode::Maj, "Am7", "in key"}, {"C", Mode::Maj, "G7/F", "in key"},  {"C", Mode::Maj, "N.C.", "in key"},
        {"C", Mode::Maj, "Csus4", "in key"},  {"C", Mode::Maj, "D7", "to G"},      {"C", Mode::Maj, "D", "to G"},
        {"C", Mode::Maj, "E7", "to Am"},      {"C", Mode::Maj, "C7", "to F"},      {"C", Mode::Maj, "C#dim7", "to Dm"},
        {"C", Mode::Maj, "F#m7b5", "to G"},   {"C", Mode::Maj, "Bb", "Mix"},       {"C", Mode::Maj, "Fm", "Min"},
        {"C", Mode::Maj, "Ab", "Min"},        {"C", Mode::Maj, "Bdim7", "Hmin"},   {"C", Mode::Maj, "Db", "Phr"},
        {"C", Mode::Maj, "F#m", "outside"},   {"C", Mode::Maj, "Caug", "outside"}, {"A", Mode::Min, "E7", "in key"},
        {"A", Mode::Min, "G#dim7", "in key"}, {"A", Mode::Min, "D", "Dor"},        {"A", Mode::Min, "A", "Maj"},
        {"A", Mode::Min, "A7", "to Dm"},      {"A", Mode::Min, "B7", "to Em"},     {"D", Mode::Dor, "G7", "in key"},
        {"D", Mode::Dor, "Bb", "Min"},        {"G", Mode::Mix, "F", "in key"},     {"G", Mode::Mix, "D7", "Maj"}}) {
    CAPTURE(symbol);
    CAPTURE(tonic);
    CHECK(told(symbol, keyNamed(tonic, mode)) == expected);
  }
}

TEST_CASE("every triad of every scale is in its key") {
  for (const Mode mode : kModes)
    for (const int root : factsOf(mode).semitones) {
      CAPTURE(root);
      CAPTURE(toText(mode));
      const auto triad = scaleTriad(root, mode);
      CHECK(originOf(triad, mode).kind == OriginKind::InKey);
    }
}
