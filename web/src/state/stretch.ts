import { endOf, eventAt, overlaps } from '../domain/arrange';
import type { Chord, Mode, Note, Part, Song, Tick } from '../domain/song';
import { barTicks, beatTicks, firstStartOf, holdsAt, meterAt, parseMeter } from '../domain/timeline';

/** Chords with their lengths in beats of a metre. */
export interface Stretch {
  chords: string[];
  beats: number[];
  /** The tune over them, counted in ticks from their beginning. */
  tune?: Note[];
}

/** Ticks of a beat and of a bar. */
export interface Metre {
  beat: Tick;
  bar: Tick;
}

/** Where a part is first played; the song's beginning where none is given. */
const startOf = (song: Song, part?: Part): Tick => (part ? firstStartOf(song, part.id) : 0);

/** The metre in which a part is first played. */
export function metreOf(song: Song, part?: Part): Metre {
  const meter = meterAt(song, startOf(song, part));
  return { beat: beatTicks(meter), bar: barTicks(meter) };
}
export const meterOf = (song: Song, part?: Part): string => holdsAt(song.meterMap, startOf(song, part)).meter;

/** Key and mode in which a part is first played. */
export function keyOf(song: Song, part?: Part): { key: string; mode: Mode } {
  const { key, mode } = holdsAt(song.keyMap, startOf(song, part));
  return { key, mode };
}

/** Whole bars that beats of a metre fill. */
export function barsIn(beats: readonly number[], meter: string): number {
  return Math.max(1, Math.ceil(beats.reduce((sum, one) => sum + one, 0) / parseMeter(meter).beats));
}

/** What sounds in a part from one tick to another: chords are cut at the ends, silence is "N.C.". */
export function stretchOf(part: Part, from: Tick, to: Tick, beat: Tick): Stretch {
  const stretch: Stretch = { chords: [], beats: [] };
  const add = (symbol: string, ticks: Tick): void => {
    if (ticks <= 0) return;
    stretch.chords.push(symbol);
    stretch.beats.push(ticks / beat);
  };
  let at = from;
  for (const chord of part.chords) {
    const start = Math.max(chord.start, from);
    const end = Math.min(endOf(chord), to);
    if (end <= start) continue;
    add('N.C.', start - at);
    add(chord.symbol, end - start);
    at = end;
  }
  add('N.C.', to - at);
  return stretch;
}

export const hasSound = (stretch: Stretch): boolean => stretch.chords.some((symbol) => symbol !== 'N.C.');

/** The first silent bar line behind the part's last chord. */
export function endOfChords(part: Part, bar: Tick): Tick {
  const last = part.chords.at(-1);
  return last ? Math.ceil(endOf(last) / bar) * bar : 0;
}

/** Whether a bar of the part holds no chord at all. */
export function hasSilentBar(part: Part, bar: Tick): boolean {
  const sounds = (from: Tick): boolean => part.chords.some((chord) => overlaps(chord, from, from + bar));
  return Array.from({ length: part.bars }, (_, index) => index * bar).some((from) => !sounds(from));
}

/**
 * A part's chords around one that is asked for, in the words of a suggestion request: "C G | _ . F . | Am".
 * `_` stands for the asked chord. At most `reach` bars before and behind it are told.
 */
export function contextAround(part: Part, asked: Chord, metre: Metre, reach = 4): string {
  const { beat, bar } = metre;
  const grid = part.chords.some((chord) => chord.start % beat !== 0) ? beat / 2 : beat;
  const firstBar = Math.max(0, Math.floor(asked.start / bar) - reach);
  const lastBar = Math.min(part.bars - 1, Math.floor((endOf(asked) - 1) / bar) + reach);
  const symbolAt = (tick: Tick): string => {
    const chord = eventAt(part.chords, tick);
    if (!chord) return 'N.C.';
    // Held over from the bar line before what is told: its name is needed once.
    if (chord.start < tick && tick > firstBar * bar) return '.';
    return chord.id === asked.id ? '_' : chord.symbol;
  };
  const bars = Array.from({ length: lastBar - firstBar + 1 }, (_, index) => {
    const from = (firstBar + index) * bar;
    return Array.from({ length: Math.round(bar / grid) }, (__, step) => symbolAt(from + step * grid)).join(' ');
  });
  return bars.join(' | ');
}

export const isSilent = (song: Song): boolean => song.parts.every((part) => part.chords.length === 0);
