#pragma once

#include "audio/spectrogram.h"
#include "transcribe/heard.h"
#include "transcribe/log_spectrum.h"

/// The classical way to hear chords and beats, without anything learnt.
namespace amuse::transcribe {

/// Chords by how near the pitch classes are to each chord's tones; basses by the low octaves.
/// Source: templates over pitch classes as Fujishima, ICMC 1999.
[[nodiscard]] HeardChords hearByTemplates(const LogSpectrum& spectrum);

/// Beats where many bands grow louder at once; downbeats unknown (one half of the beat everywhere).
/// @param features  As findBeatFeatures gives them.
[[nodiscard]] HeardBeats hearOnsets(const audio::FrameMatrix& features);

}  // namespace amuse::transcribe
