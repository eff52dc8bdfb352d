#include "app/inspire.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "app/suggest.h"
#include "base/files.h"
#include "base/random.h"

namespace amuse::app {
namespace {

const std::filesystem::path kSource = AMUSE_SOURCE_DIR;

const Engine& engineForEdits() {
  static const auto engine = Engine::open(kSource, PriorSet::Open);
  REQUIRE_MESSAGE(engine.has_value(), engine.error().message);
  return *engine;
}

brief::Brief briefOf(const std::string& text, inspire::KeywordEdits edits = {}) {
  InspireInput input;
  input.text = text;
  input.edits = std::move(edits);
  const auto brief = readInspirations(engineForEdits().reader(), kSource, input);
  REQUIRE_MESSAGE(brief.has_value(), brief.error().message);
  return *brief;
}

/// What the chords of many suggestions have in common.
struct SharedTraits {
  double minorShare = 0, seventhShare = 0;
  theory::Mode mode = theory::Mode::Maj;
  std::string chords;
};

SharedTraits chordsFor(const brief::Brief& brief) {
  SuggestInput input;
  input.brief = brief;
  input.count = 20;
  input.seed = 11;
  const auto answer = suggest(engineForEdits(), input, SystemClock{});
  REQUIRE_MESSAGE(answer.has_value(), answer.error().message);
  SharedTraits facts;
  facts.mode = answer->plan.key.mode;
  double count = 0;
  for (const auto& suggestion : answer->suggestions)
    for (const auto& chord : suggestion.chords) {
      const auto text = theory::toText(chord);
      facts.chords += text + " ";
      facts.minorShare += text.find('m') != std::string::npos && text.find("maj") == std::string::npos ? 1 : 0;
      facts.seventhShare += text.find('7') != std::string::npos || text.find('9') != std::string::npos ? 1 : 0;
      count += 1;
    }
  facts.minorShare /= count;
  facts.seventhShare /= count;
  return facts;
}

TEST_CASE("the edited keywords, not the words typed, drive the chords") {
  const auto read = briefOf("joyful sunshine, and a mournful, lonely night");
  inspire::KeywordEdits noGrief, noJoy;
  for (const auto& keyword : read.keywords) {
    if (!keyword.affect) continue;
    (keyword.affect->valence < 0 ? noGrief : noJoy).without.push_back(keyword.word);
  }
  REQUIRE_FALSE(noGrief.without.empty());
  REQUIRE_FALSE(noJoy.without.empty());
  const auto bright = chordsFor(briefOf("joyful sunshine, and a mournful, lonely night", noGrief));
  const auto dark = chordsFor(briefOf("joyful sunshine, and a mournful, lonely night", noJoy));
  CHECK_FALSE(theory::isMinorFamily(bright.mode));
  CHECK(theory::isMinorFamily(dark.mode));
  CHECK(bright.chords != dark.chords);
}

TEST_CASE("a keyword added or weighed moves the chords its way") {
  inspire::KeywordEdits plain, rich, slightlyRich;
  plain.add = {{"folk", 1, {}}, {"simple", 1, {}}};
  rich.add = {{"jazz", 1, {}}, {"sophisticated", 1, {}}};
  slightlyRich.add = {{"jazz", 0.3, {}}, {"sophisticated", 0.3, {}}, {"folk", 1, {}}, {"simple", 1, {}}};
  const double simple = chordsFor(briefOf("a walk by the river", plain)).seventhShare;
  const double jazzy = chordsFor(briefOf("a walk by the river", rich)).seventhShare;
  const double between = chordsFor(briefOf("a walk by the river", slightlyRich)).seventhShare;
  CHECK(jazzy > simple + 0.25);
  CHECK(between < jazzy);
}

TEST_CASE("text alone reads as it always did, and nothing at all is neutral") {
  const auto direct = inspire::inspireText(engineForEdits().reader(), "sad but hopeful");
  CHECK(briefOf("sad but hopeful") == *direct);
  CHECK(briefOf("").affect == brief::Affect{});
}

TEST_CASE("weights out of range are refused") {
  InspireInput input;
  input.text = "x";
  input.textWeight = 11;
  CHECK(readInspirations(engineForEdits().reader(), kSource, input).error().code == ErrorCode::InvalidArgument);
}

/// Even ticks as a WAV file.
std::string ticksWav() {
  constexpr int kRate = 22050;
  std::vector<std::int16_t> samples(5 * kRate);
  Random random(4);
  for (std::size_t start = kRate / 4; start < samples.size(); start += kRate / 2)
    for (std::size_t i = 0; i < 300 && start + i < samples.size(); ++i)
      samples[start + i] =
          static_cast<std::int16_t>(26000 * random.uniform(-1, 1) * std::exp(-static_cast<double>(i) / 60));
  std::string out = "RIFF";
  const auto put = [&out](std::size_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(value >> (8 * i) & 0xff));
  };
  put(36 + samples.size() * 2, 4);
  out += "WAVEfmt ";
  put(16, 4), put(1, 2), put(1, 2), put(kRate, 4), put(kRate * 2, 4), put(2, 2), put(16, 2);
  out += "data";
  put(samples.size() * 2, 4);
  for (const std::int16_t sample : samples) put(static_cast<std::uint16_t>(sample), 2);
  return out;
}

TEST_CASE("a text that was read is remembered as it was read, and edits of its keywords are not") {
  Senses senses(kSource);
  InspireInput input;
  input.text = "rain on the window of an empty train";
  const auto& reader = engineForEdits().reader();
  const auto first = readInspirations(reader, senses, input);
  REQUIRE(first.has_value());
  CHECK(senses.recall("text " + input.text));
  InspireInput edited = input;
  edited.edits.without = {first->keywords.front().word};
  const auto changed = readInspirations(reader, senses, edited);
  const auto again = readInspirations(reader, senses, input);
  REQUIRE((changed && again));
  CHECK(*changed != *first);
  CHECK(*again == *first);
}

TEST_CASE("a sound and words are blended, and a file that is no sound is named") {
  if (!std::filesystem::exists(programFolder() / "amuse-media")) {
    MESSAGE("skipped: amuse-media is not built (AMUSE_MEDIA=OFF)");
    return;
  }
  InspireInput input;
  input.sounds = {{"clock.wav", ticksWav(), 1}};
  const auto alone = readInspirations(engineForEdits().reader(), kSource, input);
  REQUIRE_MESSAGE(alone.has_value(), alone.error().message);
  const auto ticking = [](const brief::Brief& brief) {
    return std::find_if(brief.keywords.begin(), brief.keywords.end(),
                        [](const auto& k) { return k.word == "ticking"; });
  };
  REQUIRE(ticking(*alone) != alone->keywords.end());
  CHECK(std::holds_alternative<brief::SoundEvidence>(ticking(*alone)->evidence.front()));
  input.text = "a bright sunny morning";
  const auto both = readInspirations(engineForEdits().reader(), kSource, input);
  REQUIRE(both.has_value());
  CHECK(ticking(*both) != both->keywords.end());
  CHECK(both->affect.valence > alone->affect.valence);
  input.sounds[0].weight = 0;
  CHECK(readInspirations(engineForEdits().reader(), kSource, input) ==
        inspire::inspireText(engineForEdits().reader(), input.text));
  input.sounds = {{"notes.txt", "just some notes", 1}};
  const auto refused = readInspirations(engineForEdits().reader(), kSource, input);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::Unsupported);
  CHECK(refused.error().message.find("notes.txt: ") == 0);
}

TEST_CASE("a picture is read beside words, and what is no picture is named") {
  if (!std::filesystem::exists(programFolder() / "amuse-media")) {
    MESSAGE("skipped: amuse-media is not built (AMUSE_MEDIA=OFF)");
    return;
  }
  const auto bytes = readFile(std::filesystem::path(AMUSE_SOURCE_DIR) / "tests/golden/media/quarters.jpg");
  REQUIRE(bytes.has_value());
  InspireInput input;
  input.images = {{"quarters.jpg", *bytes, 1}};
  const auto alone = readInspirations(engineForEdits().reader(), kSource, input);
  REQUIRE_MESSAGE(alone.has_value(), alone.error().message);
  REQUIRE_FALSE(alone->keywords.empty());
  const bool hasColour = std::any_of(alone->keywords.begin(), alone->keywords.end(), [](const auto& keyword) {
    return !keyword.evidence.empty() && std::holds_alternative<brief::ColourEvidence>(keyword.evidence.front());
  });
  CHECK(hasColour);
  CHECK(alone->notes.front().find("quarters.jpg") != std::string::npos);
  input.text = "a sad goodbye";
  const auto both = readInspirations(engineForEdits().reader(), kSource, input);
  REQUIRE(both.has_value());
  CHECK(both->affect.valence < alone->affect.valence);
  input.images = {{"notes.txt", "just some notes", 1}};
  const auto refused = readInspirations(engineForEdits().reader(), kSource, input);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().message.find("notes.txt: no picture") == 0);
}

}  // namespace
}  // namespace amuse::app
