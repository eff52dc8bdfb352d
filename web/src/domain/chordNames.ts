import { isInScale, mod12, noteAbove, noteText, pitchClassOf, spell, takeNote, withoutDoubles, type Interval, type Key, type Spelling } from './notes';

/** A chord symbol taken apart: "F#m7b5/C" is F#, "m7b5", C. */
export interface ChordName {
  root: Spelling;
  quality: string;
  bass: Spelling | null;
}

function isNoChord(symbol: string): boolean {
  return /^n\.?c\.?$/i.test(symbol);
}

/** Root, quality and bass as they are written, without asking whether the quality is one; nothing where no root is. */
export function splitChord(symbol: string): ChordName | null {
  const root = takeNote(symbol);
  if (!root) return null;
  const rest = symbol.slice(root.length);
  const slash = rest.lastIndexOf('/');
  const bass = slash < 0 ? null : takeNote(rest.slice(slash + 1));
  // "C6/9": what follows the slash is no note.
  if (!bass || bass.length !== rest.length - slash - 1) return { root: root.note, quality: rest, bass: null };
  return { root: root.note, quality: rest.slice(0, slash), bass: bass.note };
}

function chordText(name: ChordName): string {
  return noteText(name.root) + name.quality + (name.bass ? `/${noteText(name.bass)}` : '');
}

function isDiminished(quality: string): boolean {
  return /^(dim|°|o|ø|m7b5|m9b5|m11b5|mb5)/.test(quality);
}
function isMinor(quality: string): boolean {
  return /^m(?!aj)/.test(quality) && !isDiminished(quality);
}

/** Chromatic roots that lead upwards are raised: C#dim7 to Dm. Otherwise as the key spells them. */
function spelledRoot(pitchClass: number, quality: string, key: Key): Spelling {
  const above = mod12(pitchClass - pitchClassOf(key.tonic));
  let raised: Interval | null = null;
  if (!isInScale(pitchClass, key)) {
    if (above === 6) raised = isDiminished(quality) || isMinor(quality) ? { degree: 4, alteration: 1 } : { degree: 5, alteration: -1 };
    else if (isDiminished(quality) && above === 1) raised = { degree: 1, alteration: 1 };
    else if (isDiminished(quality) && above === 8) raised = { degree: 5, alteration: 1 };
  }
  return raised ? withoutDoubles(noteAbove(key.tonic, raised)) : spell(pitchClass, key);
}

/** The degree by which a chord names a tone, by semitones above its root. */
function degreeOf(above: number, quality: string): Interval {
  const minorThird = isMinor(quality) || isDiminished(quality);
  const rows: Interval[] = [
    { degree: 1, alteration: 0 }, { degree: 2, alteration: -1 }, { degree: 2, alteration: 0 },
    minorThird ? { degree: 3, alteration: -1 } : { degree: 2, alteration: 1 },
    { degree: 3, alteration: 0 }, { degree: 4, alteration: 0 },
    /b5/.test(quality) || isDiminished(quality) ? { degree: 5, alteration: -1 } : { degree: 4, alteration: 1 },
    { degree: 5, alteration: 0 },
    /^(aug|\+)|#5/.test(quality) ? { degree: 5, alteration: 1 } : { degree: 6, alteration: -1 },
    /^(dim|°|o)7/.test(quality) ? { degree: 7, alteration: -2 } : { degree: 6, alteration: 0 },
    { degree: 7, alteration: -1 }, { degree: 7, alteration: 0 },
  ];
  return rows[above] ?? { degree: 1, alteration: 0 };
}

/** Tones of plain chords, enough to tell a chord's own bass note from a foreign one. */
function isChordTone(above: number, quality: string): boolean {
  const third = /sus/.test(quality) ? [2, 5] : isMinor(quality) || isDiminished(quality) ? [3] : [4];
  const fifth = isDiminished(quality) || /b5/.test(quality) ? 6 : /^(aug|\+)|#5/.test(quality) ? 8 : 7;
  const seventh = /maj|M7|Δ/.test(quality) ? [11] : /^(dim|°|o)7/.test(quality) ? [9] : /6/.test(quality) ? [9] : /7|9|11|13/.test(quality) ? [10] : [];
  return [0, ...third, fifth, ...seventh].includes(above);
}

function spelledBass(pitchClass: number, root: Spelling, quality: string, key: Key): Spelling {
  const above = mod12(pitchClass - pitchClassOf(root));
  if (isInScale(pitchClass, key) && !isChordTone(above, quality)) return spell(pitchClass, key);
  return withoutDoubles(noteAbove(root, degreeOf(above, quality)));
}

/** A chord moved by semitones and spelled for a key; what is no chord stays as it is. */
export function transposeChordName(symbol: string, semitones: number, key: Key): string {
  const name = isNoChord(symbol) ? null : splitChord(symbol);
  if (!name) return symbol;
  const root = spelledRoot(pitchClassOf(name.root) + semitones, name.quality, key);
  const sameBass = name.bass === null || pitchClassOf(name.bass) === pitchClassOf(name.root);
  const bass = sameBass || !name.bass ? null : spelledBass(mod12(pitchClassOf(name.bass) + semitones), root, name.quality, key);
  return chordText({ root, quality: name.quality, bass });
}

/** The same chord spelled for a key: "G#" in Eb major is "Ab". */
export function respell(symbol: string, key: Key): string {
  return transposeChordName(symbol, 0, key);
}
