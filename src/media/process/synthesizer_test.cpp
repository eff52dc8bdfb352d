#include "media/process/synthesizer.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "media/process/sound_font.h"

using namespace amuse;
using namespace amuse::media;

namespace {

constexpr int kRateHz = 44100;

/// The soundfont, or nothing, said aloud, where none is installed.
const SoundFontFile* soundFont() {
  static const auto font = openSoundFont();
  if (!font) MESSAGE("skipped: ", font.error().message);
  return font ? &*font : nullptr;
}

/// A second of one note; a chorus controller of -1 is not sent.
std::vector<float> played(Synthesizer& synthesizer, int channel, int program, int key, int chorus = -1) {
  synthesizer.play({0, 0xc0 | channel, program, 0});
  if (chorus >= 0) synthesizer.play({0, 0xb0 | channel, 93, chorus});
  synthesizer.play({0, 0x90 | channel, key, 100});
  std::vector<float> left(kRateHz), right(kRateHz);
  synthesizer.render(left, right);
  return left;
}

double energyOf(const std::vector<float>& samples) {
  double sum = 0;
  for (const float sample : samples) sum += static_cast<double>(sample) * static_cast<double>(sample);
  return sum;
}

}  // namespace

TEST_CASE("the chorus runs where a preset or a controller asks for it, and only there") {
  const SoundFontFile* font = soundFont();
  if (font == nullptr) return;
  struct Row {
    int channel, program, key, chorus;
    bool runs;
  };
  constexpr Row kRows[] = {{0, 0, 60, -1, false}, {0, 25, 60, -1, false}, {1, 33, 36, -1, false}, {9, 8, 38, -1, false},
                           {0, 0, 60, 0, false},  {0, 0, 60, 100, true},  {0, 4, 60, -1, true}};
  for (const Row& row : kRows) {
    CAPTURE(row.program);
    CAPTURE(row.chorus);
    auto synthesizer = Synthesizer::make(font->bytes.bytes(), kRateHz);
    REQUIRE(synthesizer.has_value());
    CHECK_FALSE(synthesizer->hasChorus());
    CHECK(energyOf(played(*synthesizer, row.channel, row.program, row.key, row.chorus)) > 0);
    CHECK(synthesizer->hasChorus() == row.runs);
  }
}

TEST_CASE("a chorus that starts with its note is heard from that note on") {
  const SoundFontFile* font = soundFont();
  if (font == nullptr) return;
  auto plain = Synthesizer::make(font->bytes.bytes(), kRateHz), sent = Synthesizer::make(font->bytes.bytes(), kRateHz);
  REQUIRE((plain.has_value() && sent.has_value()));
  const auto dry = played(*plain, 0, 0, 60), wet = played(*sent, 0, 0, 60, 127);
  std::vector<float> between(dry.size());
  std::transform(dry.begin(), dry.end(), wet.begin(), between.begin(), [](float a, float b) { return b - a; });
  CHECK(energyOf(between) > 0.001 * energyOf(dry));
}
