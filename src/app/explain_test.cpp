#include "app/explain.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "base/random.h"
#include "base/text.h"

using namespace amuse;
using namespace amuse::app;

namespace {

brief::Brief moodBrief() {
  brief::Brief brief;
  brief.keywords.push_back({"sunny", 1, {}, brief::Affect{0.8, 0, 0, 0}});
  brief.keywords.push_back({"mournful", 1, {}, brief::Affect{-0.8, 0, 0, 0}});
  return brief;
}

/// A progression in a key, as a loop unless told otherwise.
struct Case {
  std::string chords, key = "C Maj";
  bool loops = true, continues = false;
  double surprise = 0.5;
  brief::Brief brief = {};
};

std::vector<Why> whyOf(const Case& c) {
  std::vector<theory::ChordSymbol> chords;
  for (const auto word : splitWords(c.chords)) {
    const auto chord = theory::parseChordSymbol(word);
    REQUIRE_MESSAGE(chord.has_value(), std::string(word));
    chords.push_back(*chord);
  }
  const auto key = theory::parseKey(c.key);
  REQUIRE(key.has_value());
  return explain({chords, {key->tonic, key->mode}, c.brief, c.surprise, c.loops, c.continues});
}

/// The text of a reason, or "" where it is not given.
std::string textOf(const Case& c, std::string_view code) {
  for (const auto& why : whyOf(c))
    if (why.code == code) return why.text;
  return "";
}

}  // namespace

TEST_CASE("each reason is given where it is true and not where it is not") {
  struct Row {
    Case shown;
    std::string_view code, text;  ///< An empty text: the reason must not be given.
  };
  const Row rows[] = {
      {{"C Fm C G"}, "borrowed", "Fm is borrowed from the minor key: a shadow passes"},
      {{"C F C G"}, "borrowed", ""},
      {{"C Ab Bb C"}, "borrowed", "Ab is borrowed from the minor key: a shadow passes"},
      {{"C Bb F C"}, "borrowed", "Bb brings in the lowered seventh of Mixolydian"},
      {{"C Bb F C", "C Mix"}, "borrowed", ""},
      {{"C Edim A F"}, "borrowed", ""},
      {{"C Dm7b5 G C"}, "borrowed", "Dm7b5 is borrowed from the minor key: a shadow passes"},
      {{"C Gm7 C7 F"}, "borrowed", ""},  // the ii-V of F, not a minor v
      {{"C Csus4 C G", "C Lyd"}, "borrowed", ""},
      {{"Am D F E", "A Min"}, "borrowed", "D brings in the raised sixth of Dorian"},
      {{"Am A F E", "A Min"}, "borrowed", "A is borrowed from the major key: a ray of light"},
      {{"Am Dm E7 Am", "A Min"}, "borrowed", ""},
      {{"Am G#dim E Am", "A Min"}, "borrowed", ""},
      {{"E F Am E", "E Phr"}, "borrowed", ""},
      {{"Am D5 F E", "A Min"}, "borrowed", ""},
      {{"C E7 Am F"}, "applied", "E7 leans hard into Am"},
      {{"C D7 G C"}, "applied", "D7 leans hard into G"},
      {{"C G7 C F"}, "applied", ""},
      {{"C E7 F G"}, "applied", ""},
      {{"C Emaj7 Am G"}, "applied", ""},
      {{"Am A Dm E", "A Min"}, "applied", "A leans hard into Dm"},
      {{"Am A Dm E", "A Min"}, "borrowed", ""},
      {{"C Bb Eb C"}, "applied", ""},
      {{"Am E7 Am F", "A Min"}, "applied", ""},
      {{"C G/B Am F"}, "bass-walk", "the bass walks down step by step: C B A"},
      {{"C Dm Em F"}, "bass-walk", "the bass climbs step by step: C D E F"},
      {{"F G C Am"}, "bass-walk", ""},
      {{"C N.C. B N.C."}, "bass-walk", ""},
      {{"Dm7 G7 Cmaj7 Am7"}, "two-five", "Dm7 G7 Cmaj7 is the ii-V-I of jazz"},
      {{"C Gm7 C7 Am"}, "two-five", "Gm7 C7 is the ii-V of jazz, pointing at F"},
      {{"Am Bm7b5 E7 Am", "A Min"}, "two-five", "Bm7b5 E7 Am is the ii-V-I of jazz"},
      {{"Ebm Abm7 Db7 Ebm", "Eb Min"}, "two-five", "Abm7 Db7 is the ii-V of jazz, pointing at Gb"},
      {{"Gm7b5 C7 Fm7b5 G"}, "two-five", "Gm7b5 C7 is the ii-V of jazz, pointing at F"},
      {{"Gm7 C7 F G"}, "applied", ""},
      {{"Dm G7 C Am"}, "two-five", ""},
      {{"Dm7 Gmaj7 C Am"}, "two-five", ""},
      {{"F C G Am"}, "starts-away", "starts away from home, on F"},
      {{"C F G Am"}, "starts-away", ""},
      {{"C/G F G Am"}, "starts-away", ""},
      {{"F C G Am", "C Maj", true, true}, "starts-away", ""},
      {{"C F G C", "C Maj", false}, "comes-home", "comes to rest on C"},
      {{"C F G C/E", "C Maj", false}, "comes-home", ""},
      {{"C F G C"}, "comes-home", ""},
      {{"C Am F G", "C Maj", false}, "left-open", "stops on G with the door open"},
      {{"C Am F G"}, "left-open", ""},
      {{"C Am F G"}, "turns-back", "G falls back to C when it loops"},
      {{"C G Am F"}, "turns-back", "F settles softly into C when it loops"},
      {{"F C G C"}, "turns-back", "C rolls on to F when it loops"},
      {{"C Am Ab Bb"}, "turns-back", "Bb slides by step into C when it loops"},
      {{"C F G C/E"}, "turns-back", ""},
      {{"C G F Am"}, "turns-back", ""},
      {{"C Am F G", "C Maj", false}, "turns-back", ""},
      {{"C Am F G", "C Maj", true, true}, "turns-back", ""},
      {{"C5 Eb5 F5 Bb5", "C Min"}, "power-chords", "power chords only: no thirds, all weight"},
      {{"C5 Eb5 F Bb", "C Min"}, "power-chords", "power chords with no third: neither happy nor sad, all weight"},
      {{"C5 Eb F Bb", "C Min"}, "power-chords", ""},
      {{"Cmaj7 Am7 Dm7 G7"}, "sevenths", "sevenths all the way: soft edges"},
      {{"Cmaj7 Am7 Dm7 G"}, "sevenths", "mostly sevenths: soft edges"},
      {{"C7 F7 C7 G7"}, "sevenths", "dominant sevenths throughout: a blues accent"},
      {{"C Am7 Dm7 G"}, "sevenths", ""},
      {{"Csus2 Fsus2 G Am"}, "suspended", "suspended chords hold the third back"},
      {{"Csus2 F G Am"}, "suspended", ""},
      {{"Am F Dm Em", "A Min", true, false, 0.5, moodBrief()}, "dark", "mostly minor chords, for mournful"},
      {{"Am F Dm G", "A Min", true, false, 0.5, moodBrief()}, "dark", ""},
      {{"Am F Dm Em", "A Min"}, "dark", ""},
      {{"C F Am G", "C Maj", true, false, 0.5, moodBrief()}, "bright", "mostly major chords, for sunny"},
      {{"C7 F7 C7 Am", "C Maj", true, false, 0.5, moodBrief()}, "bright", ""},
      {{"C5 F5 Am G", "C Maj", true, false, 0.5, moodBrief()}, "bright", ""},
      {{"C F Am G", "C Maj", true, false, 0.1}, "typical", "well-trodden: songs go this way often"},
      {{"C F Am G", "C Maj", true, false, 0.5}, "typical", ""},
      {{"C F Am G", "C Maj", true, false, 0.5}, "fresh", "a little off the beaten track"},
      {{"C F Am G", "C Maj", true, false, 0.9}, "rare", "bold: 90 of 100 real openings are more common"},
      {{"C F Am G", "C Maj", true, false, 0.7}, "rare", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.shown.chords);
    CAPTURE(row.code);
    CHECK(textOf(row.shown, row.code) == row.text);
  }
}

TEST_CASE("a calm keyword is answered by chords that stay inside the scale") {
  brief::Brief calm;
  calm.keywords.push_back({"serene", 1, {}, brief::Affect{0, 0, -0.6, 0}});
  CHECK(textOf({"C F Am G", "C Maj", true, false, 0.5, calm}, "at-ease") == "stays inside the scale, for serene");
  CHECK(textOf({"C Fm Am G", "C Maj", true, false, 0.5, calm}, "at-ease").empty());
}

TEST_CASE("any progression has a reason, no code twice, every text one clause") {
  Random random(7);
  const char* symbols[] = {"C", "Am7", "Bb", "F#dim7", "N.C.", "G5", "Esus4", "Dbmaj7/F", "B7b9", "Faug"};
  for (int round = 0; round < 500; ++round) {
    Case c;
    const auto length = 1 + random.below(9);
    for (std::size_t i = 0; i < length; ++i) c.chords += std::string(symbols[random.below(10)]) + " ";
    c.key = std::string(round % 2 == 0 ? "C" : "F#") + (round % 3 == 0 ? " Maj" : " Min");
    c.loops = round % 5 != 0;
    c.surprise = random.uniform();
    CAPTURE(c.chords);
    const auto reasons = whyOf(c);
    REQUIRE_FALSE(reasons.empty());
    std::set<std::string> codes;
    for (const auto& why : reasons) {
      CHECK(codes.insert(why.code).second);
      CHECK_FALSE(why.text.empty());
      CHECK(why.text.find('\n') == std::string::npos);
      CHECK(why.text.back() != '.');
      CHECK(why.text.find("  ") == std::string::npos);
    }
  }
  CHECK(explain({{}, {}, {}, 0.5, true, false}).empty());
}

TEST_CASE("what most cards would say is said once, and no card is left without a word") {
  const Why same{"bright", {}, "mostly major chords"}, typical{"typical", {}, "well-trodden"};
  const Why a{"a", {}, "a"}, b{"b", {}, "b"}, c{"c", {}, "c"}, d{"d", {}, "d"}, e{"e", {}, "e"};
  std::vector<std::vector<Why>> cards{{same, typical}, {a, same, typical}, {same, typical}, {a, b, c, d, e}};
  tellApart(cards);
  CHECK(cards[0] == std::vector{same, typical});
  CHECK(cards[1] == std::vector{a});
  CHECK(cards[2] == std::vector{typical});
  CHECK(cards[3] == std::vector{a, b, c});
  std::vector<std::vector<Why>> single{{same, typical}};
  tellApart(single);
  CHECK(single[0].size() == 2);
}
