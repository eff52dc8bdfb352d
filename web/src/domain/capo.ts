import { respell, splitChord, transposeChordName } from './chordNames';
import { makeKey, pitchClassOf, type Key } from './notes';
import type { Song } from './song';

/** The shape a guitarist plays for a sounding chord behind a capo: Bb at fret 3 is G. */
export function capoShape(symbol: string, capo: number, key: Key): string {
  if (capo === 0) return respell(symbol, key);
  return transposeChordName(symbol, -capo, makeKey(pitchClassOf(key.tonic) - capo, key.mode));
}

/** Shapes with open strings; everything else is a barre or worse. Source: any guitar method's first-position chords. */
const open = new Set(['C', 'A', 'G', 'E', 'D', 'Am', 'Em', 'Dm']);

function isOpen(shape: string): boolean {
  const name = splitChord(shape);
  if (!name) return true;
  const minor = /^m(?!aj)/.test(name.quality) ? 'm' : '';
  return name.root.accidental === 0 && open.has(shape.charAt(0) + minor);
}

/** The capo, up to fret 7, behind which most of the song's time is played in open shapes; the lowest of equals. */
export function easiestCapo(song: Song, key: Key): number {
  const shares = Array.from({ length: 8 }, (_, capo) =>
    song.parts.flatMap((part) => part.chords).reduce((sum, chord) => sum + (isOpen(capoShape(chord.symbol, capo, key)) ? chord.length : 0), 0));
  return shares.indexOf(Math.max(...shares));
}
