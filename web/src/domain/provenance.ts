import type { Chord, Origin, Song } from './song';
import { barsOf } from './timeline';
import { eventAt } from './arrange';

/** Where a song's chords came from. */
export interface ChordSource {
  part: string;
  bar: number;
  symbol: string;
  origin: Origin;
}
export interface Provenance {
  byHand: number;
  suggested: number;
  transcribed: number;
  notes: number;
  words: number;
  chords: ChordSource[];
}

export function provenanceOf(song: Song): Provenance {
  const all: Chord[] = song.parts.flatMap((part) => part.chords);
  const count = (kind: Origin['kind']): number => all.filter((chord) => chord.origin.kind === kind).length;
  return {
    byHand: count('human'),
    suggested: count('suggestion'),
    transcribed: count('transcription'),
    notes: song.parts.reduce((sum, part) => sum + part.melody.length, 0),
    words: song.parts.reduce((sum, part) => sum + part.lyrics.length, 0),
    chords: song.parts.flatMap((part) => {
      const bars = barsOf(song, part);
      return part.chords.map(({ start, symbol, origin }) => ({ part: part.name, bar: (eventAt(bars, Math.max(0, start)) ?? bars[0])?.number ?? 1, symbol, origin }));
    }),
  };
}
