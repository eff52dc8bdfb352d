#include "perform/voicing.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace amuse;
using namespace amuse::perform;

namespace {

theory::ChordSymbol chordOf(int letter, int accidental, theory::ChordClass chordClass) {
  return {{letter, accidental}, theory::plainQuality(chordClass)};
}

std::vector<theory::ChordSymbol> chordsOf(std::initializer_list<const char*> names) {
  std::vector<theory::ChordSymbol> chords;
  for (const char* name : names) chords.push_back(theory::parseChordSymbol(name).value());
  return chords;
}

}  // namespace

TEST_CASE("a ii-V-I is led by step with the written bass below") {
  const auto voicings = voiceProgression(chordsOf({"Dm7", "G7", "Cmaj7", "C/E"}));
  REQUIRE(voicings.size() == 4);
  CHECK(voicings[0].front() == 50);
  CHECK(voicings[2].front() == 48);
  CHECK(voicings[3].front() % 12 == 4);
  for (const auto& voicing : voicings) {
    CHECK(std::is_sorted(voicing.begin(), voicing.end()));
    CHECK(voicing[1] >= 48);
    CHECK(voicing.back() <= 72);
  }
}

TEST_CASE("a chord without tones is a rest and the line goes on after it") {
  const auto voicings = voiceProgression(chordsOf({"C", "N.C.", "C"}));
  CHECK(voicings[1].empty());
  CHECK(voicings[0] == voicings[2]);
}

TEST_CASE("every style plays only the chord's own tones, within its range") {
  for (const VoicingStyle style : {VoicingStyle::Close, VoicingStyle::Shell, VoicingStyle::Drop2,
                                   VoicingStyle::Rootless, VoicingStyle::Quartal, VoicingStyle::Spread}) {
    for (int c = 0; c < theory::kChordClassCount; ++c) {
      const auto chord = chordOf(4, -1, static_cast<theory::ChordClass>(c));
      VoicingOptions options;
      options.style = style;
      const auto voicing = voiceProgression(std::vector{chord}, options).front();
      REQUIRE(voicing.size() >= 3);
      for (const int note : voicing) CHECK(chord.quality.tones.contains(note - chord.root.pitchClass()));
    }
  }
}
