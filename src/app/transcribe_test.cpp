#include "app/transcribe.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "app/render.h"
#include "base/files.h"
#include "song/song_builder.h"

using namespace amuse;
using namespace amuse::app;

TEST_CASE("stretches of a recording are named as clocks show them") {
  CHECK(*parseTimeSpan("1:30-2:45") == TimeSpan{90, 165.0});
  CHECK(*parseTimeSpan("90-") == TimeSpan{90, std::nullopt});
  CHECK(*parseTimeSpan(" 12.5 - 20 ") == TimeSpan{12.5, 20.0});
  CHECK(*parseTimeSpan("1:02:00-1:05:30.5") == TimeSpan{3720, 3930.5});
  for (const char* text : {"", "-", "x-3", "1:70-3:00", "1:2:3:4-", "-30", "nan-", "3-2:9:"}) {
    CAPTURE(text);
    CHECK_FALSE(parseTimeSpan(text).has_value());
  }
  CHECK(parseTimeSpan("20-10").error().code == ErrorCode::InvalidArgument);
  CHECK(parseTimeSpan("0-15:01").error().code == ErrorCode::InvalidArgument);
  CHECK(parseTimeSpan("99:00:00-").error().code == ErrorCode::InvalidArgument);
  CHECK(clockText(754.9) == "12:34");
  CHECK(clockText(3725) == "1:02:05");
}

namespace {

bool canDecode() {
  if (std::filesystem::exists(programFolder() / "amuse-media")) return true;
  MESSAGE("skipped: amuse-media is not built (AMUSE_MEDIA=OFF)");
  return false;
}

/// A WAV file of silence.
std::string silence(int seconds, int rate) {
  std::string out = "RIFF";
  const auto put = [&out](std::size_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(value >> (8 * i) & 0xff));
  };
  const auto data = static_cast<std::size_t>(seconds) * static_cast<std::size_t>(rate);
  put(36 + data, 4);
  out += "WAVEfmt ";
  put(16, 4), put(1, 2), put(1, 2), put(static_cast<std::size_t>(rate), 4), put(static_cast<std::size_t>(rate), 4);
  put(1, 2), put(8, 2);
  out += "data";
  put(data, 4);
  return out + std::string(data, '\x80');
}

}  // namespace

TEST_CASE("a recording over fifteen minutes is refused with the stretch to name; a stretch of it is heard") {
  if (!canDecode()) return;
  Senses senses(AMUSE_SOURCE_DIR);
  TranscribeInput input{"long.wav", silence(905, 8000), {}, {}};
  const auto refused = transcribeFile(senses, input);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::TooLarge);
  CHECK(refused.error().message ==
        "long.wav: the recording is 15:05 long; at most 15 minutes are heard at once: --span 0:00-15:00");
  input.span = {890, 900.0};
  double before = -1;
  const auto heard = transcribeFile(senses, input, [&](double share) {
    CHECK(share >= before);
    before = share;
  });
  REQUIRE_MESSAGE(heard.has_value(), heard.error().message);
  CHECK(before == doctest::Approx(1));
  CHECK(heard->durationSeconds == doctest::Approx(10).epsilon(0.01));
  REQUIRE(heard->chords.size() == 1);
  CHECK_FALSE(heard->chords[0].chord.has_value());
  CHECK(heard->chords[0].start == doctest::Approx(890));
  input.span = {1000, std::nullopt};
  CHECK(transcribeFile(senses, input).error().code == ErrorCode::InvalidArgument);
  input.bytes = "no sound";
  input.span = {};
  CHECK(transcribeFile(senses, input).error().code == ErrorCode::Unsupported);
  std::stop_source stopped;
  stopped.request_stop();
  input.bytes = silence(30, 8000);
  CHECK(transcribeFile(senses, input, {}, stopped.get_token()).error().code == ErrorCode::Cancelled);
}

TEST_CASE("a song that we play ourselves is heard again") {
  if (!canDecode()) return;
  auto player = Player::open(AMUSE_SOURCE_DIR);
  REQUIRE(player.has_value());
  std::vector<theory::ChordSymbol> chords;
  for (const char* symbol : {"G", "Em", "C", "D", "G", "Em", "C", "D"})
    chords.push_back(*theory::parseChordSymbol(symbol));
  const std::vector<double> beats(8, 4);
  const auto song = song::makeSong("loop", {{4, 0}, theory::Mode::Maj}, {4, 4}, 100, chords, beats);
  PlayOptions how;
  how.wishes.groove = "pop";
  auto sound = player->sound(player->dressed(song, how), how, media::AudioFormat::Ogg);
  if (!sound) {
    MESSAGE("skipped: ", sound.error().message);
    return;
  }
  Senses senses(AMUSE_SOURCE_DIR);
  const auto heard = transcribeFile(senses, {"loop.ogg", *std::move(sound), {}, {}});
  REQUIRE_MESSAGE(heard.has_value(), heard.error().message);
  CHECK(heard->beatsPerBar == 4);
  CHECK(heard->tempoBpm == doctest::Approx(100).epsilon(0.02));
  REQUIRE_FALSE(heard->keys.empty());
  CHECK(theory::toText(heard->keys[0].key.tonic) == "G");
  double right = 0;
  for (const auto& chord : heard->chords)
    for (std::size_t i = 0; i < chords.size(); ++i) {
      const double from = std::max(chord.start, 2.4 * static_cast<double>(i));
      const double until = std::min(chord.end, 2.4 * static_cast<double>(i + 1));
      if (until > from && chord.chord && chord.chord->root == chords[i].root) right += until - from;
    }
  CHECK(right > 0.85 * 19.2);
}
