#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "theory/chord_symbol.h"

/// Roman numerals, both ways.
namespace amuse::theory {

/// The numeral of a chord in a key, counted from the mode's own scale: C minor "i VI III VII", C major "bVI bIII".
/// Lower case for minor and diminished; the quality's suffix follows ("ii7", "Imaj7", "viiø7", "V7sus4"); the bass as
/// a note of the chord or scale after a slash ("I/3", "IV/5"). N.C. is "N.C.".
[[nodiscard]] std::string romanNumeral(const ChordSymbol& chord, const Key& key);

/// The numeral with applied chords named where the next chord confirms them: D7 before G in C major is "V7/V"; without
/// that resolution it is "II7".
[[nodiscard]] std::string romanNumeral(const ChordSymbol& chord, const ChordSymbol* next, const Key& key);

/// Reads what romanNumeral writes, and common input forms: "bVII", "V7/V", "viio7", "IVmaj7". Errors: Parse with
/// offset.
[[nodiscard]] Result<ChordSymbol> parseRoman(std::string_view text, const Key& key);

}  // namespace amuse::theory
