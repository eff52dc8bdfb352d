#pragma once

#include "inspire/text_encoder_file.h"
#include "sentence_origin.h"

namespace amuse::train {

/// The package's pieces, embedding, layers and summary; no tags, and answers that say nothing.
/// Errors: NotFound, Parse (another shape).
[[nodiscard]] Result<inspire::EncoderParameters> encoderBody(const SentenceOrigin& origin);

}  // namespace amuse::train
