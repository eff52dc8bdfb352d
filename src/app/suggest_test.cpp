#include "app/suggest.h"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "song/validate.h"
#include "theory/measures.h"

using namespace amuse;
using namespace amuse::app;

namespace {

/// The shipped models, opened once for all cases.
const Engine& shippedEngine() {
  static const auto engine = Engine::open(AMUSE_SOURCE_DIR, PriorSet::Open);
  REQUIRE_MESSAGE(engine.has_value(), engine.error().message);
  return *engine;
}

SuggestAnswer answerTo(const SuggestInput& input) {
  auto answer = suggest(shippedEngine(), input, SystemClock{});
  REQUIRE_MESSAGE(answer.has_value(), answer.error().message);
  return *std::move(answer);
}

SuggestInput inputOf(std::string text, std::uint32_t seed = 1) {
  SuggestInput input;
  input.text = std::move(text);
  input.seed = seed;
  return input;
}

std::string symbolsOf(const Suggestion& suggestion) {
  std::string text;
  for (const auto& chord : suggestion.chords) text += theory::toText(chord) + " ";
  return text;
}

void checkShape(const SuggestAnswer& answer, const SuggestInput& input) {
  CHECK(answer.suggestions.size() == static_cast<std::size_t>(input.count));
  std::set<std::string> different;
  for (const auto& suggestion : answer.suggestions) {
    const auto n = suggestion.chords.size();
    CHECK(different.insert(symbolsOf(suggestion)).second);
    CHECK(suggestion.beats.size() == n);
    CHECK(suggestion.romans.size() == n);
    CHECK(suggestion.voicings.size() == n);
    CHECK(suggestion.wholeChords.size() == suggestion.wholeLengths.size());
    const double beats = std::accumulate(suggestion.beats.begin(), suggestion.beats.end(), 0.0);
    if (!answer.plan.fillsSlots) CHECK(beats == doctest::Approx(answer.plan.bars * answer.plan.meter.beats));
    for (const auto& chord : suggestion.chords) {
      const auto back = theory::parseChordSymbol(theory::toText(chord));
      REQUIRE(back.has_value());
      CHECK(*back == chord);
    }
    CHECK(suggestion.why.size() >= 1);
    CHECK(suggestion.why.size() <= 3);
    CHECK(suggestion.surprise >= 0);
    CHECK(suggestion.surprise <= 1);
    CHECK_FALSE(suggestion.word.empty());
  }
  const auto& stats = answer.stats;
  CHECK(stats.proposed == stats.malformed + stats.duplicate + stats.rejected + stats.accepted);
}

}  // namespace

TEST_CASE("every mode answers with exactly as many different, readable progressions as asked") {
  for (const char* mode : {"Maj", "Min", "Dor", "Phr", "Lyd", "Mix", "Loc", "Hmin", "Phdm"}) {
    CAPTURE(mode);
    auto input = inputOf("rain on the window");
    input.mode = mode;
    const auto answer = answerTo(input);
    checkShape(answer, input);
    CHECK(theory::toText(answer.plan.key.mode) == std::string_view(mode));
  }
}

TEST_CASE("chords are spelled as the key writes them") {
  struct Row {
    const char *key, *mode;
    std::string_view wrong;  ///< Root letters that would be the other key's spelling.
  };
  for (const auto& [key, mode, wrong] : {Row{"E", "Maj", "Ab Db Gb Eb"}, Row{"Db", "Maj", "C# G# F# D#"},
                                         Row{"F#", "Maj", "Gb Db Ab Eb"}, Row{"Eb", "Min", "D# G# A# F#"}}) {
    CAPTURE(key);
    auto input = inputOf("a bright morning");
    input.key = key;
    input.mode = mode;
    input.count = 30;
    input.surprise = 0;
    for (const auto& suggestion : answerTo(input).suggestions)
      for (const auto& chord : suggestion.chords) {
        const auto root = theory::toText(chord.root);
        CAPTURE(theory::toText(chord));
        // Outside the scale either name may be right (Gb7 leading to F); scale tones have one name only.
        if (theory::diatonicShare(theory::toRelative(chord, theory::parseKey(key)->tonic.pitchClass()),
                                  theory::parseMode(mode).value()) == 1)
          CHECK_MESSAGE((root.size() == 1 || wrong.find(root) == std::string_view::npos), root);
      }
  }
}

TEST_CASE("lengths, metres, rhythms, endings and counts all fill what they promise") {
  struct Row {
    int bars, count;
    const char *meter, *rhythm, *ending;
  };
  for (const auto& [bars, count, meter, rhythm, ending] :
       {Row{1, 4, "4/4", "bar", "auto"}, Row{2, 4, "3/4", "auto", "close"}, Row{4, 100, "4/4", "bar", "loop"},
        Row{7, 3, "7/8", "auto", "open"}, Row{8, 4, "6/8", "bar", "loop"}, Row{12, 2, "6/8", "auto", "auto"},
        Row{32, 2, "4/4", "auto", "auto"}, Row{32, 1, "3/4", "bar", "open"}, Row{4, 1, "4/4", "auto", "loop"}}) {
    CAPTURE(bars);
    CAPTURE(meter);
    CAPTURE(rhythm);
    auto input = inputOf("angry punk breakup");
    input.bars = bars;
    input.count = count;
    input.meter = meter;
    input.rhythm = rhythm;
    input.ending = ending;
    checkShape(answerTo(input), input);
  }
}

TEST_CASE("the same seed answers the same, another seed differently") {
  const auto text = [](const SuggestAnswer& answer) {
    std::string all;
    for (const auto& suggestion : answer.suggestions) all += symbolsOf(suggestion) + suggestion.word + "\n";
    return all;
  };
  const auto first = text(answerTo(inputOf("funeral in the rain", 5)));
  CHECK(first == text(answerTo(inputOf("funeral in the rain", 5))));
  CHECK(first != text(answerTo(inputOf("funeral in the rain", 6))));
}

TEST_CASE("slots are answered with their fillings only, and fixed chords stand") {
  SuggestInput input;
  input.context = "C G | Am _ | _ G";
  const auto answer = answerTo(input);
  checkShape(answer, input);
  for (const auto& suggestion : answer.suggestions) {
    CHECK(suggestion.chords.size() == 2);
    CHECK(suggestion.beats == std::vector{2.0, 2.0});
    REQUIRE(suggestion.wholeChords.size() == 3);
    CHECK(theory::toText(suggestion.wholeChords[2]) == "G");
    CHECK(suggestion.voiceLeading.fromContext.has_value());
    CHECK(suggestion.voiceLeading.toContext.has_value());
  }
}

TEST_CASE("a chord that is to give way does not come back into its slot") {
  SuggestInput input;
  input.context = "C | G | _ | F";
  input.exclude = {{"Am"}};
  for (input.seed = 1; input.seed <= 8; ++input.seed)
    for (const auto& suggestion : answerTo(input).suggestions) CHECK(theory::toText(suggestion.chords.at(0)) != "Am");
}

TEST_CASE("a context without slots is continued, words or none") {
  for (const char* text : {"", "a long road home"}) {
    auto input = inputOf(text);
    input.context = "D A | Bm G";
    input.bars = 4;
    const auto answer = answerTo(input);
    checkShape(answer, input);
    CHECK(theory::toText(answer.plan.key) == "D Maj");
    for (const auto& suggestion : answer.suggestions) {
      CHECK(suggestion.chords.size() == 4);
      CHECK(suggestion.voiceLeading.fromContext.has_value());
      CHECK_FALSE(suggestion.voiceLeading.toContext.has_value());
    }
  }
}

TEST_CASE("keywords alone are enough, and a language that is not read is said so") {
  SuggestInput words;
  words.keywords = {"warm", "jazz"};
  checkShape(answerTo(words), words);
  const auto russian = inputOf("похороны под дождем");
  const auto answer = answerTo(russian);
  checkShape(answer, russian);
  CHECK_FALSE(answer.brief.notes.empty());
}

TEST_CASE("what was shown does not come back") {
  auto input = inputOf("smoky jazz bar after midnight", 3);
  const auto first = answerTo(input);
  std::set<std::string> shown;
  for (const auto& suggestion : first.suggestions) {
    shown.insert(symbolsOf(suggestion));
    input.exclude.emplace_back();
    for (const auto& chord : suggestion.chords) input.exclude.back().push_back(theory::toText(chord));
  }
  const auto more = answerTo(input);
  checkShape(more, input);
  for (const auto& suggestion : more.suggestions) CHECK(shown.count(symbolsOf(suggestion)) == 0);
  input.exclude = {{"C", "Hm"}};
  CHECK(suggest(shippedEngine(), input, SystemClock{}).error().code == ErrorCode::Parse);
}

TEST_CASE("no sentence stands on every card") {
  for (const char* text : {"memories of a warm summer beach", "funeral in the rain", "smoky jazz bar after midnight"}) {
    CAPTURE(text);
    const auto answer = answerTo(inputOf(text));
    std::map<std::string, int> cards;
    for (const auto& suggestion : answer.suggestions)
      for (const auto& why : suggestion.why) ++cards[why.text];
    for (const auto& [sentence, count] : cards) {
      CAPTURE(sentence);
      CHECK(count < 4);
    }
  }
}

TEST_CASE("bad requests are refused with one line that names the option") {
  struct Row {
    SuggestInput input;
    std::string_view option;
  };
  const auto with = [](auto change) {
    auto input = inputOf("x");
    change(input);
    return input;
  };
  for (const auto& [input, option] : {
           Row{inputOf(" \n\t"), "nothing to go by"},
           Row{with([](auto& i) { i.count = 0; }), "count"},
           Row{with([](auto& i) { i.count = 101; }), "count"},
           Row{with([](auto& i) { i.surprise = 2; }), "surprise"},
           Row{with([](auto& i) { i.surprise = std::nan(""); }), "surprise"},
           Row{with([](auto& i) { i.proposer = "oracle"; }), "proposer"},
           Row{with([](auto& i) { i.proposer = "llm"; }), "proposer"},
           Row{with([](auto& i) { i.text = "\xff"; }), "the text is not valid UTF-8"},
           Row{with([](auto& i) { i.text.assign(1 << 20, 'a'); }), "the text has 1048576 bytes"},
       }) {
    CAPTURE(option);
    const auto answer = suggest(shippedEngine(), input, SystemClock{});
    REQUIRE_FALSE(answer.has_value());
    CHECK(exitCodeOf(answer.error().code) == 2);
    CHECK_MESSAGE(answer.error().message.rfind(option, 0) == 0, answer.error().message);
  }
}

TEST_CASE("a suggestion becomes a valid song that lasts as long as was asked") {
  struct Row {
    std::string text, title;
  };
  std::string prose = "A story";
  for (int i = 0; i < 60; ++i) prose += " 하늘";
  for (const auto& [text, title] :
       {Row{"rain", "rain"}, Row{"  first line\r\nsecond line", "first line"}, Row{"tab\there", "tab here"}}) {
    const auto answer = answerTo(inputOf(text));
    const auto song = toSong(answer, 0, text);
    CHECK(song.title == title);
    CHECK(song::validate(song).has_value());
    REQUIRE(song.parts.size() == 1);
    CHECK(song.parts[0].bars == 4);
    REQUIRE(song.parts[0].chords.size() == 4);
    CHECK(song.parts[0].chords[3].start == 3 * 4 * song::kTicksPerQuarter);
  }
  const auto answer = answerTo(inputOf(prose));
  const auto song = toSong(answer, 1, prose);
  CHECK(song.title.size() <= 83);
  CHECK(song::validate(song).has_value());
  CHECK(toSong(answer, 0, "").title == "Amuse");
}

TEST_CASE("a missing or corrupt model is said, with the file's name") {
  const auto missing = Engine::open("/nonexistent", PriorSet::Open);
  REQUIRE_FALSE(missing.has_value());
  CHECK(exitCodeOf(missing.error().code) == 3);
  CHECK(missing.error().message.find("/nonexistent") != std::string::npos);
}
