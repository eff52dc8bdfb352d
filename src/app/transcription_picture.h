#pragma once

#include "base/image.h"
#include "transcribe/transcription.h"

/// What was heard, as a picture to look through: is it right, and where is it unsure?
namespace amuse::app {

/// Lines of the recording from top to bottom, twenty seconds each: sections and keys, chord names (paler where
/// unsure), chroma from C up with a stroke for each beat (stronger for downbeats), and the confidence as a curve.
/// 1280 pixels wide; at most 15 minutes become 45 lines. An empty recording is one empty line.
[[nodiscard]] Image drawTranscription(const transcribe::Transcription& heard);

}  // namespace amuse::app
