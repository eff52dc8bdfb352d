#include "transcribe/template_ears.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace amuse::transcribe {
namespace {

using PitchClasses = std::array<float, 12>;
constexpr float kTemplateSharpness = 9, kBassSharpness = 6, kNoChordNearness = 0.45f;
constexpr std::size_t kBassOctaves = 2, kHighOctaves = 6;

/// What stands out of its surroundings, folded into pitch classes; a semitone counts by its middle bin.
PitchClasses pitchClassesOf(std::span<const float> bins, std::size_t fromOctave, std::size_t toOctave) {
  PitchClasses out{};
  for (std::size_t s = fromOctave * 12; s < toOctave * 12; ++s) {
    const float middle = bins[s * kBinsPerSemitone + 1];
    const float below = s > 0 ? bins[(s - 1) * kBinsPerSemitone + 1] : 0;
    const float above = s + 1 < kSemitones ? bins[(s + 1) * kBinsPerSemitone + 1] : 0;
    out[s % 12] += std::max(0.0f, middle - (below + above) / 4);
  }
  return out;
}

void centre(PitchClasses& values) {
  float mean = 0, square = 1e-9f;
  for (const float v : values) mean += v / 12;
  for (float& v : values) v -= mean, square += v * v;
  for (float& v : values) v /= std::sqrt(square);
}

const std::vector<PitchClasses>& templates() {
  static const auto made = [] {
    std::vector<PitchClasses> all(kNoChord);
    for (std::size_t c = 0; c < kNoChord; ++c) {
      const auto chord = chordAt(c);
      for (int tone = 0; tone < 12; ++tone)
        if (chord.quality.tones.contains(tone)) all[c][static_cast<std::size_t>((chord.root + tone) % 12)] = 1;
      centre(all[c]);
    }
    return all;
  }();
  return made;
}

void toLogProbabilities(std::span<float> scores) {
  const float top = *std::max_element(scores.begin(), scores.end());
  float sum = 0;
  for (const float s : scores) sum += std::exp(s - top);
  for (float& s : scores) s -= top + std::log(sum);
}

}  // namespace

HeardChords hearByTemplates(const LogSpectrum& spectrum) {
  HeardChords out;
  out.frames = spectrum.bins.frames, out.frameSeconds = spectrum.bins.frameSeconds;
  out.chords.resize(out.frames * kChordCount), out.basses.resize(out.frames * kBassCount);
  for (std::size_t f = 0; f < out.frames; ++f) {
    const auto bins = spectrum.bins.frame(f);
    auto classes = pitchClassesOf(bins, 1, kHighOctaves), bass = pitchClassesOf(bins, 0, kBassOctaves);
    const bool isSilent = *std::max_element(classes.begin(), classes.end()) == 0;
    centre(classes), centre(bass);
    const std::span<float> chords(&out.chords[f * kChordCount], kChordCount);
    for (std::size_t c = 0; c < kNoChord; ++c) {
      float nearness = 0;
      for (std::size_t p = 0; p < 12; ++p) nearness += templates()[c][p] * classes[p];
      const auto root = c / kQualityCount;
      chords[c] = kTemplateSharpness * (nearness + 0.15f * bass[root]);
    }
    chords[kNoChord] = kTemplateSharpness * (isSilent ? 2.0f : kNoChordNearness);
    toLogProbabilities(chords);
    const std::span<float> basses(&out.basses[f * kBassCount], kBassCount);
    for (std::size_t p = 0; p < 12; ++p) basses[p] = kBassSharpness * bass[p];
    basses[kNoBass] = isSilent ? 2 * kBassSharpness : 0;
    toLogProbabilities(basses);
  }
  return out;
}

HeardBeats hearOnsets(const audio::FrameMatrix& features) {
  HeardBeats out;
  out.frameSeconds = features.frameSeconds;
  out.beats.resize(features.frames);
  for (std::size_t f = 1; f < features.frames; ++f)
    for (std::size_t b = 0; b < features.width; ++b)
      out.beats[f] += std::max(0.0f, features.frame(f)[b] - features.frame(f - 1)[b]);
  // What only one frame in fifty exceeds is a strong beat: single loud crashes must not dwarf the others.
  auto sorted = out.beats;
  const auto strong = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() - sorted.size() / 50);
  if (strong != sorted.end()) std::nth_element(sorted.begin(), strong, sorted.end());
  const float unit = strong != sorted.end() ? *strong : 0;
  for (float& strength : out.beats) strength = unit > 0 ? std::min(0.95f, strength / unit) : 0;
  out.downbeats = out.beats;
  for (float& strength : out.downbeats) strength /= 2;
  return out;
}

}  // namespace amuse::transcribe
