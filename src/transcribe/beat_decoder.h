#pragma once

#include <optional>
#include <vector>

#include "transcribe/heard.h"
#include "transcribe/transcription.h"

/// From activations to beats and bars.
namespace amuse::transcribe {

/// The likeliest course of beats at 50 to 220 a minute, with tempi that change by little from beat to beat. Empty where
/// hardly any beat is heard.
/// Source: the state space of Krebs, Boeck and Widmer, ISMIR 2015, p. 72.
[[nodiscard]] std::vector<double> findBeats(const HeardBeats& heard);

/// What is heard at each of some moments.
struct MomentsHeard {
  std::vector<float> beats, downbeats;  ///< How likely each is a beat, and a downbeat, 0..1.
  std::vector<float> changes;           ///< How much the harmony changes there, 0..1.
};

/// Beats at the likeliest speed, and how they group.
struct Bars {
  std::vector<double> beats;
  int beatsPerBar = 4;
  std::vector<int> places;  ///< Of each beat in its bar: 0 is the first. A bar may be cut short.
};

/// What the listener knows of beats.
struct BarWishes {
  std::optional<int> beatsPerBar = std::nullopt;  ///< 2..7.
  int tempoOctave = 0;                            ///< 1: twice as many beats as would be chosen; -1: half; -2..2.
};

/// The moments that findBars chooses among: the beats with the middles between them, and further middles where twice as
/// many beats are wished for.
[[nodiscard]] std::vector<double> momentsOf(const std::vector<double>& beats, const BarWishes& wishes);

/// Chooses among all, half or twice the beats, 4, 3, 2 or 6 of them to a bar, wherever bars may begin: what explains
/// best where beats, downbeats and new chords are heard and are not. One speed and grouping throughout.
/// @param moments  As momentsOf gives them for the same wishes. @param heard  As long.
[[nodiscard]] Bars findBars(const std::vector<double>& moments, const MomentsHeard& heard, const BarWishes& wishes);

/// The beats and bars of a recording: all of the above.
[[nodiscard]] Bars hearBars(const HeardBeats& beats, const HeardChords& chords, const BarWishes& wishes = {});

/// The beats counted in bars, bars beginning `shift` beats later than found.
[[nodiscard]] std::vector<Beat> counted(const Bars& bars, int shift);

}  // namespace amuse::transcribe
