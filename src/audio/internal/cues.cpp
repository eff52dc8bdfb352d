#include "audio/internal/cues.h"

#include <algorithm>
#include <cmath>

namespace amuse::audio {
namespace {

/// 1 inside [low, high], falling to 0 over `edge` on both sides.
double between(double value, double low, double high, double edge) {
  return std::clamp(std::min((value - low) / edge, (high - value) / edge) + 1, 0.0, 1.0);
}

}  // namespace

double musicLikelihood(const MusicCues& cues) {
  // Source: logistic regression on 46 pieces rendered by amuse-media, plain and as heard through a small loudspeaker
  // in a room, against 320 field recordings (ESC-10); balanced, ridge 0.003.
  const double z = 3.95 + 2.78 * std::log(cues.gridFit + 0.005) + 7.24 * std::min(cues.change, 0.25) +
                   1.30 * std::log(cues.tonality + 0.01) + 5.31 * cues.beat + 1.07 * cues.keyFit +
                   0.94 * std::min(cues.onsetsPerSecond, 6.0) / 6;
  return 1 / (1 + std::exp(-z));
}

VoiceCues voiceCues(const MonoAudio& audio, const LogMel& mel) {
  const auto track = pitchTrack(audio, mel);
  return {track.voicedShare, track.glide};
}

double speechLikelihood(const VoiceCues& voice, const Chroma& chroma, double beat, double onsetsPerSecond) {
  return between(voice.voicedShare, 0.38, 0.85, 0.1) * between(voice.glide, 0.017, 0.08, 0.01) *
         between(onsetsPerSecond, 3.8, 8.5, 0.8) * between(beat, 0, 0.13, 0.1) *
         between(chroma.gridFit, 0, 0.045, 0.03) * between(chroma.steadiness, 0.7, 0.835, 0.03) *
         between(chroma.tonality, 0, 0.07, 0.05);
}

}  // namespace amuse::audio
