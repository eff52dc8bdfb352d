#include "app/recording_question.h"

#include <doctest/doctest.h>

#include "app/suggest.h"

using namespace amuse;
using namespace amuse::app;

namespace {

/// A bar of two seconds for each chord, in G major.
transcribe::Transcription heardBars(const std::vector<std::string>& symbols) {
  transcribe::Transcription heard;
  heard.tempoBpm = 120;
  heard.durationSeconds = 2.0 * static_cast<double>(symbols.size());
  heard.keys = {{0, heard.durationSeconds, {{4, 0}, theory::Mode::Maj}, 0.9}};
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    const double start = 2.0 * static_cast<double>(i);
    if (i > 0 && symbols[i] == symbols[i - 1])
      heard.chords.back().end = start + 2;
    else
      heard.chords.push_back({start, start + 2, *theory::parseChordSymbol(symbols[i]), 0.9, {}});
    for (int beat = 0; beat < 4; ++beat) heard.beats.push_back({start + 0.5 * beat, beat + 1});
  }
  return heard;
}

const std::vector<std::string> kTenBars{"G", "Em", "C", "D", "G", "Em", "Am7", "D7", "C", "D"};

SuggestInput asked(RecordingUse use, const std::vector<std::string>& symbols = kTenBars) {
  SuggestInput input;
  const auto done = askAbout(input, heardBars(symbols), use);
  REQUIRE(done.has_value());
  return input;
}

}  // namespace

TEST_CASE("to continue, the last eight bars of the recording are the context, in its key and metre") {
  const auto input = asked(RecordingUse::Continue);
  CHECK(input.context == "C | D | G | Em | Am7 | D7 | C | D");
  CHECK(input.key == "G");
  CHECK(input.mode == "Maj");
  CHECK(input.meter == "4/4");
  CHECK(input.like.empty());
}

TEST_CASE("an answer echoes the first bars and comes to rest") {
  const auto input = asked(RecordingUse::Answer);
  CHECK(input.context == "G | Em | C | D");
  CHECK(input.like == std::vector<std::string>{"G", "Em", "C", "D"});
  CHECK(input.ending == "close");
}

TEST_CASE("reharmonised, the first bars are stayed near to") {
  const auto input = asked(RecordingUse::Reharmonise);
  CHECK(input.context.empty());
  CHECK(input.like == std::vector<std::string>{"G", "Em", "C", "D"});
}

TEST_CASE("of a style only its richness and its pace are taken") {
  const auto plain = asked(RecordingUse::Style, {"G", "C", "G", "D"});
  CHECK(plain.shifts.richness < -0.3);
  CHECK(plain.rhythm == "bar");
  CHECK(plain.like.empty());
  CHECK(plain.context.empty());
  const auto rich = asked(RecordingUse::Style, {"Gmaj7", "Gmaj7", "Am9", "Am9", "D13", "D13"});
  CHECK(rich.shifts.richness > 0.5);
  CHECK(rich.rhythm == "auto");
}

TEST_CASE("what was named goes before what was heard; a context and a recording's chords are too much") {
  SuggestInput input;
  input.key = "A";
  input.meter = "3/4";
  input.mode = "Min";
  REQUIRE(askAbout(input, heardBars(kTenBars), RecordingUse::Style).has_value());
  CHECK(input.key == "A");
  CHECK(input.mode == "Min");
  CHECK(input.meter == "3/4");
  input.context = "C | G";
  CHECK(askAbout(input, heardBars(kTenBars), RecordingUse::Continue).error().code == ErrorCode::InvalidArgument);
  transcribe::Transcription silence;
  CHECK_FALSE(askAbout(input, silence, RecordingUse::Style).has_value());
  CHECK_FALSE(parseRecordingUse("copy").has_value());
  CHECK(*parseRecordingUse("reharmonise") == RecordingUse::Reharmonise);
}

TEST_CASE("every use of a recording is answered") {
  const auto engine = Engine::open(AMUSE_SOURCE_DIR, PriorSet::Open);
  REQUIRE(engine.has_value());
  for (const auto use :
       {RecordingUse::Continue, RecordingUse::Answer, RecordingUse::Reharmonise, RecordingUse::Style}) {
    auto input = asked(use);
    input.text = "rain on the window";
    input.proposer = "builtin";
    input.seed = 3;
    const auto answer = suggest(*engine, input, SystemClock{});
    REQUIRE_MESSAGE(answer.has_value(), answer.error().message);
    CHECK(answer->suggestions.size() == 4);
    CHECK(theory::toText(answer->plan.key.tonic) == "G");
    if (use != RecordingUse::Reharmonise) continue;
    for (const auto& one : answer->suggestions) {
      int kept = 0;
      for (std::size_t i = 0; i < one.chords.size(); ++i) kept += theory::toText(one.chords[i]) == kTenBars[i] ? 1 : 0;
      CHECK(kept >= 1);
      CHECK(kept <= 3);
    }
  }
}
