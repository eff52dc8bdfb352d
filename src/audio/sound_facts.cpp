#include "audio/sound_facts.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "audio/internal/cues.h"
#include "audio/sound_features.h"

namespace amuse::audio {
namespace {

constexpr double kWindowSeconds = 5, kWindowHopSeconds = 2.5, kLongSeconds = 15, kLoudestSeconds = 2,
                 kLeastSeconds = 0.1;
constexpr float kSilentDb = -70;
/// A class the recogniser is sure of takes more to be overruled by signs of music.
constexpr double kMusicNeeded = 0.4, kMusicNeededAgainst = 0.8, kSureOfClass = 0.75, kSpeechNeeded = 0.5;
constexpr double kLeastHeard = 0.1;
constexpr std::size_t kMostHeard = 3;

double rising(double value, double low, double high) { return std::clamp((value - low) / (high - low), 0.0, 1.0); }

double quantileOf(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<std::size_t>(at)];
}

MonoAudio pieceOf(const MonoAudio& audio, const Span& span) {
  const auto index = [&](double seconds) {
    return std::min(audio.samples.size(), static_cast<std::size_t>(seconds * audio.sampleRateHz));
  };
  const auto first = audio.samples.begin() + static_cast<std::ptrdiff_t>(index(span.startSeconds));
  const auto last = audio.samples.begin() + static_cast<std::ptrdiff_t>(index(span.endSeconds));
  return {{first, last}, audio.sampleRateHz};
}

/// Windows as long as the recordings the recogniser has learnt from; they overlap where there are few.
std::vector<Span> windowsOf(double seconds) {
  if (seconds <= kWindowSeconds * 1.5) return {{0, seconds}};
  std::vector<Span> windows;
  const double hop = seconds > kLongSeconds ? kWindowSeconds : kWindowHopSeconds;
  for (double start = 0; start + kWindowSeconds <= seconds + 0.5; start += hop)
    windows.push_back({start, std::min(seconds, start + kWindowSeconds)});
  return windows;
}

void addSpan(std::vector<Span>& spans, const Span& span) {
  if (!spans.empty() && span.startSeconds <= spans.back().endSeconds)
    spans.back().endSeconds = span.endSeconds;
  else
    spans.push_back(span);
}

std::vector<HeardClass> hear(const SoundRecogniser& recogniser, const MonoAudio& audio, const Span& sounding) {
  const auto& classes = recogniser.classes();
  std::vector<HeardClass> all(classes.size());
  int used = 0;
  for (const Span& window : windowsOf(audio.durationSeconds())) {
    if (window.endSeconds <= sounding.startSeconds || window.startSeconds >= sounding.endSeconds) continue;
    const auto piece = pieceOf(audio, window);
    const auto mel = logMel(piece);
    if (std::none_of(mel.levelDb.begin(), mel.levelDb.end(), [](float level) { return level > kSilentDb; })) continue;
    const auto found = recogniser.classify(soundFeatures(piece, mel));
    for (const auto& [label, probability] : found) all[label].probability += probability;
    addSpan(all[found.front().label].spans,
            {std::max(window.startSeconds, sounding.startSeconds), std::min(window.endSeconds, sounding.endSeconds)});
    ++used;
  }
  for (std::size_t c = 0; c < classes.size(); ++c) {
    all[c].name = classes[c];
    all[c].probability /= std::max(1, used);
    if (all[c].spans.empty()) all[c].spans.push_back(sounding);
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.probability > b.probability; });
  while (!all.empty() && (all.size() > kMostHeard || all.back().probability < kLeastHeard)) all.pop_back();
  return all;
}

/// The centre of a frame's bands by amplitude, as Hz; bands are narrow where ears are keen, so this is near what is
/// heard as bright or dark.
double centreHz(std::span<const float> bandsDb) {
  double sum = 1e-9, places = 0;
  for (std::size_t b = 0; b < bandsDb.size(); ++b) {
    const double amplitude = std::pow(10, bandsDb[b] / 20);
    sum += amplitude;
    places += amplitude * static_cast<double>(b + 1);
  }
  return melBandHz(places / sum - 1);
}

/// The share of a frame's power below 250 Hz.
double bassOf(std::span<const float> bins, double hertzPerBin) {
  double sum = 1e-15, bass = 0;
  for (std::size_t k = 1; k < bins.size(); ++k) {
    sum += bins[k];
    if (static_cast<double>(k) * hertzPerBin < 250) bass += bins[k];
  }
  return bass / sum;
}

/// How noise-like: the geometric over the arithmetic mean of the power from 1 to 8 kHz, in dB; 0 for white noise.
double flatnessDb(std::span<const float> bins, double hertzPerBin) {
  const auto first = static_cast<std::size_t>(1000 / hertzPerBin);
  const auto last = std::min(bins.size(), static_cast<std::size_t>(8000 / hertzPerBin));
  double sum = 0, logs = 0;
  for (std::size_t k = first; k < last; ++k) sum += bins[k] + 1e-14, logs += std::log(bins[k] + 1e-14);
  const auto count = static_cast<double>(last - first);
  return 10 / std::log(10.0) * (logs / count - std::log(sum / count));
}

SoundTexture textureOf(const MonoAudio& audio, const LogMel& mel, const Onsets& onsets,
                       const std::optional<Tempo>& tempo) {
  SoundTexture texture;
  std::vector<double> centres, levels, rises, flatness;
  double power = 0, bass = 0;
  const double hertzPerBin = static_cast<double>(audio.sampleRateHz) / 1024;
  for (std::size_t f = 0; f < mel.power.frames; ++f) {
    if (!mel.isActive[f]) continue;
    centres.push_back(centreHz(mel.decibels.frame(f)));
    bass += bassOf(mel.power.frame(f), hertzPerBin);
    flatness.push_back(flatnessDb(mel.power.frame(f), hertzPerBin));
    levels.push_back(mel.levelDb[f]);
    power += std::pow(10, mel.levelDb[f] / 10);
    rises.push_back(onsets.strength[f]);
  }
  const double count = std::max<double>(1, static_cast<double>(levels.size()));
  double square = 0;
  for (const float s : audio.samples) square += static_cast<double>(s) * s;
  const double activeShare = count / std::max<double>(1, static_cast<double>(mel.power.frames));
  texture.levelDb =
      10 * std::log10(square / std::max(1.0, static_cast<double>(audio.samples.size()) * activeShare) + 1e-10);
  texture.dynamicsDb = quantileOf(levels, 0.9) - quantileOf(levels, 0.1);
  texture.onsetsPerSecond = static_cast<double>(onsets.timesSeconds.size()) / std::max(0.1, audio.durationSeconds());
  texture.brightnessHz = quantileOf(centres, 0.5);
  texture.bassShare = bass / count;
  texture.noisiness = rising(quantileOf(flatness, 0.5), -12, -2.5);
  const double flutter = quantileOf(rises, 0.9), bright = rising(std::log2(texture.brightnessHz + 1), 9, 12);
  const double even = 1 - rising(texture.dynamicsDb, 3, 20), quiet = 1 - rising(flutter, 0.5, 4);
  texture.steady = even * quiet * rising(activeShare, 0.5, 0.95);
  texture.rhythmic = tempo ? rising(tempo->confidence, 0.25, 0.65) : 0;
  texture.harsh = bright * (0.4 + 0.6 * rising(texture.levelDb, -40, -12));
  texture.soft = (1 - bright) * (1 - rising(flutter, 1, 6)) * (1 - rising(texture.levelDb, -28, -18));
  texture.sparse = (1 - texture.steady) * (1 - rising(texture.onsetsPerSecond, 0.5, 1.8));
  texture.drive = rising(texture.brightnessHz, 900, 1250) * (1 - rising(texture.dynamicsDb, 8, 16));
  texture.energy = std::clamp(
      0.45 * rising(texture.levelDb, -45, -10) + 0.35 * rising(texture.onsetsPerSecond, 0.5, 6) + 0.2 * bright, 0.0,
      1.0);
  return texture;
}

Span soundingOf(const LogMel& mel, double seconds) {
  const auto first = std::find(mel.isActive.begin(), mel.isActive.end(), true) - mel.isActive.begin();
  const auto last = mel.isActive.rend() - std::find(mel.isActive.rbegin(), mel.isActive.rend(), true);
  const double step = mel.decibels.frameSeconds;
  return {static_cast<double>(first) * step, std::min(seconds, static_cast<double>(last) * step)};
}

Span loudestOf(const LogMel& mel, double seconds) {
  const auto width = static_cast<std::size_t>(kLoudestSeconds / mel.decibels.frameSeconds);
  if (mel.levelDb.size() <= width) return {0, seconds};
  double sum = 0, best = -1;
  std::size_t bestEnd = width;
  for (std::size_t f = 0; f < mel.levelDb.size(); ++f) {
    sum += std::pow(10, mel.levelDb[f] / 10);
    if (f >= width) sum -= std::pow(10, mel.levelDb[f - width] / 10);
    if (f + 1 >= width && sum > best) best = sum, bestEnd = f + 1;
  }
  const double end = std::min(seconds, static_cast<double>(bestEnd) * mel.decibels.frameSeconds);
  return {std::max(0.0, end - kLoudestSeconds), end};
}

SoundKind kindOf(const SoundFacts& facts) {
  const double sure = facts.heard.empty() ? 0 : facts.heard.front().probability;
  if (facts.music > (sure > kSureOfClass ? kMusicNeededAgainst : kMusicNeeded)) return SoundKind::Music;
  return facts.speech > kSpeechNeeded && sure < kSureOfClass ? SoundKind::Speech : SoundKind::Environment;
}

}  // namespace

Result<SoundFacts> describeSound(const SoundRecogniser& recogniser, const MonoAudio& audio) {
  if (audio.sampleRateHz != kAnalysisRateHz)
    return fail(ErrorCode::InvalidArgument, "sounds are analysed at 22050 Hz; decode to that rate");
  if (audio.durationSeconds() > kMaxAnalysedSeconds + 0.1)
    return fail(ErrorCode::InvalidArgument, "sounds of at most 60 seconds are analysed");
  SoundFacts facts;
  facts.seconds = audio.durationSeconds();
  if (facts.seconds < kLeastSeconds) return facts;
  const auto mel = logMel(audio);
  if (*std::max_element(mel.levelDb.begin(), mel.levelDb.end()) < kSilentDb) return facts;
  facts.sounding = soundingOf(mel, facts.seconds);
  facts.loudest = loudestOf(mel, facts.seconds);
  const auto onsets = findOnsets(mel);
  facts.tempo = findTempo(onsets);
  facts.texture = textureOf(audio, mel, onsets, facts.tempo);
  const auto chroma = findChroma(audio);
  const auto key = estimateKey(chroma);
  const auto voice = voiceCues(audio, mel);
  const double beat = facts.tempo ? facts.tempo->confidence : 0;
  facts.music = musicLikelihood(
      {chroma.gridFit, chroma.change, chroma.tonality, beat, key.confidence, facts.texture.onsetsPerSecond});
  facts.speech = speechLikelihood(voice, chroma, beat, facts.texture.onsetsPerSecond);
  facts.heard = hear(recogniser, audio, facts.sounding);
  facts.kind = kindOf(facts);
  if (facts.kind == SoundKind::Music) {
    facts.key = key;
    facts.tuningCents = chroma.tuningCents;
  }
  return facts;
}

}  // namespace amuse::audio
