#include "inspire/sound_reader.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace amuse::inspire {
namespace {

const std::filesystem::path kHome = AMUSE_SOURCE_DIR;

const TextReader& wordsForSounds() {
  static const auto reader = TextReader::open(kHome / "data" / "llm");
  REQUIRE(reader.has_value());
  return *reader;
}
const SoundReader& soundsRead() {
  static const auto reader = SoundReader::open(kHome);
  REQUIRE_MESSAGE(reader.has_value(), reader.error().message);
  return *reader;
}

audio::SoundFacts heardFacts(const std::string& name, double probability) {
  audio::SoundFacts facts;
  facts.seconds = 5;
  facts.kind = audio::SoundKind::Environment;
  facts.sounding = {0.5, 4.5};
  facts.loudest = {1, 3};
  facts.heard = {{name, probability, {{0.5, 4.5}}}};
  return facts;
}

audio::SoundFacts musicFacts(theory::Mode mode, double bpm) {
  audio::SoundFacts facts;
  facts.seconds = 20;
  facts.kind = audio::SoundKind::Music;
  facts.sounding = {0, 20};
  facts.loudest = {4, 6};
  facts.key = audio::KeyEstimate{theory::makeKey(9, mode), 0.8};
  facts.tempo = audio::Tempo{bpm, 0.7, {0.1, 0.6, 19.6}};
  facts.texture.energy = 0.6;
  return facts;
}

bool hasWord(const brief::Brief& brief, std::string_view word) {
  return std::any_of(brief.keywords.begin(), brief.keywords.end(), [&](const auto& k) { return k.word == word; });
}

TEST_CASE("every class the recogniser knows has words of its own") {
  for (const auto& name : soundsRead().recogniser().classes()) {
    CAPTURE(name);
    const auto brief = inspireFromFacts(soundsRead(), wordsForSounds(), heardFacts(name, 0.9));
    CHECK(brief.keywords.size() >= 3);
    CHECK_FALSE(brief.genres.empty());
    for (const auto& keyword : brief.keywords) {
      REQUIRE_FALSE(keyword.evidence.empty());
      CHECK(keyword.evidence.front() == brief::Evidence(brief::SoundEvidence{0.5, 4.5}));
    }
  }
}

TEST_CASE("what is uncertain weighs less and is called a guess; what is unknown is not named") {
  const auto sure = inspireFromFacts(soundsRead(), wordsForSounds(), heardFacts("rain", 0.95));
  const auto guess = inspireFromFacts(soundsRead(), wordsForSounds(), heardFacts("rain", 0.4));
  const auto unknown = inspireFromFacts(soundsRead(), wordsForSounds(), heardFacts("rain", 0.2));
  CHECK(sure.keywords.front().weight > guess.keywords.front().weight);
  CHECK(guess.notes.front().find("guess") != std::string::npos);
  CHECK_FALSE(hasWord(unknown, "rainy"));
  CHECK(unknown.notes.front().find("can't name") != std::string::npos);
}

TEST_CASE("different sounds say different things") {
  const auto fire = inspireFromFacts(soundsRead(), wordsForSounds(), heardFacts("fire_crackling", 0.9));
  const auto saw = inspireFromFacts(soundsRead(), wordsForSounds(), heardFacts("chainsaw", 0.9));
  CHECK(fire.affect.valence > saw.affect.valence + 0.3);
  CHECK(fire.affect.arousal < saw.affect.arousal - 0.5);
  CHECK(fire.affect.tension < saw.affect.tension - 0.5);
}

TEST_CASE("music brings its tempo and its mode, as keywords too") {
  const auto slow = inspireFromFacts(soundsRead(), wordsForSounds(), musicFacts(theory::Mode::Min, 64));
  const auto quick = inspireFromFacts(soundsRead(), wordsForSounds(), musicFacts(theory::Mode::Maj, 150));
  CHECK(slow.mode == theory::Mode::Min);
  CHECK(quick.mode == theory::Mode::Maj);
  CHECK(slow.tempoBpm == std::array<int, 2>{62, 66});
  CHECK(quick.tempoBpm == std::array<int, 2>{148, 152});
  CHECK(hasWord(slow, "A minor"));
  CHECK(hasWord(slow, "slow"));
  CHECK(hasWord(quick, "150 bpm"));
  CHECK(hasWord(quick, "driving"));
  CHECK(slow.affect.arousal < quick.affect.arousal);
  CHECK_FALSE(hasWord(slow, "rainy"));
}

TEST_CASE("silence and speech are answered kindly") {
  audio::SoundFacts facts;
  const auto silence = inspireFromFacts(soundsRead(), wordsForSounds(), facts, {"empty.wav", 0, false, false});
  CHECK(silence.keywords.empty());
  CHECK(silence.notes.front() == "empty.wav: There is nothing to hear in this sound.");
  facts = heardFacts("dog_bark", 0.2);
  facts.kind = audio::SoundKind::Speech;
  facts.speech = 0.9;
  const auto speech = inspireFromFacts(soundsRead(), wordsForSounds(), facts);
  CHECK(speech.notes.front().find("type the line") != std::string::npos);
  CHECK(hasWord(speech, "spoken"));
}

TEST_CASE("a cut or damaged file is said to be one") {
  const auto brief =
      inspireFromFacts(soundsRead(), wordsForSounds(), heardFacts("rain", 0.9), {"long.mp3", 0, true, true});
  REQUIRE(brief.notes.size() == 3);
  CHECK(brief.notes[1].find("first 5 seconds") != std::string::npos);
  CHECK(brief.notes[2].find("damaged") != std::string::npos);
}

TEST_CASE("broken rows of the table are named") {
  const std::string head = "sign\tlow\thigh\tkeyword\tweight\tvalence\tarousal\ttension\tcomplexity\tgenres\tsource\n";
  const std::string good = "heard rain\t0\t1\trainy\t1\t0\t0\t0\t0\tlo-fi,jazz\tus\n";
  const auto words = parseSoundWords(head + good);
  REQUIRE(words.has_value());
  CHECK(words->front().genres == std::vector<std::string>{"lo-fi", "jazz"});
  for (const char* bad : {"heard rain\t0\t1\trainy\n", "heard rain\tx\t1\trainy\t1\t0\t0\t0\t0\t-\tus\n",
                          "heard rain\t0\t1\trainy\t1\t2\t0\t0\t0\t-\tus\n"}) {
    const auto refused = parseSoundWords(head + good + bad);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().message.find("row 3") != std::string::npos);
  }
}

}  // namespace
}  // namespace amuse::inspire
