#pragma once

#include <span>

#include "theory/chord_symbol.h"

/// Numbers about chords in sound: movement between voicings, tension in a key, roughness of a sonority.
namespace amuse::theory {

/// Mean semitones each voice moves between two voicings (MIDI numbers, low to high; both in order). The larger
/// voicing's voices each go to one of the smaller's without crossing, none left out, at the least total; 0 for equal
/// voicings and where either is empty. {48, 60, 64} to {47, 62, 65} -> 4/3. Time and memory: the product of the sizes.
[[nodiscard]] double semitonesPerVoice(std::span<const int> from, std::span<const int> to);

/// The least voice-leading work between two chords as pitch-class sets (the bass counts as a tone), in semitones a
/// voice of the larger chord: each of its pitch classes goes the short way round to one of the smaller's, none left
/// out. C to Am: 2/3; C to C: 0; 0 where either is no chord. Symmetric. Source: taxicab distance over the best
/// crossing-free assignment, Tymoczko, "The Geometry of Musical Chords", Science 313 (2006); A Geometry of Music
/// (2011), ch. 2.
[[nodiscard]] double voiceLeadingDistance(const RelativeChord& from, const RelativeChord& to);

/// Tension of a chord in a mode, 0 (its tonic triad, or no chord) towards 1. C major: IV 0.31, V 0.39, V7 0.60, bII7
/// 0.76. A table-based approximation: Lerdahl's distance from the tonic triad (Tonal Pitch Space, 2001, ch. 2: basic
/// space and steps on the circle of fifths, the latter at half weight), plus the dissonance of the quality (mean of
/// Huron's 1994 interval-class index, against the tonic triad), the pull of the leading tone and its tritone, and
/// inversion; then 1 - exp(-units / 12). The added weights are ours, set so that the orderings in measures_test.cpp
/// hold.
[[nodiscard]] double tension(const RelativeChord& chord, Mode mode);

/// Sensory roughness of notes sounding together (MIDI numbers, equal temperament, harmonic tones of six partials): 0
/// for one note or none, summed over pairs of notes, so it grows with their number; larger is rougher. A fifth above
/// middle C 0.11, a minor second 0.60. Source: Sethares, JASA 94 (1993), the curve fitted to Plomp and Levelt (1965).
[[nodiscard]] double roughness(std::span<const int> notes);

/// The share of a chord's tones (with its bass) that are tones of the mode's scale, 0..1; 1 for no chord.
[[nodiscard]] double diatonicShare(const RelativeChord& chord, Mode mode) noexcept;

}  // namespace amuse::theory
