#include "theory/chord_symbol.h"

#include <cstdlib>

namespace amuse::theory {
namespace {

bool isDiminished(const Quality& quality) noexcept { return triadOf(quality.chordClass) == TriadClass::Dim; }

bool isMinor(const Quality& quality) noexcept { return triadOf(quality.chordClass) == TriadClass::Min; }

/// Chromatic roots that lead upwards are raised: C#dim7 to Dm, F#m7b5 to G, G#dim7 to Am; a major chord on the tritone
/// is the flat fifth (Gb in C, as Ab and Db). Counted in our C-major progressions: C#dim 55 to Dbdim 3, G#dim 21 to
/// Abdim 5, Gb major and its like 61 to F# 22, and Ebdim 143 to D#dim 15, which stays flat.
std::optional<Interval> chromaticRoot(const RelativeChord& chord) noexcept {
  if (chord.root == 6) return isDiminished(chord.quality) || isMinor(chord.quality) ? Interval{4, 1} : Interval{5, -1};
  if (!isDiminished(chord.quality)) return std::nullopt;
  if (chord.root == 1) return Interval{1, 1};
  if (chord.root == 8) return Interval{5, 1};
  return std::nullopt;
}

Spelling spelledRoot(const RelativeChord& chord, const Key& key) noexcept {
  const PitchClass pitchClass = toPitchClass(key.tonic.pitchClass() + chord.root);
  const auto chromatic = scaleOf(key.mode).contains(chord.root) ? std::nullopt : chromaticRoot(chord);
  if (!chromatic) return spell(pitchClass, key);
  const Spelling note = noteAbove(key.tonic, *chromatic);
  return std::abs(note.accidental) > 1 ? simplified(note) : note;
}

/// A chord tone is named by its degree, a scale tone by the scale, anything else by its interval from the root.
Spelling spelledBass(const RelativeChord& chord, const Spelling& root, const Key& key) noexcept {
  const PitchClass pitchClass = toPitchClass(root.pitchClass() + chord.bass);
  const bool inScale = scaleOf(key.mode).contains(pitchClass - key.tonic.pitchClass());
  if (inScale && !chord.quality.tones.contains(chord.bass)) return spell(pitchClass, key);
  const Spelling note = noteAbove(root, degreeOf(chord.quality, chord.bass));
  return std::abs(note.accidental) > 1 ? simplified(note) : note;
}

}  // namespace

RelativeChord toRelative(const ChordSymbol& chord, PitchClass tonic) noexcept {
  if (chord.isNoChord()) return {};
  const PitchClass root = chord.root.pitchClass();
  return {toPitchClass(root - tonic), chord.quality, toPitchClass(chord.bassPitchClass() - root)};
}

ChordSymbol toSymbol(const RelativeChord& chord, const Key& key) noexcept {
  if (chord.isNoChord()) return noChord();
  ChordSymbol symbol{spelledRoot(chord, key), chord.quality};
  if (chord.bass != 0) symbol.bass = spelledBass(chord, symbol.root, key);
  return symbol;
}

ChordSymbol transposed(const ChordSymbol& chord, int semitones, const Key& key) noexcept {
  RelativeChord relative = toRelative(chord, key.tonic.pitchClass());
  if (!chord.isNoChord()) relative.root = toPitchClass(relative.root + semitones);
  return toSymbol(relative, key);
}

}  // namespace amuse::theory
