import { keyOf, type Key } from './notes';
import { kTicksPerQuarter, type Part, type Song, type Tick } from './song';

/** Beats a bar over the note value of a beat: "6/8" is six eighths. */
export interface Meter {
  beats: number;
  unit: number;
}

export function parseMeter(text: string): Meter {
  const [beats = 4, unit = 4] = text.split('/').map(Number);
  return { beats, unit };
}
export function beatTicks(meter: Meter): Tick {
  return (kTicksPerQuarter * 4) / meter.unit;
}
export function barTicks(meter: Meter): Tick {
  return beatTicks(meter) * meter.beats;
}

/** The entry of a map that holds at a played tick. */
export function holdsAt<Change extends { at: Tick }>(map: readonly Change[], at: Tick): Change {
  let found = map[0];
  for (const change of map) if (change.at <= at) found = change;
  if (!found) throw new Error('a map has no entry');
  return found;
}

export function meterAt(song: Song, at: Tick): Meter {
  return parseMeter(holdsAt(song.meterMap, at).meter);
}
export function keyAt(song: Song, at: Tick): Key {
  const change = holdsAt(song.keyMap, at);
  return keyOf(change.key, change.mode);
}

/** Ticks that some bars take from a bar line on, through changes of metre. */
export function ticksOfBars(song: Song, from: Tick, bars: number): Tick {
  let at = from;
  let left = bars;
  while (left > 0) {
    const bar = barTicks(meterAt(song, at));
    const next = song.meterMap.find((change) => change.at > at);
    const fitting = next ? Math.min(left, Math.max(1, Math.floor((next.at - at) / bar))) : left;
    at += fitting * bar;
    left -= fitting;
  }
  return at - from;
}

/** One playing of a part: played tick of its first bar line, length of its bars, number of its first bar. */
export interface PlayedPart {
  orderIndex: number;
  part: Part;
  start: Tick;
  length: Tick;
  firstBarNumber: number;
}

/** Asked for many times by every bar that is drawn; songs are never changed in place. */
const played_ = new WeakMap<Song, readonly PlayedPart[]>();

/** The parts in playing order. */
export function playedParts(song: Song): readonly PlayedPart[] {
  const known = played_.get(song) ?? playParts(song);
  played_.set(song, known);
  return known;
}

/** What `make` says of a song's part, made once for each: neither is ever changed in place, so the same answer is the same object. */
export function oncePerPart<Made>(make: (song: Song, part: Part) => Made): (song: Song, part: Part) => Made {
  const made = new WeakMap<Song, WeakMap<Part, Made>>();
  return (song, part) => {
    const ofSong = made.get(song) ?? new WeakMap<Part, Made>();
    made.set(song, ofSong);
    const known = ofSong.get(part) ?? make(song, part);
    ofSong.set(part, known);
    return known;
  };
}

function playParts(song: Song): PlayedPart[] {
  const played: PlayedPart[] = [];
  let start = 0;
  let firstBarNumber = 1;
  song.order.forEach((id, orderIndex) => {
    const part = song.parts.find((one) => one.id === id);
    if (!part) return;
    const length = ticksOfBars(song, start, part.bars);
    played.push({ orderIndex, part, start, length, firstBarNumber });
    start += length;
    firstBarNumber += part.bars;
  });
  return played;
}

/** The played tick where a part first begins; 0 for one that is not played. */
export function firstStartOf(song: Song, partId: string): Tick {
  return playedParts(song).find((one) => one.part.id === partId)?.start ?? 0;
}

/** The metre at a tick of a part, where it is first played; an upbeat is in its first bar's. */
export function meterInPart(song: Song, partId: string, tick: Tick): Meter {
  return meterAt(song, firstStartOf(song, partId) + Math.max(0, tick));
}

/** The length of a part's bars where it is first played; else in the song's first metre. */
export function partLength(song: Song, part: Part): Tick {
  const first = playedParts(song).find((one) => one.part.id === part.id);
  return first ? first.length : barTicks(meterAt(song, 0)) * part.bars;
}

/** Bars a part needs so that it reaches a tick. */
export function barsToReach(song: Song, part: Part, end: Tick): number {
  const start = firstStartOf(song, part.id);
  let bars = part.bars;
  while (bars < 999 && ticksOfBars(song, start, bars) < end) bars += 1;
  return bars;
}

/** A bar of a part: its part ticks and its metre; `number` counts through the song from the first playing. */
export interface Bar {
  number: number;
  start: Tick;
  length: Tick;
  meter: Meter;
}

/** The bars of a part, without its upbeat. */
export const barsOf = oncePerPart<readonly Bar[]>((song, part) => {
  const first = playedParts(song).find((one) => one.part.id === part.id);
  const from = first?.start ?? 0;
  const bars: Bar[] = [];
  let start = 0;
  for (let index = 0; index < part.bars; ++index) {
    const meter = first ? meterAt(song, from + start) : meterAt(song, 0);
    bars.push({ number: (first?.firstBarNumber ?? 1) + index, start, length: barTicks(meter), meter });
    start += barTicks(meter);
  }
  return bars;
});
