import { editsTo, endOf, placed, type Placed } from './arrange';
import type { Edit, Origin, Part, Song, Tick } from './song';
import { beatTicks, firstStartOf, meterAt, partLength, ticksOfBars } from './timeline';

/** What a suggestion brings into the song: chords with their lengths in beats of the metre; a bar each without. */
export interface Insertable {
  chords: string[];
  beats: number[];
}

/** The pieces of a chord that lie outside locked ones. */
function aroundLocked(chord: Placed, part: Part): Placed[] {
  let pieces = [chord];
  for (const locked of part.chords.filter((one) => one.locked)) {
    pieces = pieces.flatMap((piece) => {
      if (locked.start >= endOf(piece) || endOf(locked) <= piece.start) return [piece];
      const before = { ...piece, length: locked.start - piece.start };
      const after = { ...piece, start: endOf(locked), length: endOf(piece) - endOf(locked) };
      return [before, after].filter((one) => one.length > 0);
    });
  }
  return pieces;
}

/** Bars a part needs so that it reaches a tick. */
export function barsToReach(song: Song, part: Part, end: Tick): number {
  const start = firstStartOf(song, part.id);
  let bars = part.bars;
  while (bars < 999 && ticksOfBars(song, start, bars) < end) bars += 1;
  return bars;
}

/**
 * The edits that put a progression into a part from a tick on: what lies there gives way, locked chords stay, the part
 * grows by whole bars where it must. `end` is the tick after the last chord. Nothing when there is no such part.
 */
export function insertionEdits(song: Song, partId: string, start: Tick, progression: Insertable, origin: Origin): { edits: Edit[]; end: Tick } | null {
  const part = song.parts.find((one) => one.id === partId);
  if (!part) return null;
  const meter = meterAt(song, firstStartOf(song, partId) + Math.max(0, start));
  let at = start;
  const added: Placed[] = progression.chords.map((symbol, index) => {
    const length = Math.round((progression.beats[index] ?? meter.beats) * beatTicks(meter));
    const chord: Placed = { start: at, length, symbol, locked: false, origin };
    at += length;
    return chord;
  });
  const chords = placed(part.chords, added.flatMap((chord) => aroundLocked(chord, part)));
  const edits = editsTo(part, chords);
  const grow: Edit[] = at > partLength(song, part) ? [{ op: 'setBars', partId, bars: barsToReach(song, part, at) }] : [];
  const all = [...grow, ...edits];
  return { edits: all.length > 1 ? [{ op: 'batch', edits: all }] : all, end: at };
}
