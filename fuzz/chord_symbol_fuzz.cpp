// modules: theory
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.h"
#include "theory/roman.h"

// What can be read must be written so that it is read as the same again: lead-sheet and Harte symbols, numerals in some
// key, keys. The first byte chooses the key of the numerals.
namespace {

using namespace amuse;
using namespace amuse::theory;

void checkSymbol(const Result<ChordSymbol>& chord, std::string_view text) {
  if (!chord) {
    AMUSE_ASSERT(chord.error().code == ErrorCode::TooLarge || chord.error().offset.value() <= text.size());
    return;
  }
  AMUSE_ASSERT(parseChordSymbol(toText(*chord)) == *chord);
  AMUSE_ASSERT(parseHarte(toHarte(*chord)) == *chord);
  for (const auto& note : chordTones(*chord)) AMUSE_ASSERT(note.letter >= 0 && note.letter < 7);
  const Key key = makeKey(chord->root.letter, Mode::Dor);
  const ChordSymbol written = toSymbol(toRelative(*chord, key.tonic.pitchClass()), key);
  AMUSE_ASSERT(toRelative(written, 0) == toRelative(*chord, 0));
  AMUSE_ASSERT(parseRoman(romanNumeral(written, key), key) == written);
}

void checkNumeral(std::string_view text, const Key& key) {
  const auto chord = parseRoman(text, key);
  if (!chord) {
    AMUSE_ASSERT(chord.error().code == ErrorCode::TooLarge || chord.error().offset.value() <= text.size());
    return;
  }
  checkSymbol(chord, text);
  const ChordSymbol written = toSymbol(toRelative(*chord, key.tonic.pitchClass()), key);
  AMUSE_ASSERT(parseRoman(romanNumeral(written, key), key) == written);
  const auto again = parseRoman(romanNumeral(*chord, &written, key), key);
  AMUSE_ASSERT(again && toRelative(*again, 0) == toRelative(*chord, 0));
}

void checkKey(std::string_view text) {
  const auto key = parseKey(text);
  if (!key) return;
  const auto again = parseKey(toText(Key{key->tonic, key->mode}));
  // A tonic typed alone can be one that only its minor key can be written with (D#).
  if (key->hasMode) AMUSE_ASSERT(again && again->tonic == key->tonic && again->mode == key->mode);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const Key key = makeKey(data[0] / kModeCount % 12, kModes[data[0] % kModeCount]);
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  checkSymbol(parseChordSymbol(text), text);
  checkSymbol(parseHarte(text), text);
  checkSymbol(parseAnyChord(text), text);
  checkNumeral(text, key);
  checkKey(text);
  return 0;
}
