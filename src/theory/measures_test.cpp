#include "theory/measures.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <array>
#include <vector>

#include "base/text.h"

using namespace amuse;
using namespace amuse::theory;

namespace {

RelativeChord measured(std::string_view text) {
  const auto chord = parseChordSymbol(text);
  REQUIRE(chord.has_value());
  return toRelative(*chord, 0);
}

double together(std::initializer_list<int> notes) { return roughness(std::vector<int>(notes)); }

/// Each chord of the line is tenser than the one before it.
void checkRising(std::string_view line, Mode mode) {
  const auto words = splitWords(line);
  for (std::size_t i = 1; i < words.size(); ++i) {
    CAPTURE(words[i - 1]);
    CAPTURE(words[i]);
    CHECK(tension(measured(words[i - 1]), mode) < tension(measured(words[i]), mode));
  }
}

}  // namespace

TEST_CASE("voicings move by the mean of their voices' steps") {
  const std::vector<int> c{48, 60, 64, 67}, f{53, 60, 65, 69}, low{48, 55}, cAgain = c;
  CHECK(semitonesPerVoice(c, cAgain) == 0);
  CHECK(semitonesPerVoice(c, f) == doctest::Approx((5 + 0 + 1 + 2) / 4.0));
  CHECK(semitonesPerVoice(f, c) == doctest::Approx(2.0));
  CHECK(semitonesPerVoice(std::vector{48, 60, 64}, std::vector{47, 62, 65}) == doctest::Approx(4.0 / 3));
  // 48 and 60 from one voice or two: 60, 64 and 67 come from 55, 48 stays.
  CHECK(semitonesPerVoice(c, low) == doctest::Approx((0 + 5 + 9 + 12) / 4.0));
  CHECK(semitonesPerVoice({}, c) == 0);
}

TEST_CASE("voice leading between chords is the least work around the circle") {
  struct Row {
    std::string_view from, to;
    double semitones;
  };
  for (const auto& [from, to, semitones] :
       {Row{"C", "C", 0}, Row{"C", "Am", 2.0 / 3}, Row{"C", "Em", 1.0 / 3}, Row{"C", "Cm", 1.0 / 3},
        Row{"C", "F", 3.0 / 3}, Row{"C", "G", 3.0 / 3}, Row{"C", "Ab", 2.0 / 3}, Row{"C", "F#", 6.0 / 3},
        Row{"Cdim7", "C7", 3.0 / 4}, Row{"B7", "Cdim7", 1.0 / 4}, Row{"C", "Cmaj7", 1.0 / 4}, Row{"N.C.", "C", 0}}) {
    CAPTURE(from);
    CAPTURE(to);
    CHECK(voiceLeadingDistance(measured(from), measured(to)) == doctest::Approx(semitones));
    CHECK(voiceLeadingDistance(measured(to), measured(from)) == doctest::Approx(semitones));
  }
}

TEST_CASE("moving both chords alike changes no voice leading") {
  CHECK(rc::check([] {
    const auto anyRelative = [] {
      const PitchClassSet tones(static_cast<std::uint16_t>(*rc::gen::inRange(1, 4096)));
      return RelativeChord{*rc::gen::inRange(0, 12), qualityOf(tones), *rc::gen::inRange(0, 12)};
    };
    const RelativeChord from = anyRelative(), to = anyRelative();
    const int up = *rc::gen::inRange(0, 12);
    const auto moved = [&](RelativeChord chord) {
      chord.root = toPitchClass(chord.root + up);
      return chord;
    };
    const double distance = voiceLeadingDistance(from, to);
    RC_ASSERT(std::abs(voiceLeadingDistance(moved(from), moved(to)) - distance) < 1e-12);
    RC_ASSERT(std::abs(voiceLeadingDistance(to, from) - distance) < 1e-12);
    RC_ASSERT(distance >= 0 && distance <= 6);
  }));
}

TEST_CASE("tension rises as ears hear it") {
  for (const Mode mode : {Mode::Maj, Mode::Mix, Mode::Lyd}) CHECK(tension(measured("C"), mode) == 0);
  for (const Mode mode : {Mode::Min, Mode::Dor, Mode::Phr, Mode::Hmin}) CHECK(tension(measured("Cm"), mode) == 0);
  CHECK(tension(noChord().isNoChord() ? RelativeChord{} : measured("C"), Mode::Maj) == 0);
  checkRising("C C/E C/G F G G7 G7b9 Db7", Mode::Maj);
  checkRising("C Cmaj7 G7 Bdim7", Mode::Maj);
  checkRising("C Am Dm G7", Mode::Maj);
  checkRising("C F Fm Ab Db F#", Mode::Maj);
  checkRising("Gsus4 G G7", Mode::Maj);
  checkRising("C5 Cadd9 Caug", Mode::Maj);
  checkRising("Cm Fm G G7 G7b9", Mode::Min);
  checkRising("Cm Ab Bb Db Db7", Mode::Min);
  checkRising("Dm D7 Ab7", Mode::Maj);
}

TEST_CASE("tension stays between 0 and 1") {
  for (const Mode mode : kModes) {
    for (int root = 0; root < 12; ++root) {
      for (int i = 0; i < kChordClassCount; ++i) {
        for (const int bass : {0, 1, 7}) {
          const double value = tension({root, plainQuality(static_cast<ChordClass>(i)), bass}, mode);
          CHECK((value >= 0 && value < 1));
        }
      }
    }
  }
}

TEST_CASE("roughness orders intervals as listeners do") {
  CHECK(together({60}) == 0);
  CHECK(together({}) == 0);
  // Plomp and Levelt: seconds rough, then the tritone, thirds and fourth, the fifth smooth, the octave smoothest.
  CHECK(together({60, 61}) > together({60, 62}));
  CHECK(together({60, 62}) > together({60, 64}));
  CHECK(together({60, 66}) > together({60, 65}));
  CHECK(together({60, 65}) > together({60, 67}));
  CHECK(together({60, 67}) > together({60, 72}));
  CHECK(together({60, 73}) > together({60, 67}));
  CHECK(together({60, 71}) > together({60, 69}));
  // The same chord is rougher in the bass, and a cluster rougher than a triad.
  CHECK(together({36, 40, 43}) > together({60, 64, 67}));
  CHECK(together({60, 61, 62}) > together({60, 64, 67}));
  CHECK(together({67, 60, 64}) == doctest::Approx(together({60, 64, 67})));
}

TEST_CASE("the diatonic share counts tones of the scale") {
  CHECK(diatonicShare(measured("Dm7"), Mode::Maj) == 1);
  CHECK(diatonicShare(measured("E"), Mode::Maj) == doctest::Approx(2.0 / 3));
  CHECK(diatonicShare(measured("Ab"), Mode::Min) == 1);
  CHECK(diatonicShare(measured("C/Db"), Mode::Maj) == doctest::Approx(3.0 / 4));
  CHECK(diatonicShare(RelativeChord{}, Mode::Maj) == 1);
}
