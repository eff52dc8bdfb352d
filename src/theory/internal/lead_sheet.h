#pragma once

#include <string>

#include "base/result.h"
#include "theory/chord_quality.h"
#include "theory/internal/text_cursor.h"

/// Chord qualities in lead-sheet writing: the longest row of data/chord_qualities.tsv, then modifiers.
namespace amuse::theory::internal {

/// Reads a quality and stops before a bass or at what is not understood; text without any quality is a major triad.
/// Errors: Parse inside a modifier that was begun ("(b", "add").
[[nodiscard]] Result<Quality> takeLeadSheetQuality(TextCursor& in);

/// The suffix that takeLeadSheetQuality reads back to the same quality.
[[nodiscard]] std::string leadSheetSuffix(const Quality& quality);

}  // namespace amuse::theory::internal
