#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "theory/chord_symbol.h"

/// Roman numerals, both ways.
namespace amuse::theory {

/// The numeral of a chord in a key, counted from the mode's own scale: C minor "i VI III VII", C major "bVI bIII".
/// Lower case for chords with a minor third, o diminished, ø half-diminished, + augmented; then the quality's
/// lead-sheet suffix ("ii7", "Imaj7", "viiø7", "V7sus4"); then the bass as an interval above the chord's root ("I/3",
/// "i/b3", "V7/b7"). Diminished chords on VI and VII of minor modes stand on the raised degrees: G#dim7 in A minor is
/// "viio7". N.C. is "N.C.". UTF-8 (ø).
[[nodiscard]] std::string romanNumeral(const ChordSymbol& chord, const Key& key);

/// The numeral with applied chords named where the next chord confirms them: D7 before G in C major is "V7/V", C#dim7
/// before Dm "viio7/ii"; without that resolution D7 is "II7". An inversion comes before what the chord is applied to:
/// D7/F# before G is "V7/3/V". Applied are chords foreign to the key that fall a fifth (major or dominant) or rise a
/// semitone (diminished) to a chord other than the tonic. `next` may be nullptr.
[[nodiscard]] std::string romanNumeral(const ChordSymbol& chord, const ChordSymbol* next, const Key& key);

/// Reads what romanNumeral writes, and common input forms: "bVII", "V/ii", "viio7", "vii°7", "IVM7", "iim7b5", "I6/9".
/// After a slash digits are the bass above the root and a numeral is the chord applied to (upper case a major, lower
/// case a minor key). Roots that would need a double accidental are written plainly. At most kMaxChordSymbolBytes.
/// Errors: TooLarge; Parse with `offset` = the first byte not understood.
/// parseRoman(romanNumeral(c, key), key) == c for chords spelled as toSymbol spells them in that key.
[[nodiscard]] Result<ChordSymbol> parseRoman(std::string_view text, const Key& key);

}  // namespace amuse::theory
