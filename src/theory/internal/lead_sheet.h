#pragma once

#include <string>

#include "base/result.h"
#include "theory/chord_quality.h"
#include "theory/internal/text_cursor.h"

/// Chord qualities in lead-sheet writing: the longest row of data/chord_qualities.tsv, then modifiers.
namespace amuse::theory::internal {

/// What may follow a slash: in symbols a bass or, as some songbooks have it, a tension ("C7/9"); in numerals digits are
/// the bass.
enum class Slashes { BassOnly, BassOrTension };

/// Reads a quality and stops before a bass or at what is not understood; text without any quality is a major triad.
/// Errors: Parse inside a modifier that was begun ("(b", "add").
[[nodiscard]] Result<Quality> takeLeadSheetQuality(TextCursor& in, Slashes slashes);

/// The suffix that takeLeadSheetQuality reads back to the same quality.
[[nodiscard]] std::string leadSheetSuffix(const Quality& quality);

}  // namespace amuse::theory::internal
