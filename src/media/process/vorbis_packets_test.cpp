#include "media/process/vorbis_packets.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "base/random.h"
#include "media/process/audio_decoder.h"
#include "media/process/sound_files.h"

namespace amuse::media {
namespace {

constexpr int kRateHz = 44100;

/// A soft chord; with `beats`, a click every third of a second besides, at places off any grid.
StereoAudio song(double seconds, bool beats) {
  StereoAudio audio{{}, {}, kRateHz};
  Random random(3);
  double click = 0;
  for (int i = 0; i < static_cast<int>(seconds * kRateHz); ++i) {
    if (beats && i % 14701 == 0) click = 0.6;
    click *= 0.998;
    const double chord = 0.1 * (std::sin(0.03 * i) + std::sin(0.0378 * i) + std::sin(0.045 * i));
    const double noise = click * (2 * random.uniform() - 1);
    audio.left.push_back(static_cast<float>(chord + noise));
    audio.right.push_back(static_cast<float>(chord - 0.5 * noise));
  }
  return audio;
}

/// Blocks overlap by half of the smaller half: a decoder gives that many frames for each.
bool followsOn(const VorbisPacket& before, const VorbisPacket& packet) {
  return packet.endFrame - before.endFrame == (before.blockFrames + packet.blockFrames) / 4;
}

/// Root mean square of the difference between the mono sound and its decoded copy over a tenth of a second.
double errorAt(const StereoAudio& audio, const std::vector<float>& copy, std::size_t from) {
  double sum = 0;
  for (std::size_t i = from; i < from + kRateHz / 10; ++i) {
    const double difference =
        0.5 * (static_cast<double>(audio.left[i]) + static_cast<double>(audio.right[i])) - static_cast<double>(copy[i]);
    sum += difference * difference;
  }
  return std::sqrt(sum / (kRateHz / 10));
}

TEST_CASE("packets of long sound follow on each other across the joint and end with the sound") {
  for (const bool beats : {false, true}) {
    const auto audio = song(40, beats);
    const auto stream = encodeVorbis(audio);
    REQUIRE(stream.has_value());
    REQUIRE(stream->headers.size() == 3);
    REQUIRE(stream->packets.size() > 100);
    for (std::size_t i = 1; i + 1 < stream->packets.size(); ++i) {
      CHECK(followsOn(stream->packets[i - 1], stream->packets[i]));
    }
    CHECK(stream->packets.back().endFrame == static_cast<long long>(audio.left.size()));
    CHECK(stream->packets == encodeVorbis(audio)->packets);
  }
}

TEST_CASE("long sound decodes as well at the joint as elsewhere") {
  for (const bool beats : {false, true}) {
    const auto audio = song(40, beats);
    const auto file = toOgg(audio);
    REQUIRE(file.has_value());
    const auto copy = decodeAudio(*file, {kRateHz, 60});
    REQUIRE(copy.has_value());
    REQUIRE(copy->samples.size() == audio.left.size());
    // The second part begins at ten seconds: before, there is no joint.
    double before = 0, highest = 0;
    for (std::size_t at = kRateHz; at + kRateHz < audio.left.size(); at += kRateHz / 10) {
      highest = std::max(highest, errorAt(audio, copy->samples, at));
      if (at < 10 * kRateHz) before = highest;
    }
    CHECK(before < 0.03);
    CHECK(highest < 1.25 * before);
  }
}

TEST_CASE("sound of no frames is headers and an end") {
  const auto stream = encodeVorbis({{}, {}, kRateHz});
  REQUIRE(stream.has_value());
  CHECK(stream->packets.size() <= 1);
}

}  // namespace
}  // namespace amuse::media
