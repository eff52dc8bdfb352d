#include "media/media_client.h"

#include <doctest/doctest.h>

#include <chrono>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <numbers>
#include <thread>

#include "base/files.h"
#include "base/midi_file.h"

namespace amuse::media {
namespace {

std::filesystem::path programNamed(const char* name) { return programFolder() / name; }

/// The process under test, or nothing, said aloud, where it is not built.
std::optional<MediaClient> startClient(const char* program, MediaOptions options = {}) {
  options.program = programNamed(program);
  if (!std::filesystem::exists(options.program)) {
    MESSAGE("skipped: ", program, " is not built (AMUSE_MEDIA=OFF)");
    return std::nullopt;
  }
  auto client = MediaClient::start(std::move(options));
  REQUIRE_MESSAGE(client.has_value(), client.error().message);
  return std::move(*client);
}

/// The same with a soundfont, or nothing, said aloud, where none is installed.
std::optional<MediaClient> startRenderer() {
  auto client = startClient("amuse-media");
  if (client && client->hello().soundFont.empty()) {
    MESSAGE("skipped: ", client->hello().problem);
    return std::nullopt;
  }
  return client;
}

Frame probe(const char* what) { return {FrameType::Probe, 0, what}; }

/// Two seconds of notes held together on the piano.
std::string chordMidi(std::initializer_list<int> pitches) {
  MidiFile file{1, {960, 0}, {{{}, 3840}}};
  for (const int pitch : pitches) file.tracks[0].events.push_back({0, 0x90, pitch, 90, ""});
  for (const int pitch : pitches) file.tracks[0].events.push_back({3840, 0x80, pitch, 64, ""});
  return toBytes(file);
}

/// Energy at one frequency in the first two seconds. Source: Goertzel, American Mathematical Monthly 65 (1958), p. 34.
double energyAt(const StereoAudio& audio, double hertz) {
  const double step = 2 * std::numbers::pi * hertz / audio.sampleRateHz;
  const double factor = 2 * std::cos(step);
  double before = 0, last = 0;
  const std::size_t frames = 2 * static_cast<std::size_t>(audio.sampleRateHz);
  for (std::size_t i = 0; i < frames; ++i) {
    const double now = static_cast<double>(audio.left[i] + audio.right[i]) + factor * last - before;
    before = last;
    last = now;
  }
  return last * last + before * before - factor * last * before;
}

double hertzOf(double midiPitch) { return 440 * std::exp2((midiPitch - 69) / 12); }

TEST_CASE("a C major chord sounds as one") {
  auto client = startRenderer();
  if (!client) return;
  const auto audio = client->renderMidiToSamples(chordMidi({60, 64, 67}));
  REQUIRE_MESSAGE(audio.has_value(), audio.error().message);
  for (const int pitch : {60, 64, 67}) {
    CAPTURE(pitch);
    // Far above the semitones on both sides, none of which is played.
    CHECK(energyAt(*audio, hertzOf(pitch)) > 100 * energyAt(*audio, hertzOf(pitch - 1)));
    CHECK(energyAt(*audio, hertzOf(pitch)) > 100 * energyAt(*audio, hertzOf(pitch + 1)));
  }
}

TEST_CASE("sound is as loud as asked, below full scale, and ends with its tail") {
  auto client = startRenderer();
  if (!client) return;
  for (const double target : {-16.0, -23.0}) {
    RenderOptions options;
    options.loudnessLufs = target;
    options.format = AudioFormat::Float;
    const auto rendered = client->renderMidi(chordMidi({48, 60, 64, 67}), options);
    REQUIRE_MESSAGE(rendered.has_value(), rendered.error().message);
    const auto& report = rendered->report;
    CHECK(report.loudnessLufs == doctest::Approx(target).epsilon(0.5 / 16));
    CHECK(report.truePeakDb <= -1);
    CHECK(report.musicSeconds == doctest::Approx(2));
    CHECK(report.totalSeconds > 2.2);
    CHECK(report.totalSeconds <= 8.3);
    CHECK(rendered->bytes.size() == static_cast<std::size_t>(std::lround(report.totalSeconds * 44100)) * 8);
    float peak = 0, last = 1;
    for (std::size_t i = 0; i + 4 <= rendered->bytes.size(); i += 4) {
      std::memcpy(&last, rendered->bytes.data() + i, 4);
      peak = std::max(peak, std::abs(last));
    }
    CHECK(peak > 0.01f);
    CHECK(peak < 0.9f);
    CHECK(std::abs(last) < 1e-4f);
  }
}

TEST_CASE("the same notes give the same sound, also in a new process") {
  auto client = startRenderer();
  if (!client) return;
  const auto first = client->renderMidi(chordMidi({60, 64, 67}));
  const auto second = client->renderMidi(chordMidi({60, 64, 67}));
  auto other = startRenderer();
  const auto third = other->renderMidi(chordMidi({60, 64, 67}));
  REQUIRE(first.has_value());
  REQUIRE(second.has_value());
  REQUIRE(third.has_value());
  CHECK(first->bytes == second->bytes);
  CHECK(first->bytes == third->bytes);
}

TEST_CASE("files begin as their formats do") {
  auto client = startRenderer();
  if (!client) return;
  RenderOptions options;
  CHECK(client->renderMidi(chordMidi({60}), options)->bytes.substr(0, 4) == "RIFF");
  options.format = AudioFormat::Ogg;
  CHECK(client->renderMidi(chordMidi({60}), options)->bytes.substr(0, 4) == "OggS");
}

TEST_CASE("what can't be rendered is refused, and the process lives on") {
  auto client = startRenderer();
  if (!client) return;
  CHECK(client->renderMidi("no music").error().code == ErrorCode::Parse);
  CHECK(client->renderMidi(std::string(kMaxMidiRequestBytes + 1, 'x')).error().code == ErrorCode::TooLarge);
  const MidiFile hours{1, {960, 0}, {{{}, std::int64_t{960} * 120 * 60}}};
  CHECK(client->renderMidi(toBytes(hours)).error().code == ErrorCode::TooLarge);
  RenderOptions strange;
  strange.sampleRateHz = 12345;
  CHECK(client->renderMidi(chordMidi({60}), strange).error().code == ErrorCode::InvalidArgument);
  CHECK(client->renderMidi(chordMidi({60})).has_value());
}

TEST_CASE("silence renders as silence") {
  auto client = startRenderer();
  if (!client) return;
  const auto audio = client->renderMidiToSamples(chordMidi({}));
  REQUIRE(audio.has_value());
  CHECK(audio->left.size() >= 2 * 44100);
}

TEST_CASE("a missing soundfont is one line that says what to do") {
  MediaOptions options;
  options.soundFont = "/nonexistent/font.sf2";
  auto client = startClient("amuse-media", options);
  if (!client) return;
  const auto rendered = client->renderMidi(chordMidi({60}));
  REQUIRE_FALSE(rendered.has_value());
  CHECK(rendered.error().code == ErrorCode::Unavailable);
  CHECK(rendered.error().message.find("AMUSE_SOUNDFONT") != std::string::npos);
}

TEST_CASE("a missing or wrong program is an error, not a crash") {
  CHECK(MediaClient::start({"/nonexistent/amuse-media", {}, 1}).error().code == ErrorCode::Unavailable);
  CHECK(MediaClient::start({"/bin/true", {}, 5}).error().code == ErrorCode::Unavailable);
}

TEST_CASE("the real program answers no probes") {
  auto client = startClient("amuse-media");
  if (!client) return;
  CHECK(client->request(probe("read a file"), 5).error().code == ErrorCode::Unsupported);
}

TEST_CASE("a process taken over can do nothing") {
  auto client = startClient("amuse-media-probe");
  if (!client) return;
  if (!client->hello().filesAndSocketsBarred) {
    MESSAGE("skipped: this machine does not allow seccomp filters");
    return;
  }
  for (const char* what : {"read a file", "write a file", "open a socket", "fork", "run a program",
                           "make memory executable", "signal its parent"}) {
    CAPTURE(what);
    const auto answer = client->request(probe(what), 5);
    REQUIRE_MESSAGE(answer.has_value(), answer.error().message);
    CHECK(*answer == std::strerror(EPERM));
  }
}

TEST_CASE("memory is limited") {
#if defined(__SANITIZE_ADDRESS__)
  MESSAGE("skipped: AddressSanitizer needs the address space");
#else
  auto client = startClient("amuse-media-probe");
  if (!client) return;
  if (!client->hello().resourcesLimited) {
    MESSAGE("skipped: this machine does not allow resource limits");
    return;
  }
  CHECK(client->request(probe("take too much memory"), 5) == std::string(std::strerror(ENOMEM)));
#endif
}

TEST_CASE("a crash, nonsense or a flood costs one request; the next starts a new process") {
  auto client = startClient("amuse-media-probe");
  if (!client) return;
  for (const char* what : {"crash", "talk nonsense", "flood"}) {
    CAPTURE(what);
    CHECK_FALSE(client->request(probe(what), 30).has_value());
    const auto next = client->request(probe("say something"), 10);
    REQUIRE_MESSAGE(next.has_value(), next.error().message);
    CHECK(next->size() == 3u << 20);
  }
}

TEST_CASE("a hostile frame kills only the child") {
  auto client = startClient("amuse-media-probe");
  if (!client) return;
  // Types 1 and 3 to 5 are answers; as requests they are refused.
  CHECK(client->request({FrameType::Done, 0, "x"}, 5).error().code == ErrorCode::Unsupported);
  CHECK(client->request({FrameType::RenderMidi, 0, std::string(1000, '\xff')}, 5).has_value() == false);
  CHECK(client->request(probe("say something"), 5).has_value());
}

TEST_CASE("a process that hangs is given up in time") {
  auto client = startClient("amuse-media-probe");
  if (!client) return;
  CHECK(client->request(probe("hang"), 0.05).error().code == ErrorCode::Timeout);
  std::stop_source stop;
  stop.request_stop();
  CHECK(client->request(probe("hang"), 60, stop.get_token()).error().code == ErrorCode::Cancelled);
  CHECK(client->request(probe("say something"), 10).has_value());
}

TEST_CASE("clients in several threads do not disturb each other") {
  if (!startRenderer()) return;
  std::array<std::string, 3> results;
  {
    std::vector<std::jthread> threads;
    for (auto& result : results) {
      threads.emplace_back([&result] {
        auto client = MediaClient::start({programNamed("amuse-media"), {}, 20});
        if (!client) return;
        if (auto rendered = client->renderMidi(chordMidi({60, 64, 67}))) result = rendered->bytes;
      });
    }
  }
  CHECK_FALSE(results[0].empty());
  CHECK(results[1] == results[0]);
  CHECK(results[2] == results[0]);
}

}  // namespace
}  // namespace amuse::media
