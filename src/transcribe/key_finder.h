#pragma once

#include <vector>

#include "transcribe/chord_decoder.h"
#include "transcribe/transcription.h"

/// Which key the chords point to, and where it changes.
namespace amuse::transcribe {

/// Major and minor keys by how often songs in them have each chord; a key that lasts is likelier than one that comes
/// for a few bars. Gapless from 0 to the end; empty where no chord sounds.
/// @param chords  In time order, gapless from 0.
[[nodiscard]] std::vector<KeySpan> findKeys(const std::vector<DecodedChord>& chords);

}  // namespace amuse::transcribe
