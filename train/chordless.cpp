#include "chordless.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace amuse::train {
namespace {

constexpr double kTwoPi = 2 * std::numbers::pi;

void addWhiteNoise(MonoAudio& audio, Random& random) {
  for (float& s : audio.samples) s = static_cast<float>(random.uniform(-0.4, 0.4));
}

/// White noise through a filter that falls by 3 dB an octave. Source: Kellet's "economy" pinking filter (public
/// domain).
void addPinkNoise(MonoAudio& audio, Random& random) {
  double a = 0, b = 0, c = 0;
  for (float& s : audio.samples) {
    const double white = random.uniform(-1, 1);
    a = 0.99765 * a + white * 0.0990460, b = 0.96300 * b + white * 0.2965164, c = 0.57000 * c + white * 1.0526913;
    s = static_cast<float>(0.08 * (a + b + c + white * 0.1848));
  }
}

void addRotor(MonoAudio& audio, Random& random) {
  double hertz = random.uniform(10, 25), phase = 0, low = 0;
  const double hum = random.uniform(0.1, 0.5), colour = random.uniform(0.8, 0.97);
  const double engine = random.uniform(60, 400), whine = random.uniform(0, 0.1);
  for (float& s : audio.samples) {
    hertz = std::clamp(hertz * (1 + 2e-6 * random.normal()), 9.0, 28.0);
    phase += hertz / audio.sampleRateHz;
    low = colour * low + (1 - colour) * random.uniform(-1, 1);
    const double beat = std::exp(-6 * (phase - std::floor(phase)));
    double tone = 0;
    for (int k = 2; k <= 14; ++k) tone += std::sin(kTwoPi * k * phase) / k;
    s = static_cast<float>(hum * 0.3 * tone + (0.3 + beat) * low + whine * std::sin(kTwoPi * engine / hertz * phase));
  }
}

/// First three resonances of vowels, Hertz. Source: Peterson and Barney, JASA 24 (1952), table II, men's averages.
constexpr std::array<std::array<double, 3>, 5> kVowels{
    {{730, 1090, 2440}, {530, 1840, 2480}, {270, 2290, 3010}, {570, 840, 2410}, {300, 870, 2240}}};

double resonance(double hertz, const std::array<double, 3>& vowel) {
  double gain = 0.02;
  for (std::size_t f = 0; f < vowel.size(); ++f) {
    const double off = (hertz - vowel[f]) / (60 + 0.06 * vowel[f]);
    gain += 1 / (1 + off * off) / static_cast<double>(1 + f);
  }
  return gain;
}

}  // namespace

std::string_view toText(ChordlessKind kind) noexcept {
  constexpr std::array<std::string_view, kChordlessKinds.size()> kNames{"silence", "white-noise", "pink-noise",
                                                                        "rotor",   "voice",       "choir"};
  return kNames[static_cast<std::size_t>(kind)];
}

MonoAudio makeChordless(ChordlessKind kind, Random& random, double seconds, int sampleRateHz) {
  MonoAudio audio{std::vector<float>(toFrames(seconds, sampleRateHz)), sampleRateHz};
  if (kind == ChordlessKind::WhiteNoise) addWhiteNoise(audio, random);
  if (kind == ChordlessKind::PinkNoise) addPinkNoise(audio, random);
  if (kind == ChordlessKind::Rotor) addRotor(audio, random);
  for (float& s : audio.samples) s = std::clamp(s, -1.0f, 1.0f);
  return audio;
}

Piece tuneOf(const Piece& piece, double seconds) {
  Piece tune;
  tune.name = piece.name, tune.seconds = seconds;
  const auto first = std::find_if(piece.notes.begin(), piece.notes.end(),
                                  [](const PieceNote& note) { return note.part == PiecePart::Melody; });
  for (auto note = first; note != piece.notes.end() && note->start < first->start + seconds; ++note) {
    if (note->part != PiecePart::Melody) continue;
    tune.notes.push_back(*note);
    tune.notes.back().start -= first->start, tune.notes.back().end -= first->start;
  }
  return tune;
}

MonoAudio sung(const Piece& tune, Random& random, int sampleRateHz) {
  MonoAudio audio{std::vector<float>(toFrames(tune.seconds, sampleRateHz)), sampleRateHz};
  const double vibrato = random.uniform(4.5, 6.5), depth = random.uniform(0.1, 0.5), off = random.uniform(-0.4, 0.4);
  const int down = random.chance(0.5) ? 12 : 0;
  double phase = 0, pitch = tune.notes.empty() ? 60 : tune.notes.front().pitch;
  for (std::size_t n = 0; n < tune.notes.size(); ++n) {
    const auto& note = tune.notes[n];
    const auto& vowel = kVowels[random.below(kVowels.size())];
    const double until = n + 1 < tune.notes.size() ? std::min(note.end, tune.notes[n + 1].start) : note.end;
    const double aim = note.pitch + 0.15 * random.normal();
    const std::size_t from = toFrames(note.start, sampleRateHz),
                      to = std::min(toFrames(std::max(note.start, until), sampleRateHz), audio.samples.size());
    for (std::size_t i = from; i < to; ++i) {
      const double t = static_cast<double>(i - from) / sampleRateHz;
      const double left = static_cast<double>(to - i) / sampleRateHz;
      pitch += (aim - pitch) * 25 / sampleRateHz;
      const double bend = depth * std::min(1.0, t / 0.4) * std::sin(kTwoPi * vibrato * t);
      const double hertz = 440 * std::exp2((pitch + bend + off - down - 69) / 12);
      phase += hertz / sampleRateHz;
      double value = 0.03 * random.uniform(-1, 1);
      for (int k = 1; k <= 24 && hertz * k < 5000; ++k)
        value += resonance(hertz * k, vowel) / std::sqrt(k) * std::sin(kTwoPi * k * phase);
      audio.samples[i] = static_cast<float>(0.25 * value * std::min({1.0, t / 0.05, left / 0.05}));
    }
  }
  for (float& s : audio.samples) s = std::clamp(s, -1.0f, 1.0f);
  return audio;
}

Band choir(const Piece& tune, Random& random) {
  constexpr std::size_t kChoirAahs = 52, kVoices = 3;  ///< General MIDI, from 0.
  Band band;
  band.programs.fill(static_cast<int>(kChoirAahs + random.below(kVoices)));
  band.volumes.fill(100);
  band.reverb = random.uniform(0, 0.8), band.tuningCents = random.uniform(-50, 50), band.seconds = tune.seconds;
  for (const auto& note : tune.notes) {
    band.events.push_back({note.start, 0, note.pitch, note.velocity});
    band.events.push_back({note.end, 0, note.pitch, 0});
  }
  std::stable_sort(band.events.begin(), band.events.end(), [](const auto& a, const auto& b) {
    return a.time != b.time ? a.time < b.time : a.velocity < b.velocity;
  });
  return band;
}

}  // namespace amuse::train
