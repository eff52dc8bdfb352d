#include "app/chord_facts.h"

#include "base/text.h"
#include "theory/nashville.h"
#include "theory/roman.h"

namespace amuse::app {

ChordFacts chordFacts(const theory::ChordSymbol& chord, const theory::Key& key) {
  ChordFacts facts;
  facts.chord = facts.shape = chord;
  facts.origin = theory::originOf(theory::toRelative(chord, key.tonic.pitchClass()), key.mode);
  if (facts.origin.target) {
    const auto target = theory::toSymbol(*facts.origin.target, key);
    facts.roman = theory::romanNumeral(chord, &target, key);
  } else {
    facts.roman = theory::romanNumeral(chord, key);
  }
  facts.nashville = theory::toNashville(chord, key);
  facts.notes = theory::chordTones(chord);
  for (const auto& note : facts.notes) {
    const int above = theory::toPitchClass(note.pitchClass() - chord.root.pitchClass());
    facts.degrees.push_back(theory::toText(theory::degreeOf(chord.quality, above)));
  }
  return facts;
}

ChordFacts chordFactsWithShapes(const theory::ChordSymbol& chord, const theory::Key& key, int capo,
                                const perform::FretShapes& shapes) {
  ChordFacts facts = chordFacts(chord, key);
  const auto held = theory::makeKey(theory::toPitchClass(key.tonic.pitchClass() - capo), key.mode);
  if (capo > 0 && !chord.isNoChord()) facts.shape = theory::transposed(chord, -capo, held);
  facts.guitar = perform::fingeringsFor(chord, perform::guitarTuning(), capo, shapes, kMostFingerings);
  facts.ukulele = perform::fingeringsFor(chord, perform::ukuleleTuning(), 0, shapes, kMostFingerings);
  facts.piano = perform::pianoShapes(chord);
  return facts;
}

std::string withCapital(std::string_view typed) {
  std::string text(trim(typed));
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'g') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

Result<theory::ChordSymbol> readTypedChord(std::string_view text) {
  const auto trimmed = trim(text);
  const std::size_t skipped = trimmed.empty() ? 0 : static_cast<std::size_t>(trimmed.data() - text.data());
  auto chord = theory::parseAnyChord(trimmed);
  if (const auto capital = withCapital(trimmed); !chord && capital != trimmed)
    if (auto upper = theory::parseAnyChord(capital)) return upper;
  if (!chord && chord.error().offset) chord.error().offset = *chord.error().offset + skipped;
  return chord;
}

}  // namespace amuse::app
