import { expect, it } from 'vitest';
import { applyAll } from './edits';
import { gridOf } from './grid';
import { complete, emptySong, type Song } from './song';

const song: Song = complete({
  ...emptySong(), nextId: 9,
  parts: [{ id: 'p1', name: 'Verse', bars: 2, chords: [{ id: 'c1', start: 0, length: 5760, symbol: 'C' }] }],
});
const seen = (of: Song) => gridOf(of, of.parts[0]!).map((bar) => bar.segments.map(({ cell, length, first }) => [cell.chord?.symbol ?? '-', length, first]));

it('has a piece of a chord in each bar it reaches, and silence behind it', () => {
  expect(seen(song)).toEqual([[['C', 3840, true]], [['C', 1920, false], ['-', 1920, true]]]);
});

it('is the same object for the same song, so that what shows it need not be drawn again, and another after an edit', () => {
  expect(gridOf(song, song.parts[0]!)).toBe(gridOf(song, song.parts[0]!));
  const changed = applyAll(song, [{ op: 'setMeter', at: 0, meter: '3/4' }, { op: 'setBars', partId: 'p1', bars: 3 }]).song;
  expect(seen(changed).map((bar) => bar.length)).toEqual([1, 1, 1]);
  expect(seen(song).length).toBe(2);
});
