#include "app/plan.h"

#include <doctest/doctest.h>

#include <numeric>

#include "base/text.h"

using namespace amuse;
using namespace amuse::app;

namespace {

std::vector<theory::ChordSymbol> chordsOf(std::string_view text) {
  std::vector<theory::ChordSymbol> chords;
  for (const auto word : splitWords(text)) {
    const auto chord = theory::parseChordSymbol(word);
    REQUIRE_MESSAGE(chord.has_value(), std::string(word));
    chords.push_back(*chord);
  }
  return chords;
}

SuggestInput withContext(std::string context) {
  SuggestInput input;
  input.context = std::move(context);
  return input;
}

brief::Brief brightBrief() {
  brief::Brief brief;
  brief.keywords.push_back({"sunny", 1, {}, brief::Affect{0.8, 0.2, -0.4, 0}});
  brief.mode = theory::Mode::Lyd;
  brief.modeWhy = "The mood is bright.";
  return brief;
}

brief::Brief heardBrief(const std::string& key) {
  brief::Brief brief;
  brief.keywords.push_back({"120 bpm", 1, {brief::SoundEvidence{0, 8}}, {}});
  brief.keywords.push_back({key, 0.5, {brief::SoundEvidence{0, 8}}, {}});
  brief.mode = theory::Mode::Maj;
  return brief;
}

std::string errorOf(const SuggestInput& input) {
  const auto plan = makePlan(input, {});
  REQUIRE_FALSE(plan.has_value());
  CHECK(exitCodeOf(plan.error().code) == 2);
  return plan.error().message;
}

}  // namespace

TEST_CASE("estimateKey finds the key of well-known progressions, spelled as they spell it") {
  struct Row {
    std::string_view chords, key;
  };
  for (const auto& [chords, key] : {
           Row{"D A Bm G", "D Maj"},
           Row{"C G Am F", "C Maj"},
           Row{"Am F C G", "A Min"},
           Row{"Em C G D", "E Min"},
           Row{"Dm7 G7 Cmaj7", "C Maj"},
           Row{"C#m7b5 F#7 Bm", "B Min"},
           Row{"Am G F E", "A Min"},
           Row{"Am E", "A Min"},
           Row{"Dm G Dm C", "D Dor"},
           Row{"G F C G", "G Mix"},
           Row{"E A", "E Maj"},
           Row{"E G#m A B", "E Maj"},
           Row{"Db Ab Bbm Gb", "Db Maj"},
           Row{"F# C# D#m B", "F# Maj"},
           Row{"Gb Db Ebm Cb", "Gb Maj"},
           Row{"Ebm Cb Gb Db", "Eb Min"},
           Row{"Fm Db Ab Eb", "F Min"},
           Row{"N.C. A E F#m D A", "A Maj"},
       }) {
    CAPTURE(chords);
    CHECK(theory::toText(estimateKey(chordsOf(chords))) == key);
  }
  CHECK(theory::toText(estimateKey({})) == "C Maj");
}

TEST_CASE("estimateKey moves with the chords") {
  const auto song = chordsOf("D A Bm G");
  for (int up = 1; up < 12; ++up) {
    std::vector<theory::ChordSymbol> moved;
    for (const auto& chord : song)
      moved.push_back(
          theory::toSymbol(theory::toRelative(chord, 2), theory::makeKey((2 + up) % 12, theory::Mode::Maj)));
    CAPTURE(up);
    CHECK(estimateKey(moved).tonic.pitchClass() == (2 + up) % 12);
    CHECK(estimateKey(moved).mode == theory::Mode::Maj);
  }
}

TEST_CASE("the key is what was named, else the context's, else C in the inspiration's mode") {
  struct Row {
    std::string context;
    std::optional<std::string> key;
    std::string mode, expected, why;
  };
  for (const auto& [context, key, mode, expected, why] : {
           Row{"", {}, "auto", "C Lyd", "The mood is bright."},
           Row{"", "Eb", "auto", "Eb Lyd", "The mood is bright."},
           Row{"", "Ebm", "auto", "Eb Min", "you asked for it"},
           Row{"", "F#", "Dor", "F# Dor", "you asked for it"},
           Row{"", "Ebm", "Phr", "Eb Phr", "you asked for it"},
           Row{"", {}, "Phdm", "C Phdm", "you asked for it"},
           Row{"D A Bm G", {}, "auto", "D Maj", "the mode your chords are in"},
           Row{"Cm Ab Eb Bb", {}, "auto", "C Min", "the mode your chords are in"},
           // The songwriter's own chords speak louder than the mood of the words.
           Row{"Cm Ab Eb Bb", "C", "auto", "C Min", "the mode your chords are in"},
           Row{"D A Bm G", "A", "auto", "A Mix", "the mode your chords are in"},
           Row{"D A Bm G", {}, "Mix", "D Mix", "you asked for it"},
           // G# major would have a double sharp in its signature.
           Row{"", "G#", "Maj", "Ab Maj", "you asked for it"},
           Row{"", "G#", "Min", "G# Min", "you asked for it"},
           Row{"_ _", {}, "auto", "C Lyd", "The mood is bright."},
       }) {
    CAPTURE(context);
    CAPTURE(mode);
    CAPTURE(expected);
    SuggestInput input = withContext(context);
    input.key = key;
    input.mode = mode;
    const auto plan = makePlan(input, brightBrief());
    REQUIRE(plan.has_value());
    CHECK(theory::toText(plan->key) == expected);
    CHECK(plan->modeWhy == why);
    CHECK(plan->query.mode == plan->key.mode);
  }
}

TEST_CASE("words that speak of a waltz are in three, unless a metre is named") {
  brief::Brief waltz, march;
  waltz.keywords = {{"country waltz", 1.0, {}}};
  march.keywords = {{"march", 1.0, {}}, {"waltz", 0.2, {}}};
  const auto meterOf = [](const SuggestInput& input, const brief::Brief& brief) {
    const auto plan = makePlan(input, brief);
    return plan ? song::toText(plan->meter) : plan.error().message;
  };
  SuggestInput input;
  CHECK(meterOf(input, waltz) == "3/4");
  CHECK(meterOf(input, march) == "4/4");
  input.meter = "4/4";
  CHECK(meterOf(input, waltz) == "4/4");
}

TEST_CASE("new bars are one chord each and fill their length in every metre") {
  for (const char* meter : {"4/4", "3/4", "6/8", "7/8", "2/2", "5/4"})
    for (const char* rhythm : {"bar", "auto"})
      for (int bars = 1; bars <= kMaxBars; ++bars) {
        SuggestInput input;
        input.text = "x";
        input.meter = meter;
        input.rhythm = rhythm;
        input.bars = bars;
        input.seed = static_cast<std::uint32_t>(bars);
        CAPTURE(meter);
        CAPTURE(rhythm);
        CAPTURE(bars);
        const auto plan = makePlan(input, {});
        REQUIRE(plan.has_value());
        song::Tick at = 0;
        for (const auto& slot : plan->slots) {
          CHECK(slot.start == at);
          CHECK(slot.length > 0);
          at += slot.length;
        }
        CHECK(at == bars * plan->meter.barTicks());
        CHECK(plan->query.slots.size() == plan->slots.size());
        CHECK_FALSE(plan->query.phraseStarts.empty());
        if (std::string_view(rhythm) == "bar") CHECK(plan->slots.size() == static_cast<std::size_t>(bars));
      }
}

TEST_CASE("the ending is a loop to eight bars and a close beyond, unless it is named") {
  struct Row {
    int bars;
    const char* asked;
    propose::Ending expected;
  };
  for (const auto& [bars, asked, expected] :
       {Row{4, "auto", propose::Ending::Loop}, Row{8, "auto", propose::Ending::Loop},
        Row{9, "auto", propose::Ending::Close}, Row{4, "close", propose::Ending::Close},
        Row{16, "loop", propose::Ending::Loop}, Row{16, "open", propose::Ending::Open}}) {
    CAPTURE(bars);
    SuggestInput input;
    input.bars = bars;
    input.ending = asked;
    const auto plan = makePlan(input, {});
    REQUIRE(plan.has_value());
    CHECK(plan->ending == expected);
  }
}

TEST_CASE("a context with slots is filled where it stands") {
  const auto plan = makePlan(withContext("C G | Am _ | _ G"), {});
  REQUIRE(plan.has_value());
  CHECK(plan->fillsSlots);
  CHECK(plan->bars == 3);
  CHECK(plan->before.size() == 3);
  REQUIRE(plan->slots.size() == 3);
  CHECK_FALSE(plan->slots[0].fixed);
  CHECK_FALSE(plan->slots[1].fixed);
  CHECK(plan->slots[2].fixed);
  CHECK(plan->slots[0].length == plan->meter.barTicks() / 2);
  CHECK(plan->query.before.size() == 3);
  CHECK(plan->query.before[1].root == 7);
}

TEST_CASE("a context without slots comes before the new bars") {
  auto input = withContext("C G | Am F");
  input.bars = 6;
  const auto plan = makePlan(input, {});
  REQUIRE(plan.has_value());
  CHECK_FALSE(plan->fillsSlots);
  CHECK(plan->before.size() == 4);
  CHECK(plan->slots.size() == 6);
}

TEST_CASE("what cannot be planned is refused with the option's name") {
  SuggestInput input;
  const auto starts = [](const std::string& message, std::string_view with) { return message.rfind(with, 0) == 0; };
  input.bars = 0;
  CHECK(errorOf(input) == "bars is 0; use 1 to 32");
  input.bars = 33;
  CHECK(errorOf(input) == "bars is 33; use 1 to 32");
  input.bars = 4;
  input.context = "C _";
  CHECK(errorOf(input) == "bars cannot go with a context that has slots (_); leave one of them out");
  input.bars.reset();
  input.rhythm = "waltz";
  CHECK(starts(errorOf(input), "rhythm"));
  input = {};
  input.key = "H";
  CHECK(starts(errorOf(input), "key"));
  input = {};
  input.mode = "happy";
  CHECK(starts(errorOf(input), "mode"));
  input = {};
  input.meter = "4/5";
  CHECK(starts(errorOf(input), "meter"));
  input = {};
  input.ending = "fade";
  CHECK(starts(errorOf(input), "ending"));
  CHECK(starts(errorOf(withContext("C Hm")), "context"));
  std::string many = "C";
  for (int i = 0; i < 257; ++i) many += " _";
  CHECK(starts(errorOf(withContext(many)), "context"));
}

TEST_CASE("music that was heard gives the tonic, unless a key or chords were given") {
  const auto heard = makePlan({}, heardBrief("G major"));
  REQUIRE(heard.has_value());
  CHECK(theory::toText(heard->key.tonic) == "G");
  CHECK(heard->isKeyHeard);
  SuggestInput named;
  named.key = "Eb";
  CHECK(theory::toText(makePlan(named, heardBrief("G major"))->key.tonic) == "Eb");
  const auto context = makePlan(withContext("C F | G C"), heardBrief("F# minor"));
  CHECK(theory::toText(context->key.tonic) == "C");
  CHECK_FALSE(context->isKeyHeard);
  // The word alone, typed by the songwriter as a keyword, is no recording.
  brief::Brief typed;
  typed.keywords.push_back({"G major", 1, {}, {}});
  CHECK(theory::toText(makePlan({}, typed)->key.tonic) == "C");
}
