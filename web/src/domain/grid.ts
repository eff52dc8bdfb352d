import { endOf, eventAt, overlaps } from './arrange';
import type { Chord, Part, Song, Tick } from './song';
import { barsOf, beatTicks, oncePerPart, type Bar } from './timeline';

/** A chord, or a stretch of silence within one bar, where a chord may be written. */
export interface Cell {
  chord: Chord | null;
  start: Tick;
  length: Tick;
}
/** The piece of a cell that lies in a bar. */
export interface Segment {
  cell: Cell;
  start: Tick;
  length: Tick;
  /** The cell begins, or ends, with this piece. */
  first: boolean;
  last: boolean;
}
export interface GridBar extends Bar {
  segments: Segment[];
}

/** A part's bars with its upbeat as a bar of its own, number 0. */
function withPickup(part: Part, bars: readonly Bar[]): readonly Bar[] {
  const [first] = bars;
  if (part.pickupTicks === 0 || !first) return bars;
  return [{ number: 0, start: -part.pickupTicks, length: part.pickupTicks, meter: first.meter }, ...bars];
}

/** The part's bars with what lies in them; a chord over a bar line has a piece in each bar. */
export const gridOf = oncePerPart<readonly GridBar[]>((song, part) =>
  withPickup(part, barsOf(song, part)).map((bar) => ({ ...bar, segments: segmentsOf(part, bar) })));

function segmentsOf(part: Part, bar: Bar): Segment[] {
  const segments: Segment[] = [];
  const barEnd = endOf(bar);
  let at = bar.start;
  const gap = (until: Tick): void => {
    if (until > at) segments.push({ cell: { chord: null, start: at, length: until - at }, start: at, length: until - at, first: true, last: true });
  };
  for (const chord of part.chords) {
    if (!overlaps(chord, bar.start, barEnd)) continue;
    const start = Math.max(chord.start, bar.start);
    const end = Math.min(endOf(chord), barEnd);
    gap(start);
    segments.push({
      cell: { chord, start: chord.start, length: chord.length }, start, length: end - start,
      first: chord.start >= bar.start, last: endOf(chord) <= barEnd,
    });
    at = end;
  }
  gap(barEnd);
  return segments;
}

/** Chords and gaps of a part in time, each once. */
export function cellsOf(song: Song, part: Part): Cell[] {
  return gridOf(song, part).flatMap((bar) => bar.segments.filter((one) => one.first).map((one) => one.cell));
}

/** The nearest beat (or part of one) of the part at or before a tick. */
export function snap(song: Song, part: Part, tick: Tick, partsOfBeat = 1): Tick {
  const bars = withPickup(part, barsOf(song, part));
  const bar = bars.find((one) => tick < endOf(one)) ?? bars.at(-1);
  if (!bar) return 0;
  const step = beatTicks(bar.meter) / partsOfBeat;
  // An upbeat ends on the bar line, so its beats are counted from there.
  const origin = bar.start < 0 ? 0 : bar.start;
  return Math.max(bar.start, origin + Math.round((tick - origin) / step) * step);
}

/** "bar 3, beat 2": from 1; beats with a rest of a beat get decimals. */
export function barAndBeat(bars: readonly Bar[], tick: Tick): { bar: number; beat: number } {
  const bar = eventAt(bars, tick) ?? bars.at(-1);
  if (!bar) return { bar: 1, beat: 1 };
  return { bar: bar.number, beat: Math.round(((tick - bar.start) / beatTicks(bar.meter) + 1) * 100) / 100 };
}
