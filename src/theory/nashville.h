#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "theory/chord_symbol.h"

/// Nashville numbers: chords by their degree above the tonic, counted in the major scale whatever the mode, with '-'
/// for minor: in C major Am7 is "6-7", in C minor Eb is "b3". Source: the number system as session charts print it
/// (Williams, The Nashville Number System, 1988), written in plain text.
namespace amuse::theory {

/// "1", "6-7", "b7", "5/7" (the bass as a degree above the tonic), "4maj7"; N.C. stays "N.C.".
/// readNashville(toNashville(c, key), key) == c, spelling included, for roots and basses up to two accidentals from the
/// scale's degree; others come back respelled for the key.
[[nodiscard]] std::string toNashville(const ChordSymbol& chord, const Key& key);

/// Errors: Parse with the offset of the first byte not understood; TooLarge.
[[nodiscard]] Result<ChordSymbol> readNashville(std::string_view text, const Key& key);

}  // namespace amuse::theory
