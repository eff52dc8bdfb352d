#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "base/random.h"
#include "media/process/sound_files.h"

namespace amuse::media {
namespace {

void putLittleEndian(std::string& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(value >> (8 * i) & 0xff));
}

constexpr std::uint32_t kChannels = 2, kBytesPerSample = 2;

std::string wavHeader(std::uint32_t dataBytes, std::uint32_t sampleRateHz) {
  std::string out = "RIFF";
  putLittleEndian(out, 36 + dataBytes, 4);
  out += "WAVEfmt ";
  putLittleEndian(out, 16, 4);
  putLittleEndian(out, 1, 2);  // PCM.
  putLittleEndian(out, kChannels, 2);
  putLittleEndian(out, sampleRateHz, 4);
  putLittleEndian(out, sampleRateHz * kChannels * kBytesPerSample, 4);
  putLittleEndian(out, kChannels * kBytesPerSample, 2);
  putLittleEndian(out, 8 * kBytesPerSample, 2);
  out += "data";
  putLittleEndian(out, dataBytes, 4);
  return out;
}

/// Rounds to 16 bits with triangular noise of one step, which turns rounding distortion into even, inaudible hiss.
class Ditherer {
 public:
  std::int16_t toSample(float value) noexcept {
    const std::uint64_t bits = random_.next64();
    const auto first = static_cast<float>(bits & 0xffff), second = static_cast<float>(bits >> 16 & 0xffff);
    const float noise = (first - second) * (1.0f / 65536.0f);
    return static_cast<std::int16_t>(std::clamp(std::lrint(value * 32767.0f + noise), -32768l, 32767l));
  }

 private:
  Random random_{1};
};

}  // namespace

std::string toWav(const StereoAudio& audio) {
  const std::size_t frames = audio.left.size();
  const auto dataBytes = static_cast<std::uint32_t>(frames * kChannels * kBytesPerSample);
  std::string out = wavHeader(dataBytes, static_cast<std::uint32_t>(audio.sampleRateHz));
  const std::size_t header = out.size();
  out.resize(header + dataBytes);
  char* to = out.data() + header;
  Ditherer dither;
  for (std::size_t i = 0; i < frames; ++i, to += 4) {
    const bool isSilent = audio.left[i] == 0 && audio.right[i] == 0;
    const std::int16_t left = isSilent ? std::int16_t{0} : dither.toSample(audio.left[i]);
    const std::int16_t right = isSilent ? std::int16_t{0} : dither.toSample(audio.right[i]);
    to[0] = static_cast<char>(left & 0xff);
    to[1] = static_cast<char>(left >> 8);
    to[2] = static_cast<char>(right & 0xff);
    to[3] = static_cast<char>(right >> 8);
  }
  return out;
}

std::string toFloats(const StereoAudio& audio) {
  static_assert(std::endian::native == std::endian::little);
  std::string out(audio.left.size() * 8, '\0');
  for (std::size_t i = 0; i < audio.left.size(); ++i) {
    std::memcpy(out.data() + i * 8, &audio.left[i], 4);
    std::memcpy(out.data() + i * 8 + 4, &audio.right[i], 4);
  }
  return out;
}

}  // namespace amuse::media
