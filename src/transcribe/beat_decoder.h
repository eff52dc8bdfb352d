#pragma once

#include <optional>
#include <vector>

#include "transcribe/heard.h"
#include "transcribe/transcription.h"

/// From activations to beats and bars.
namespace amuse::transcribe {

/// The likeliest course of beats at 50 to 220 a minute, with tempi that change by little from beat to beat. Empty where
/// nothing of under two seconds repeats.
/// Source: the state space of Krebs, Boeck and Widmer, ISMIR 2015, p. 72.
[[nodiscard]] std::vector<double> findBeats(const HeardBeats& heard);

/// Twice (1) or half (-1) as many beats, further steps likewise.
[[nodiscard]] std::vector<double> atTempoOctave(std::vector<double> beats, int octave);

struct Bars {
  int beatsPerBar = 4;
  std::size_t firstDownbeat = 0;  ///< Index of a beat, below beatsPerBar.
};

/// How the beats group: 4, 3, 2 or 6 to a bar, one grouping throughout.
/// @param downbeats  How likely each beat is a bar's first, 0..1.
/// @param changes    How much the harmony changes at each beat, 0..1.
[[nodiscard]] Bars findBars(const std::vector<float>& downbeats, const std::vector<float>& changes,
                            std::optional<int> beatsPerBar);

/// The beats counted in bars, bars beginning `shift` beats later than found.
[[nodiscard]] std::vector<Beat> counted(const std::vector<double>& beats, const Bars& bars, int shift);

}  // namespace amuse::transcribe
