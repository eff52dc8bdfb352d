#pragma once

#include "app/in_song.h"

/// A new part that sets itself off from one that is there: a chorus to a verse, a bridge to a chorus.
namespace amuse::app {

/// What two parts are told apart by.
struct PartFeatures {
  int startDegree = 0;       ///< Semitones from the tonic to the first chord's root, 0..11.
  double minorShare = 0;     ///< Share of the sounding time on chords with a minor third.
  double chordsPerBar = 0;   ///< Changes of chord a bar.
  double registerPitch = 0;  ///< Mean MIDI number of the voicings, the songwriter's own or the program's.
  double density = 0;        ///< How full it is played, 0..1: the part's own or the style's.
};
/// Of a part in its key; zeros for a part without chords.
[[nodiscard]] PartFeatures featuresOf(const song::Song& song, const song::Part& part);

struct ContrastQuestion {
  InSongQuestion in;  ///< Its place names the part to contrast with; bars there do not count.
  int bars = 0;       ///< Of the new part, 1..kMaxBars; 0: as many as the old one has, at most kMaxBars.
  std::string name;   ///< Empty: Chorus after a verse, Bridge after a chorus, B otherwise.
};

struct ContrastAnswer {
  InSongAnswer made;                ///< Each idea adds the part, plays it behind the old one, and says what it changes.
  PartFeatures before;              ///< Of the part that is there.
  std::vector<PartFeatures> after;  ///< Of each idea's part, parallel to the suggestions.
};

/// A part that starts on another degree, leans to minor where the old one leans to major (or the other way round) by at
/// least kLeastLean of its time, changes chords faster or slower, lies higher or lower and is played fuller or thinner;
/// its first chord is drawn as what follows the old part's last. Same key and metre.
/// Errors: suggestInPlace's; InvalidArgument (the part has no chords).
[[nodiscard]] Result<ContrastAnswer> contrastingPart(const Engine& engine, const song::Song& song,
                                                     const ContrastQuestion& question, const Clock& clock);

inline constexpr double kLeastLean = 0.2;
inline constexpr double kDensityStep = 0.25;
inline constexpr int kRegisterStep = 5;  ///< Semitones the hand moves; voicings follow as their chords let them.

}  // namespace amuse::app
