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

/// Twice (1) or half (-1) as many beats, further steps likewise; halving keeps the first.
[[nodiscard]] std::vector<double> atTempoOctave(std::vector<double> beats, int octave);

/// What is heard at each of some moments.
struct MomentsHeard {
  std::vector<float> beats, downbeats;  ///< How likely each is a beat, and a downbeat, 0..1.
  std::vector<float> changes;           ///< How much the harmony changes there, 0..1.
};

/// Beats at the likeliest speed, and how they group.
struct Bars {
  std::vector<double> beats;
  int beatsPerBar = 4;
  std::size_t firstDownbeat = 0;  ///< Index of a beat, below beatsPerBar.
};

/// Chooses among all, half or twice the beats, 4, 3, 2 or 6 of them to a bar, wherever bars may begin: what explains
/// best where beats, downbeats and new chords are heard and are not. One grouping throughout.
/// @param moments  Beats as findBeats gives them with the middles between them. @param heard  As long.
[[nodiscard]] Bars findBars(const std::vector<double>& moments, const MomentsHeard& heard,
                            std::optional<int> beatsPerBar);

/// The beats counted in bars, bars beginning `shift` beats later than found.
[[nodiscard]] std::vector<Beat> counted(const Bars& bars, int shift);

}  // namespace amuse::transcribe
