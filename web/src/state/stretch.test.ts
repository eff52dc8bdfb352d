import { describe, expect, it } from 'vitest';
import { emptySong, type Part, type Song } from '../domain/song';
import { barsIn, contextAround, endOfChords, hasSilentBar, metreOf, stretchOf } from './stretch';

const metre = { beat: 960, bar: 3840 };
/** A part of chords with starts and lengths in beats. */
const partOf = (bars: number, ...chords: [string, number, number][]): Part => ({
  id: 'p1', name: 'Verse', bars, pickupTicks: 0, melody: [], lyrics: [],
  chords: chords.map(([symbol, start, length], i) => ({
    id: `c${i}`, symbol, start: start * metre.beat, length: length * metre.beat, locked: false, origin: { kind: 'human' },
  })),
});

it.each([
  ['4/4', { beat: 960, bar: 3840 }],
  ['6/8', { beat: 480, bar: 2880 }],
  ['3/2', { beat: 1920, bar: 5760 }],
])('measures %s', (meter, ticks) => {
  const song: Song = { ...emptySong(), meterMap: [{ at: 0, meter }] };
  expect(metreOf(song, song.parts[0])).toEqual(ticks);
});

describe('stretchOf', () => {
  const part = partOf(4, ['C', 0, 4], ['Am', 6, 4], ['F', 10, 2]);
  it('cuts chords at the ends and says where it is silent', () => {
    expect(stretchOf(part, 2 * 960, 16 * 960, 960)).toEqual({ chords: ['C', 'N.C.', 'Am', 'F', 'N.C.'], beats: [2, 2, 4, 2, 4] });
  });
});

describe('contextAround', () => {
  it('tells the bars around a chord, one sign a beat', () => {
    const part = partOf(3, ['C', 0, 3], ['G', 3, 3], ['Am', 6, 2], ['F', 8, 4]);
    expect(contextAround(part, part.chords[2]!, metre)).toBe('C . . G | . . _ . | F . . .');
  });
  it('names a chord that was held into the first bar told, and half beats where there are some', () => {
    const part = partOf(2, ['C', 0, 4.5], ['G', 4.5, 3.5]);
    expect(contextAround(part, part.chords[1]!, metre, 0)).toBe('C _ . . . . . .');
  });
});

it('finds where chords end and what is silent', () => {
  const part = partOf(4, ['C', 0, 4], ['Am', 4, 2]);
  expect(endOfChords(part, metre.bar)).toBe(2 * metre.bar);
  expect(hasSilentBar(part, metre.bar)).toBe(true);
  expect(hasSilentBar(partOf(2, ['C', 0, 4], ['Am', 4, 2]), metre.bar)).toBe(false);
});

it.each([[[4, 4, 4, 4], '4/4', 4], [[3, 3], '6/8', 1], [[2], '4/4', 1], [[4, 1], '4/4', 2]])('%j fill bars of %s: %d', (beats, meter, bars) =>
  expect(barsIn(beats, meter)).toBe(bars));
