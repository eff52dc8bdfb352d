#pragma once

#include "audio/chroma.h"
#include "audio/sound_features.h"

/// Signs of music and of speech.
namespace amuse::audio {

struct MusicCues {
  double gridFit = 0, change = 0, tonality = 0;  ///< As in Chroma.
  double beat = 0;                               ///< Tempo's confidence.
  double keyFit = 0;                             ///< The key's confidence.
  double onsetsPerSecond = 0;
};
/// How likely it is music, 0..1.
[[nodiscard]] double musicLikelihood(const MusicCues& cues);

/// A voice's melody, from the pitch track of soundFeatures.
struct VoiceCues {
  double voicedShare = 0;  ///< Of the frames that sound.
  double glide = 0;        ///< Octaves from one frame to the next, where both have a pitch.
};
[[nodiscard]] VoiceCues voiceCues(const MonoAudio& audio, const LogMel& mel);
/// How likely someone talks, 0..1: pitched and unpitched stretches in turn, gliding, at the pace of syllables, without
/// a beat and off any scale.
[[nodiscard]] double speechLikelihood(const VoiceCues& voice, const Chroma& chroma, double beat,
                                      double onsetsPerSecond);

}  // namespace amuse::audio
