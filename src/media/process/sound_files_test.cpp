#include "media/process/sound_files.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace amuse::media {
namespace {

StereoAudio tone(double seconds) {
  StereoAudio audio{{}, {}, 44100};
  for (int i = 0; i < static_cast<int>(seconds * 44100); ++i) {
    audio.left.push_back(static_cast<float>(0.5 * std::sin(0.05 * i)));
    audio.right.push_back(static_cast<float>(0.25 * std::sin(0.03 * i)));
  }
  return audio;
}

std::uint32_t number(const std::string& bytes, std::size_t at, int size) {
  std::uint32_t value = 0;
  for (int i = size - 1; i >= 0; --i)
    value = value << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
  return value;
}

TEST_CASE("a WAV file says what it holds and holds it") {
  const auto audio = tone(0.1);
  const std::string bytes = toWav(audio);
  REQUIRE(bytes.size() == 44 + audio.left.size() * 4);
  CHECK(bytes.substr(0, 4) == "RIFF");
  CHECK(number(bytes, 4, 4) == bytes.size() - 8);
  CHECK(bytes.substr(8, 8) == "WAVEfmt ");
  CHECK(number(bytes, 20, 2) == 1);
  CHECK(number(bytes, 22, 2) == 2);
  CHECK(number(bytes, 24, 4) == 44100);
  CHECK(number(bytes, 28, 4) == 44100 * 4);
  CHECK(number(bytes, 34, 2) == 16);
  CHECK(number(bytes, 40, 4) == bytes.size() - 44);
  for (std::size_t i = 0; i < audio.left.size(); i += 50) {
    const auto left = static_cast<std::int16_t>(number(bytes, 44 + 4 * i, 2));
    const auto right = static_cast<std::int16_t>(number(bytes, 46 + 4 * i, 2));
    CHECK(std::abs(left - audio.left[i] * 32767) <= 1.51f);  // Rounding and dither of one step each way.
    CHECK(std::abs(right - audio.right[i] * 32767) <= 1.51f);
  }
}

TEST_CASE("samples out of range are clipped, silence stays exact") {
  const std::string bytes = toWav({{5, -5, 0}, {0, 0, 0}, 44100});
  CHECK(static_cast<std::int16_t>(number(bytes, 44, 2)) == 32767);
  CHECK(static_cast<std::int16_t>(number(bytes, 48, 2)) == -32768);
  CHECK(number(bytes, 52, 4) == 0);
}

TEST_CASE("an Ogg file's pages end with the sound's length") {
  const auto audio = tone(1.5);
  const auto bytes = toOgg(audio);
  REQUIRE(bytes.has_value());
  CHECK(bytes == toOgg(audio));
  const std::size_t last = bytes->rfind("OggS");
  REQUIRE(last != std::string::npos);
  CHECK((bytes->at(last + 5) & 4) == 4);                    // End of stream.
  CHECK(number(*bytes, last + 6, 4) == audio.left.size());  // Granule position: frames.
}

TEST_CASE("floats are interleaved") {
  const std::string bytes = toFloats({{1, 3}, {2, 4}, 44100});
  std::array<float, 4> values{};
  REQUIRE(bytes.size() == sizeof values);
  std::memcpy(values.data(), bytes.data(), sizeof values);
  CHECK(values == std::array<float, 4>{1, 2, 3, 4});
}

}  // namespace
}  // namespace amuse::media
