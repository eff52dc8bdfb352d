#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <numbers>
#include <optional>

#include "base/files.h"
#include "base/random.h"
#include "media/media_client.h"

namespace amuse::media {
namespace {

std::optional<MediaClient> startDecoder() {
  MediaOptions options;
  options.program = programFolder() / "amuse-media";
  if (!std::filesystem::exists(options.program)) {
    MESSAGE("skipped: amuse-media is not built (AMUSE_MEDIA=OFF)");
    return std::nullopt;
  }
  auto client = MediaClient::start(std::move(options));
  REQUIRE_MESSAGE(client.has_value(), client.error().message);
  return std::move(*client);
}

std::string goldenTone(const std::string& extension) {
  const auto bytes =
      readFile(std::filesystem::path(AMUSE_SOURCE_DIR) / "tests/golden/media" / ("tone." + extension), 1u << 20);
  REQUIRE(bytes.has_value());
  return *bytes;
}

/// A WAV file of 16-bit samples.
std::string wavOf(const std::vector<std::int16_t>& samples, int rate, int channels) {
  std::string out = "RIFF";
  const auto put = [&out](std::size_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(value >> (8 * i) & 0xff));
  };
  const std::size_t data = samples.size() * 2;
  put(36 + data, 4);
  out += "WAVEfmt ";
  put(16, 4), put(1, 2), put(static_cast<std::size_t>(channels), 2), put(static_cast<std::size_t>(rate), 4);
  put(static_cast<std::size_t>(rate * channels * 2), 4), put(static_cast<std::size_t>(channels * 2), 2), put(16, 2);
  out += "data";
  put(data, 4);
  for (const std::int16_t sample : samples) put(static_cast<std::uint16_t>(sample), 2);
  return out;
}

std::vector<std::int16_t> sine(double hertz, double seconds, int rate) {
  std::vector<std::int16_t> samples(static_cast<std::size_t>(seconds * rate));
  for (std::size_t i = 0; i < samples.size(); ++i)
    samples[i] =
        static_cast<std::int16_t>(16384 * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / rate));
  return samples;
}

/// The amplitude of one frequency, by correlation with a sine and a cosine.
double amplitudeAt(const MonoAudio& audio, double hertz) {
  double re = 0, im = 0;
  for (std::size_t i = 0; i < audio.samples.size(); ++i) {
    const double phase = 2 * std::numbers::pi * hertz * static_cast<double>(i) / audio.sampleRateHz;
    re += audio.samples[i] * std::cos(phase);
    im += audio.samples[i] * std::sin(phase);
  }
  return 2 * std::hypot(re, im) / static_cast<double>(audio.samples.size());
}

TEST_CASE("every common kind of sound file gives the tones that are in it") {
  auto client = startDecoder();
  if (!client) return;
  // 440 Hz on the left, 660 Hz on the right, an eighth of full scale each; half a second.
  for (const char* extension : {"mp3", "m4a", "webm", "ogg", "flac", "aiff"}) {
    CAPTURE(extension);
    const auto decoded = client->decodeAudio(goldenTone(extension));
    REQUIRE_MESSAGE(decoded.has_value(), decoded.error().message);
    CHECK(decoded->audio.sampleRateHz == 22050);
    // Encoders put up to a tenth of a second around the sound.
    CHECK(decoded->audio.durationSeconds() == doctest::Approx(0.55).epsilon(0.15));
    CHECK(amplitudeAt(decoded->audio, 440) == doctest::Approx(0.0625).epsilon(0.2));
    CHECK(amplitudeAt(decoded->audio, 660) == doctest::Approx(0.0625).epsilon(0.2));
    CHECK(amplitudeAt(decoded->audio, 550) < 0.005);
    CHECK(decoded->report.channels == 2);
    CHECK_FALSE(decoded->report.isCut);
    CHECK_FALSE(decoded->report.isDamaged);
  }
}

TEST_CASE("rates are changed without changing pitch or length") {
  auto client = startDecoder();
  if (!client) return;
  for (const int rate : {8000, 22050, 48000, 96000}) {
    CAPTURE(rate);
    const auto decoded = client->decodeAudio(wavOf(sine(1000, 1, rate), rate, 1));
    REQUIRE(decoded.has_value());
    CHECK(decoded->audio.durationSeconds() == doctest::Approx(1).epsilon(0.01));
    CHECK(amplitudeAt(decoded->audio, 1000) == doctest::Approx(0.5).epsilon(0.05));
  }
}

TEST_CASE("a longer file is cut where asked, and it is said") {
  auto client = startDecoder();
  if (!client) return;
  const auto decoded = client->decodeAudio(wavOf(sine(440, 3, 22050), 22050, 1), {22050, 1, 30});
  REQUIRE(decoded.has_value());
  CHECK(decoded->audio.samples.size() == 22050);
  CHECK(decoded->report.isCut);
  CHECK(decoded->report.fileSeconds == doctest::Approx(3));
}

TEST_CASE("a stretch of a file begins where asked; none begins after the end") {
  auto client = startDecoder();
  if (!client) return;
  auto samples = sine(440, 2, 22050);
  for (const auto sample : sine(1000, 2, 22050)) samples.push_back(sample);
  const std::string file = wavOf(samples, 22050, 1);
  const auto decoded = client->decodeAudio(file, {22050, 1, 30, 2.5});
  REQUIRE(decoded.has_value());
  CHECK(decoded->audio.samples.size() == 22050);
  CHECK(amplitudeAt(decoded->audio, 1000) == doctest::Approx(0.5).epsilon(0.05));
  CHECK(amplitudeAt(decoded->audio, 440) < 0.01);
  CHECK(decoded->report.isCut);
  CHECK_FALSE(client->decodeAudio(file, {22050, 10, 30, 3.5})->report.isCut);
  CHECK(client->decodeAudio(file, {22050, 1, 30, 5}).error().code == ErrorCode::InvalidArgument);
  CHECK(client->decodeAudio(file, {22050, 1, 30, 1e6}).error().code == ErrorCode::InvalidArgument);
}

TEST_CASE("what is no sound is refused in one line, and the process lives on") {
  auto client = startDecoder();
  if (!client) return;
  for (const std::string& bytes : {std::string(), std::string("not a sound at all"), std::string(5000, '\0'),
                                   wavOf({}, 22050, 1), std::string("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"),
                                   std::string("ffconcat version 1.0\nfile /etc/passwd\n")}) {
    const auto decoded = client->decodeAudio(bytes);
    REQUIRE_FALSE(decoded.has_value());
    CHECK((decoded.error().code == ErrorCode::Unsupported || decoded.error().code == ErrorCode::Parse));
    CHECK(decoded.error().message.find('\n') == std::string::npos);
  }
  CHECK(client->decodeAudio(std::string(kMaxInputBytes + 1, 'x')).error().code == ErrorCode::TooLarge);
  CHECK(client->decodeAudio(goldenTone("mp3"), {12345, 10, 30}).error().code == ErrorCode::InvalidArgument);
  CHECK(client->decodeAudio(goldenTone("mp3"), {22050, 1e6, 30}).error().code == ErrorCode::InvalidArgument);
  CHECK(client->decodeAudio(goldenTone("mp3")).has_value());
}

TEST_CASE("truncated and scrambled files give samples or one error, never a hang") {
  auto client = startDecoder();
  if (!client) return;
  Random random(5);
  for (const char* extension : {"mp3", "m4a", "webm", "ogg", "flac", "aiff"}) {
    CAPTURE(extension);
    const std::string whole = goldenTone(extension);
    for (int trial = 0; trial < 12; ++trial) {
      std::string bytes = whole.substr(0, whole.size() * static_cast<std::size_t>(trial + 1) / 12);
      for (int i = 0; i < trial; ++i) bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
      const auto decoded = client->decodeAudio(bytes, {22050, 5, 10});
      if (!decoded) {
        CHECK_FALSE(decoded.error().message.empty());
      } else {
        for (const float sample : decoded->audio.samples) CHECK_MESSAGE(std::abs(sample) <= 1, "out of range");
      }
    }
  }
  CHECK(client->decodeAudio(goldenTone("ogg")).has_value());
}

}  // namespace
}  // namespace amuse::media
