#include "theory/chord_scale.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

#include "base/text.h"

using namespace amuse;
using namespace amuse::theory;

namespace {

std::vector<ChordScale> scalesOf(std::string_view chord, Mode mode) {
  const auto symbol = parseChordSymbol(chord);
  REQUIRE(symbol.has_value());
  return chordScales(toRelative(*symbol, 0), mode);
}

}  // namespace

TEST_CASE("each scale's tones are its degrees and its name is its own") {
  std::set<std::string_view> names;
  for (const auto& scale : allScales()) {
    CAPTURE(scale.name);
    PitchClassSet tones;
    for (const auto degree : splitWords(scale.degrees)) tones = tones.with(parseInterval(degree)->semitones());
    CHECK(tones == scale.tones);
    CHECK(names.insert(scale.name).second);
    CHECK(findScale(scale.name) == &scale);
    CHECK_FALSE(scale.source.empty());
  }
  CHECK(findScale("no such scale") == nullptr);
}

TEST_CASE("a chord takes the scale nearest to its key first") {
  struct Row {
    std::string_view chord;
    Mode mode;
    std::string_view scale;
  };
  for (const auto& [chord, mode, scale] :
       {Row{"Cmaj7", Mode::Maj, "ionian"}, Row{"Dm7", Mode::Maj, "dorian"}, Row{"Em7", Mode::Maj, "phrygian"},
        Row{"Fmaj7", Mode::Maj, "lydian"}, Row{"G7", Mode::Maj, "mixolydian"}, Row{"Am7", Mode::Maj, "aeolian"},
        Row{"Bm7b5", Mode::Maj, "locrian"}, Row{"D7", Mode::Maj, "mixolydian"},
        Row{"Db7", Mode::Maj, "lydian dominant"}, Row{"Bb7", Mode::Maj, "lydian dominant"},
        Row{"G7alt", Mode::Maj, "altered"}, Row{"G7", Mode::Min, "phrygian dominant"},
        Row{"Fm6", Mode::Maj, "melodic minor"}, Row{"Abmaj7", Mode::Min, "lydian"}, Row{"Cm7", Mode::Dor, "dorian"},
        Row{"Cmaj7", Mode::Lyd, "lydian"}, Row{"Cm", Mode::Hmin, "harmonic minor"}}) {
    CAPTURE(chord);
    const auto scales = scalesOf(chord, mode);
    REQUIRE_FALSE(scales.empty());
    CHECK(scales.front().scale->name == scale);
  }
}

TEST_CASE("every scale offered holds the whole chord") {
  for (const std::string_view chord : {"C", "Cm7b5", "C7#9", "Cdim7", "C7sus4", "C/D", "Cmaj7#5", "C5"}) {
    const auto symbol = *parseChordSymbol(chord);
    const auto relative = toRelative(symbol, 0);
    for (const Mode mode : kModes) {
      const auto scales = chordScales(relative, mode);
      CHECK_FALSE(scales.empty());
      for (const auto& row : scales) {
        CHECK(relative.quality.tones.with(relative.bass).isSubsetOf(row.scale->tones));
        CHECK(row.outsideTones <= row.scale->tones.size());
      }
    }
  }
  CHECK(chordScales(RelativeChord{}, Mode::Maj).empty());
}

TEST_CASE("notes to avoid lie a semitone above a chord tone") {
  CHECK(scalesOf("Cmaj7", Mode::Maj).front().avoid == PitchClassSet::of(5));
  CHECK(scalesOf("Fmaj7", Mode::Maj).front().avoid.empty());
  CHECK(scalesOf("Em7", Mode::Maj).front().avoid == PitchClassSet::of(1, 8));
  CHECK(scalesOf("G7", Mode::Maj).front().avoid == PitchClassSet::of(5));
  CHECK(scalesOf("G7", Mode::Min).front().avoid == PitchClassSet::of(5));
}

TEST_CASE("a scale is spelled from its root") {
  const auto names = [](const Spelling& root, std::string_view scale) {
    std::string text;
    for (const auto& note : scaleNotes(root, *findScale(scale))) text += toText(note) + " ";
    return text;
  };
  CHECK(names({1, -1}, "lydian dominant") == "Db Eb F G Ab Bb Cb ");
  CHECK(names({4, 0}, "blues") == "G Bb C Db D F ");
  CHECK(names({2, 0}, "phrygian dominant") == "E F G# A B C D ");
}
