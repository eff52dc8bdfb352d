#include "transcribe/transcriber.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "base/random.h"
#include "transcribe/chord_space.h"
#include "transcribe/log_spectrum.h"

namespace amuse::transcribe {
namespace {

/// Tones with a few overtones, struck at `start`, and a click on the beat.
void strike(MonoAudio& audio, double start, double end, int pitch, double cents = 0) {
  const double hertz = 440 * std::exp2((pitch - 69 + cents / 100) / 12.0);
  for (std::size_t i = toFrames(start, audio.sampleRateHz); i < toFrames(end, audio.sampleRateHz); ++i) {
    const double t = static_cast<double>(i) / audio.sampleRateHz - start;
    double sum = 0;
    for (int k = 1; k <= 4; ++k) sum += std::sin(2 * std::numbers::pi * hertz * k * t) / (k * k);
    audio.samples[i] += static_cast<float>(0.08 * sum * std::exp(-0.7 * t));
  }
}
void click(MonoAudio& audio, double start, Random& random) {
  for (std::size_t i = 0; i < 600; ++i) {
    const std::size_t at = toFrames(start, audio.sampleRateHz) + i;
    if (at < audio.samples.size())
      audio.samples[at] += static_cast<float>(random.uniform(-0.25, 0.25) * std::exp(-0.01 * static_cast<double>(i)));
  }
}

/// C, Am, F, G: two seconds each at 120 beats a minute, twice through.
MonoAudio fourChords(double cents = 0) {
  MonoAudio audio;
  audio.sampleRateHz = kTranscribeRateHz;
  audio.samples.assign(toFrames(16, audio.sampleRateHz), 0.0f);
  constexpr int kPitches[4][4] = {{36, 60, 64, 67}, {45, 60, 64, 69}, {41, 60, 65, 69}, {43, 59, 62, 67}};
  Random random(1);
  for (int bar = 0; bar < 8; ++bar)
    for (int beat = 0; beat < 4; ++beat) {
      const double start = bar * 2 + beat * 0.5;
      for (const int pitch : kPitches[bar % 4]) strike(audio, start, start + (beat == 0 ? 0.5 : 0.45), pitch, cents);
      click(audio, start, random);
    }
  return audio;
}

Transcriber ears() { return *Transcriber::open(AMUSE_SOURCE_DIR); }

TEST_CASE("chords, beats and the key of a plain loop are heard") {
  const auto heard = ears().transcribe(fourChords());
  REQUIRE(heard.has_value());
  // Whether a click a beat is 120 or 60 a minute, nobody can say.
  CHECK(std::abs(std::remainder(std::log2(heard->tempoBpm / 120), 1)) < 0.03);
  CHECK(std::abs(heard->tuningCents) < 5);
  REQUIRE(heard->keys.size() == 1);
  CHECK(theory::toText(heard->keys[0].key) == "C Maj");
  const char* wanted[] = {"C", "Am", "F", "G"};
  double right = 0;
  for (const auto& chord : heard->chords)
    for (double t = chord.start; t < chord.end; t += 0.01) {
      const auto bar = static_cast<std::size_t>(t / 2) % 4;
      right += chord.chord && theory::toText(*chord.chord) == wanted[bar] ? 0.01 : 0;
    }
  CHECK(right > 14);
}

TEST_CASE("a detuned recording has the same chords, and says how far it is out") {
  const auto heard = ears().transcribe(fourChords(40));
  REQUIRE(heard.has_value());
  CHECK(std::abs(heard->tuningCents - 40) < 5);
  CHECK(theory::toText(heard->keys.at(0).key) == "C Maj");
}

TEST_CASE("a transcription covers the recording without gaps, and its probabilities add up") {
  const auto audio = fourChords();
  double last = 0;
  const auto heard = ears().transcribe(audio, {}, [&](double share) {
    CHECK(share >= last);
    last = share;
  });
  REQUIRE(heard.has_value());
  CHECK(last == 1);
  double at = 0;
  for (std::size_t c = 0; c < heard->chords.size(); ++c) {
    const auto& chord = heard->chords[c];
    CHECK(chord.start == at);
    at = chord.end;
    double sum = chord.confidence;
    for (const auto& other : chord.alternatives) {
      sum += other.p;
      CHECK(other.chord != chord.chord);
    }
    CHECK(sum <= 1.0001);
    if (c > 0) CHECK(heard->chords[c - 1].chord != chord.chord);
  }
  CHECK(at == doctest::Approx(audio.durationSeconds()));
}

TEST_CASE("silence has no chord, no key and no beats") {
  MonoAudio silence;
  silence.sampleRateHz = kTranscribeRateHz;
  silence.samples.assign(5 * kTranscribeRateHz, 0.0f);
  const auto heard = ears().transcribe(silence);
  REQUIRE(heard.has_value());
  REQUIRE(heard->chords.size() == 1);
  CHECK_FALSE(heard->chords[0].chord.has_value());
  CHECK(heard->keys.empty());
  CHECK(heard->beats.empty());
}

/// One voice on a tune: a buzz with vibrato, a note every 0.4 s with breath between.
MonoAudio voiceAlone() {
  MonoAudio audio{std::vector<float>(8 * kTranscribeRateHz), kTranscribeRateHz};
  constexpr int kTune[] = {57, 59, 60, 62, 60, 59, 57, 55, 53, 55, 57, 60, 59, 57, 55, 52, 53, 57, 60, 57};
  double phase = 0;
  for (std::size_t i = 0; i < audio.samples.size(); ++i) {
    const double t = static_cast<double>(i) / kTranscribeRateHz, inNote = std::fmod(t, 0.4);
    const double bend = 0.4 * std::sin(2 * std::numbers::pi * 5.5 * t);
    phase += 440 * std::exp2((kTune[static_cast<std::size_t>(t / 0.4) % 20] + bend - 69) / 12) / kTranscribeRateHz;
    double sum = 0;
    for (int k = 1; k <= 12; ++k) sum += std::sin(2 * std::numbers::pi * k * phase) / k;
    audio.samples[i] = static_cast<float>(0.2 * sum * std::sin(std::numbers::pi * inNote / 0.4));
  }
  return audio;
}

TEST_CASE("noise and a voice alone give no chord that is half sure") {
  Random random(3);
  MonoAudio noise{std::vector<float>(8 * kTranscribeRateHz), kTranscribeRateHz};
  for (float& s : noise.samples) s = static_cast<float>(random.uniform(-0.4, 0.4));
  for (const auto& audio : {noise, voiceAlone()}) {
    const auto heard = ears().transcribe(audio);
    REQUIRE(heard.has_value());
    for (const auto& chord : heard->chords) {
      INFO(chord.start, " to ", chord.end);
      CHECK((!chord.chord || chord.confidence < 0.5));
    }
  }
}

TEST_CASE("a chord without beats is doubted") {
  MonoAudio held;
  held.sampleRateHz = kTranscribeRateHz;
  held.samples.assign(6 * kTranscribeRateHz, 0.0f);
  for (const int pitch : {48, 60, 64, 67}) strike(held, 0, 6, pitch);
  const auto heard = ears().transcribe(held);
  REQUIRE(heard.has_value());
  CHECK(heard->beats.empty());
  REQUIRE(heard->chords.at(0).chord.has_value());
  CHECK(theory::toText(*heard->chords[0].chord) == "C");
  CHECK(heard->chords[0].confidence <= 0.5);
  CHECK_FALSE(heard->chords[0].alternatives.empty());
}

TEST_CASE("what cannot be transcribed is refused, and work can be stopped") {
  MonoAudio audio = fourChords();
  std::stop_source stop;
  stop.request_stop();
  CHECK(ears().transcribe(audio, {}, {}, stop.get_token()).error().code == ErrorCode::Cancelled);
  TranscribeOptions options;
  options.beatsPerBar = 8;
  CHECK(ears().transcribe(audio, options).error().code == ErrorCode::InvalidArgument);
  audio.sampleRateHz = 44100;
  CHECK(ears().transcribe(audio).error().code == ErrorCode::InvalidArgument);
  CHECK(ears().transcribe(MonoAudio{{}, kTranscribeRateHz})->chords.empty());
}

TEST_CASE("what the listener knows is kept to") {
  TranscribeOptions options;
  options.beatsPerBar = 3;
  options.tempoOctave = -1;
  options.key = theory::makeKey(9, theory::Mode::Min);
  options.alternatives = 1;
  const auto heard = ears().transcribe(fourChords(), options);
  REQUIRE(heard.has_value());
  CHECK(heard->beatsPerBar == 3);
  CHECK(heard->tempoBpm == doctest::Approx(ears().transcribe(fourChords())->tempoBpm / 2).epsilon(0.03));
  CHECK(heard->keys.at(0).key == *options.key);
  for (const auto& chord : heard->chords) CHECK(chord.alternatives.size() <= 1);
}

TEST_CASE("every chord index names one chord, and back") {
  for (std::size_t c = 0; c < kChordCount; ++c)
    CHECK(chordIndex(theory::toSymbol(chordAt(c), theory::makeKey(0, theory::Mode::Maj))) == c);
}

}  // namespace
}  // namespace amuse::transcribe
