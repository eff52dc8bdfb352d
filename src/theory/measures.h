#pragma once

#include <span>

#include "theory/chord_symbol.h"

/// Numbers about chords in sound: movement between voicings, tension in a key, roughness of a sonority.
namespace amuse::theory {

/// Mean semitones each voice moves between two voicings (MIDI numbers, low to high), every voice to its nearest
/// partner in order, unequal sizes allowed; 0 for equal voicings.
[[nodiscard]] double semitonesPerVoice(std::span<const int> from, std::span<const int> to);

/// The least total voice-leading work between two chords as pitch-class sets, semitones a voice (Tymoczko's taxicab
/// distance over the best assignment).
[[nodiscard]] double voiceLeadingDistance(const RelativeChord& from, const RelativeChord& to);

/// Tension of a chord in a key, 0 (tonic triad) to 1: tonal distance, dissonance of the quality, inversion.
[[nodiscard]] double tension(const RelativeChord& chord, Mode mode);

/// Sensory roughness of notes sounding together (MIDI numbers), 0 for one note; larger is rougher.
[[nodiscard]] double roughness(std::span<const int> notes);

/// How far a chord's tones lie in the mode's scale: the share of its tones that are scale tones, 0..1.
[[nodiscard]] double diatonicShare(const RelativeChord& chord, Mode mode) noexcept;

}  // namespace amuse::theory
