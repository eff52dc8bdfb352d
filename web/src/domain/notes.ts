import type { Mode } from './song';

/** A written note: 0 is C, 6 is B; accidental -2..2. Spelling matters: F# is not Gb. */
export interface Spelling {
  letter: number;
  accidental: number;
}
export interface Key {
  tonic: Spelling;
  mode: Mode;
}
/** A degree above a root and how far it is raised: b3 is {degree: 3, alteration: -1}. */
export interface Interval {
  degree: number;
  alteration: number;
}

const letters = 'CDEFGAB';
const natural = [0, 2, 4, 5, 7, 9, 11];
const sharps: readonly Spelling[] = names('C C# D D# E F F# G G# A A# B');
const flats: readonly Spelling[] = names('C Db D Eb E F Gb G Ab A Bb B');

function names(text: string): Spelling[] {
  return text.split(' ').map((name) => ({ letter: letters.indexOf(name.charAt(0)), accidental: name.includes('#') ? 1 : name.includes('b') ? -1 : 0 }));
}

const signs: Record<string, number> = { '#': 1, '♯': 1, b: -1, '♭': -1, x: 2, '𝄪': 2, '𝄫': -2 };

/** The note at the beginning of a text and how long its name is; nothing where none is. */
export function takeNote(text: string): { note: Spelling; length: number } | null {
  const letter = letters.indexOf(text.charAt(0));
  if (text === '' || letter < 0) return null;
  let accidental = 0;
  let length = 1;
  for (const sign of text.slice(1)) {
    const step = signs[sign];
    if (step === undefined || Math.abs(accidental + step) > 2) break;
    accidental += step;
    length += sign.length;
  }
  return { note: { letter, accidental }, length };
}

export function noteText(note: Spelling): string {
  return letters.charAt(note.letter) + (note.accidental < 0 ? 'b' : '#').repeat(Math.abs(note.accidental));
}

/** The octave in which a pitch is written by a name of its own: 60 is C4, and B#3. */
export function octaveOf(pitch: number, name: Spelling): number {
  return Math.floor((pitch - name.accidental) / 12) - 1;
}

export function pitchClassOf(note: Spelling): number {
  return mod12((natural[note.letter] ?? 0) + note.accidental);
}

export function mod12(value: number): number {
  return ((value % 12) + 12) % 12;
}

export interface ModeFacts {
  semitones: readonly number[];
  signatureShift: number;
  minor: boolean;
}
/** Source: the church modes, harmonic minor and its fifth mode (Persichetti, Twentieth-Century Harmony, 1961, ch. 2). */
export const modes: Record<Mode, ModeFacts> = {
  Maj: { semitones: [0, 2, 4, 5, 7, 9, 11], signatureShift: 0, minor: false },
  Min: { semitones: [0, 2, 3, 5, 7, 8, 10], signatureShift: -3, minor: true },
  Dor: { semitones: [0, 2, 3, 5, 7, 9, 10], signatureShift: -2, minor: true },
  Phr: { semitones: [0, 1, 3, 5, 7, 8, 10], signatureShift: -4, minor: true },
  Lyd: { semitones: [0, 2, 4, 6, 7, 9, 11], signatureShift: 1, minor: false },
  Mix: { semitones: [0, 2, 4, 5, 7, 9, 10], signatureShift: -1, minor: false },
  Loc: { semitones: [0, 1, 3, 5, 6, 8, 10], signatureShift: -5, minor: true },
  Hmin: { semitones: [0, 2, 3, 5, 7, 8, 11], signatureShift: -3, minor: true },
  Phdm: { semitones: [0, 1, 4, 5, 7, 8, 10], signatureShift: -4, minor: false },
};

/** Sharps, or flats below 0, of the key signature. */
export function signatureOf(key: Key): number {
  const fifths = [0, 2, 4, -1, 1, 3, 5];
  return (fifths[key.tonic.letter] ?? 0) + 7 * key.tonic.accidental + modes[key.mode].signatureShift;
}

/** The note a degree above another as it is written: (D, b3) is F. */
export function noteAbove(root: Spelling, interval: Interval): Spelling {
  const letter = (root.letter + interval.degree - 1) % 7;
  const plain = natural[(interval.degree - 1) % 7] ?? 0;
  const wanted = pitchClassOf(root) + plain + interval.alteration;
  return { letter, accidental: mod12(wanted - (natural[letter] ?? 0) + 6) - 6 };
}

/** The plainest name of the same pitch: a natural where there is one. */
function simplified(note: Spelling): Spelling {
  const list = note.accidental < 0 ? flats : sharps;
  return list[pitchClassOf(note)] ?? note;
}

export function withoutDoubles(note: Spelling): Spelling {
  return Math.abs(note.accidental) > 1 ? simplified(note) : note;
}

/** The tonic spelled with the fewest accidentals. */
export function makeKey(pitchClass: number, mode: Mode): Key {
  const sharp: Key = { tonic: sharps[mod12(pitchClass)] ?? { letter: 0, accidental: 0 }, mode };
  const flat: Key = { tonic: flats[mod12(pitchClass)] ?? { letter: 0, accidental: 0 }, mode };
  const difference = Math.abs(signatureOf(sharp)) - Math.abs(signatureOf(flat));
  if (difference !== 0) return difference < 0 ? sharp : flat;
  return mod12(pitchClass) === 6 ? sharp : flat;
}

const chromaticDegrees: readonly [number, number][] = [
  [1, 0], [2, -1], [2, 0], [3, -1], [3, 0], [4, 0], [4, 1], [5, 0], [6, -1], [6, 0], [7, -1], [7, 0],
];

/** The name a pitch class takes in a key. */
export function spell(pitchClass: number, key: Key): Spelling {
  const above = mod12(pitchClass - pitchClassOf(key.tonic));
  const [degree, alteration] = above === 6 && modes[key.mode].semitones.includes(1) ? [5, -1] : chromaticDegrees[above] ?? [1, 0];
  return withoutDoubles(noteAbove(key.tonic, { degree, alteration }));
}

/** A key as songs name it; C where the text is no note. */
export function keyOf(tonic: string, mode: Mode): Key {
  return { tonic: takeNote(tonic)?.note ?? { letter: 0, accidental: 0 }, mode };
}

/** A key as songs and requests write it. */
export function inKey(key: Key): { key: string; mode: Mode } {
  return { key: noteText(key.tonic), mode: key.mode };
}

export function isInScale(pitchClass: number, key: Key): boolean {
  return modes[key.mode].semitones.includes(mod12(pitchClass - pitchClassOf(key.tonic)));
}

/** The pitch class that a letter has in a key's scale: F is F sharp in D major. Every mode here has each letter once. */
export function letterPitch(letter: string, key: Key): number {
  const at = letters.indexOf(letter.toUpperCase());
  const degree = (((at - key.tonic.letter) % 7) + 7) % 7;
  return mod12(pitchClassOf(key.tonic) + (modes[key.mode].semitones[degree] ?? 0));
}
