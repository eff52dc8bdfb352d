#pragma once

#include <vector>

#include "transcribe/chord_decoder.h"
#include "transcribe/transcription.h"

/// What comes again.
namespace amuse::transcribe {

/// Stretches of eight bars, those with the same chords in the same order under the same letter. Empty where fewer than
/// two of them agree, or there are under sixteen bars.
[[nodiscard]] std::vector<SectionSpan> findSections(const std::vector<DecodedChord>& chords,
                                                    const std::vector<Beat>& beats, double durationSeconds);

}  // namespace amuse::transcribe
