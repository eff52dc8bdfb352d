import { mod12 } from './notes';
import type { Song } from './song';

/** Lowest and highest pitch, MIDI numbers. */
export interface PitchRange {
  low: number;
  high: number;
}

/** What the song's melody spans; nothing where none is written. */
export function melodyRange(song: Song): PitchRange | null {
  const pitches = song.parts.flatMap((part) => part.melody.map((note) => note.pitch));
  return pitches.length ? { low: Math.min(...pitches), high: Math.max(...pitches) } : null;
}

/**
 * By how many semitones a tune is moved so that it lies within a singer's range: the smallest move that fits, or where
 * none does the one that leaves as much over at the top as at the bottom. Never more than 12 either way.
 */
export function moveIntoRange(tune: PitchRange, voice: PitchRange): { semitones: number; fits: boolean } {
  const up = voice.low - tune.low;
  const down = voice.high - tune.high;
  const fits = up <= down;
  const semitones = fits ? Math.max(up, Math.min(down, 0)) : Math.round((up + down) / 2);
  return { semitones: Math.max(-12, Math.min(12, semitones)) + 0, fits };
}

const names = ['C', 'C#', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'];
/** "C4" is 60. */
export function pitchName(pitch: number): string {
  return `${names[mod12(pitch)]}${Math.floor(pitch / 12) - 1}`;
}
