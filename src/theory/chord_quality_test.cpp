#include "theory/chord_quality.h"

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>

#include "base/files.h"
#include "base/text.h"
#include "theory/chord_symbol.h"
#include "theory/internal/quality_table.h"

using namespace amuse;
using namespace amuse::theory;

namespace {

std::string tableText(const std::string& name) {
  const auto text = readFile(std::string(AMUSE_SOURCE_DIR "/data/") + name);
  REQUIRE(text.has_value());
  return *text;
}

Quality harte(std::string_view quality) {
  const auto chord = parseHarte("C:" + std::string(quality));
  REQUIRE(chord.has_value());
  return chord->quality;
}

}  // namespace

TEST_CASE("the compiled quality table is the one in data/") {
  CHECK(internal::qualityTableText() == tableText("chord_qualities.tsv"));
}

TEST_CASE("each row of the quality table is what it says in both writings") {
  std::map<std::string_view, Quality> words;
  for (const auto& row : internal::qualityRows()) {
    CAPTURE(row.name);
    CHECK(makeQuality(row.quality.tones, row.quality.chordClass) == row.quality);
    CHECK(harte(row.harte) == row.quality);
    // Without a root "b5" would be read as a part of it; no name begins with a sign.
    const auto named = parseChordSymbol("D" + std::string(row.name));
    REQUIRE(named.has_value());
    CHECK(named->quality == row.quality);
    for (const auto synonym : row.synonyms) {
      CAPTURE(synonym);
      const auto read = parseChordSymbol("D" + std::string(synonym));
      REQUIRE(read.has_value());
      CHECK(read->quality == row.quality);
      CHECK(toText(read->quality) == row.name);
      CHECK_MESSAGE(words.emplace(synonym, row.quality).second, "a word in two rows");
    }
  }
}

TEST_CASE("every Harte quality of the corpus has the class the class table gives it") {
  const std::string text = tableText("quality_classes.tsv");
  const auto rows = tableRows(text);
  CHECK(rows.size() == 354);
  for (const auto& row : rows) {
    CAPTURE(row[0]);
    const Quality quality = harte(row[0]);
    CHECK(toText(quality.chordClass) == row[1]);
    CHECK(toText(triadOf(quality.chordClass)) == row[2]);
  }
}

TEST_CASE("Harte qualities outside the class table follow its rules") {
  struct Row {
    std::string_view quality;
    ChordClass chordClass;
  };
  for (const auto& [quality, chordClass] :
       {Row{"min7(9,#11)", ChordClass::Min7}, Row{"maj(*3)", ChordClass::Five}, Row{"min(*b3)", ChordClass::Five},
        Row{"min7(*5,b5)", ChordClass::HalfDim7}, Row{"maj(b7)", ChordClass::Dom7}, Row{"maj7(*5,#5)", ChordClass::Aug},
        Row{"(3,5,b7)", ChordClass::Dom7}, Row{"(4,5)", ChordClass::Sus4}, Row{"sus4(b7,#9)", ChordClass::Dom7Sus4},
        Row{"maj6(9,13)", ChordClass::Maj6}}) {
    CAPTURE(quality);
    CHECK(harte(quality).chordClass == chordClass);
  }
}

TEST_CASE("classes have names, plain chords and triads") {
  for (int i = 0; i < kChordClassCount; ++i) {
    const auto chordClass = static_cast<ChordClass>(i);
    CHECK(findChordClass(toText(chordClass)) == chordClass);
    CHECK(harte(chordClass == ChordClass::Dom7Sus4 ? "sus4(b7)" : toText(chordClass)) == plainQuality(chordClass));
  }
  CHECK(findChordClass("maj13") == std::nullopt);
  CHECK(plainQuality(ChordClass::Maj7).tones == PitchClassSet::of(0, 4, 7, 11));
}

TEST_CASE("tones that contradict a class correct it") {
  CHECK(makeQuality(PitchClassSet::of(0, 4, 7), ChordClass::Min).chordClass == ChordClass::Maj);
  CHECK(makeQuality(PitchClassSet::of(0, 4, 8, 10), ChordClass::Dom7).chordClass == ChordClass::Aug);
  CHECK(makeQuality(PitchClassSet::of(0, 2, 5, 7, 10), ChordClass::Sus4).chordClass == ChordClass::Dom7Sus4);
  CHECK(makeQuality(PitchClassSet::of(0, 2, 5, 7), ChordClass::Dom7Sus4).chordClass == ChordClass::Sus4);
  CHECK(makeQuality(PitchClassSet::of(0, 3, 4, 7, 10), ChordClass::Min7).chordClass == ChordClass::Min7);
}

TEST_CASE("tones alone are named as the corpus mostly names them") {
  // For each tone set of the class table, the class under which it was met most often.
  std::map<PitchClassSet, std::map<ChordClass, long>> counts;
  const std::string text = tableText("quality_classes.tsv");
  for (const auto& row : tableRows(text)) {
    const Quality quality = harte(row[0]);
    counts[quality.tones][quality.chordClass] += std::stol(std::string(row[3]));
  }
  // Where the guess prefers the third, fifth and seventh over a count, and why is plain from the tones.
  const std::set<PitchClassSet> exceptions{
      PitchClassSet::of(0, 2, 3, 6, 10),      // m7b5 with a ninth, 4 against 16 "min9(*5,b5)"
      PitchClassSet::of(0, 2, 3, 5, 6, 10),   // the same with an eleventh
      PitchClassSet::of(0, 3, 6, 7, 10),      // m7 #11, 3 against 17 "min7(b5)"
      PitchClassSet::of(0, 3, 4, 7, 8, 10)};  // 7#9b13, 9 against 34 "min7(b11,b13)"
  long agreed = 0, total = 0;
  for (const auto& [tones, classes] : counts) {
    long sum = 0, best = 0;
    for (const auto& [chordClass, count] : classes) sum += count, best = std::max(best, count);
    const Quality guess = qualityOf(tones);
    const auto found = classes.find(guess.chordClass);
    const long met = found == classes.end() ? 0 : found->second;
    agreed += met;
    total += sum;
    if (met == best || exceptions.contains(tones) || !tones.contains(0)) continue;
    if (sum >= 20) CHECK_MESSAGE(met == best, toText(guess), " was mostly met as another class, times ", sum);
  }
  CHECK(static_cast<double>(agreed) / static_cast<double>(total) > 0.999);
}

TEST_CASE("tones are named by what they do in the chord") {
  struct Row {
    std::string_view quality;
    int semitones;
    std::string_view degree;
  };
  for (const auto& [quality, semitones, degree] :
       {Row{"7(#9)", 3, "#9"}, Row{"min", 3, "b3"}, Row{"hdim7", 6, "b5"}, Row{"7(#11)", 6, "#11"},
        Row{"7(*5,b5)", 6, "b5"}, Row{"dim7", 9, "bb7"}, Row{"7(9,13)", 9, "13"}, Row{"maj6", 9, "6"},
        Row{"aug", 8, "#5"}, Row{"7(b13)", 8, "b13"}, Row{"sus2", 2, "2"}, Row{"9", 2, "9"}, Row{"sus4", 5, "4"},
        Row{"min11", 5, "11"}, Row{"min7(b11)", 4, "b11"}}) {
    CAPTURE(quality);
    CHECK(toText(degreeOf(harte(quality), semitones)) == degree);
  }
}
