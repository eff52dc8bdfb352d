import { endOf, overlaps } from './arrange';
import { sheetOf } from './chordSheet';
import type { Part, Song } from './song';
import { barsOf, type Bar } from './timeline';

/** Two songs side by side, bar by bar: what is in each, and whether they differ there. */
export interface BarPair {
  number: number;
  /** Chords as text; null where that song has no such bar. */
  a: string | null;
  b: string | null;
  changed: boolean;
  /** The tune or the words differ, whatever the chords do. */
  tuneChanged: boolean;
}
export interface PartPair {
  name: string;
  /** In which of the two the section is. */
  inSongs: 'both' | 'a' | 'b';
  bars: BarPair[];
}
export type FactName = 'title' | 'key' | 'meter' | 'tempo' | 'order' | 'groove' | 'capo';
export interface Comparison {
  parts: PartPair[];
  /** What differs in the song as a whole. */
  facts: { name: FactName; a: string; b: string }[];
}

const factsOf = (song: Song): Record<FactName, string> => ({
  title: song.title,
  key: song.keyMap.map((one) => `${one.key} ${one.mode}`).join(', '),
  meter: song.meterMap.map((one) => one.meter).join(', '),
  tempo: song.tempoMap.map((one) => String(one.bpm)).join(', '),
  order: song.order.map((id) => song.parts.find((part) => part.id === id)?.name ?? '').join(', '),
  groove: song.style.groove,
  capo: String(song.capo),
});

const chordsIn = (song: Song, part: Part, bar: Bar): string => sheetOf(song, part, bar.start, endOf(bar)).replace(/^\|\s*|\s*\|$/g, '');

/** Notes and words of a bar, by what they are and not by their ids. */
function tuneIn(part: Part, bar: Bar): string {
  const notes = part.melody.filter((note) => overlaps(note, bar.start, endOf(bar))).map(({ start, length, pitch }) => [start - bar.start, length, pitch]);
  const words = part.lyrics.filter((lyric) => lyric.start >= bar.start && lyric.start < endOf(bar)).map(({ start, text }) => [start - bar.start, text]);
  return JSON.stringify([notes, words]);
}

function barPairs(a: Song, partA: Part | undefined, b: Song, partB: Part | undefined): BarPair[] {
  const barsA = partA ? barsOf(a, partA) : [];
  const barsB = partB ? barsOf(b, partB) : [];
  return Array.from({ length: Math.max(barsA.length, barsB.length) }, (_, index) => {
    const barA = barsA[index];
    const barB = barsB[index];
    const textA = partA && barA ? chordsIn(a, partA, barA) : null;
    const textB = partB && barB ? chordsIn(b, partB, barB) : null;
    const tuneA = partA && barA ? tuneIn(partA, barA) : '[[],[]]';
    const tuneB = partB && barB ? tuneIn(partB, barB) : '[[],[]]';
    return { number: (barB ?? barA)?.number ?? index + 1, a: textA, b: textB, changed: textA !== textB, tuneChanged: tuneA !== tuneB };
  });
}

/** Sections are the same by their ids. Those of `b` come in their order, then those that only `a` has. */
export function compareSongs(a: Song, b: Song): Comparison {
  const parts = [
    ...b.parts.map((part) => ({ partA: a.parts.find((one) => one.id === part.id), partB: part as Part | undefined })),
    ...a.parts.filter((part) => !b.parts.some((one) => one.id === part.id)).map((part) => ({ partA: part as Part | undefined, partB: undefined })),
  ].map(({ partA, partB }): PartPair => ({
    name: (partB ?? partA)?.name ?? '',
    inSongs: partA && partB ? 'both' : partA ? 'a' : 'b',
    bars: barPairs(a, partA, b, partB),
  }));
  const [factsA, factsB] = [factsOf(a), factsOf(b)];
  const names = Object.keys(factsA) as FactName[];
  return { parts, facts: names.filter((name) => factsA[name] !== factsB[name]).map((name) => ({ name, a: factsA[name], b: factsB[name] })) };
}
