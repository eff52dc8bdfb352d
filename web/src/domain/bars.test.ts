import { expect, it } from 'vitest';
import { barInserted, barsTaken } from './bars';
import { applyAll } from './edits';
import { complete, emptySong, type Part, type Song } from './song';
import { barsOf } from './timeline';

const song: Song = complete({
  ...emptySong(), nextId: 50,
  parts: [{
    id: 'p1', name: 'Verse', bars: 4,
    chords: [
      { id: 'c1', start: 0, length: 3840, symbol: 'C' }, { id: 'c2', start: 3840, length: 5760, symbol: 'F' }, { id: 'c3', start: 11520, length: 3840, symbol: 'G' },
    ],
    melody: [{ id: 'n1', start: 3360, length: 960, pitch: 60 }, { id: 'n2', start: 4800, length: 480, pitch: 62 }, { id: 'n3', start: 11520, length: 960, pitch: 64 }],
    lyrics: [
      { id: 'l1', start: 0, text: 'a line' }, { id: 'l2', start: 4800, text: 'two', noteId: 'n2' }, { id: 'l3', start: 7680, text: 'gone?' }, { id: 'l4', start: 11520, text: 'three', noteId: 'n3' },
    ],
  }],
});
const part = song.parts[0]!;
const bars = barsOf(song, part);
const after = (edits: Parameters<typeof applyAll>[1]): Part => applyAll(song, edits).song.parts[0]!;
const seen = ({ bars: count, chords, melody, lyrics }: Part) => ({
  count, chords: chords.map(({ symbol, start, length }) => [symbol, start, length]), melody: melody.map(({ start, length }) => [start, length]), words: lyrics.map(({ text, start }) => [text, start]),
});

it('puts a bar in, and everything behind moves with its bar', () => {
  expect(seen(after(barInserted(part, bars[1]!)))).toEqual({
    count: 5,
    chords: [['C', 0, 3840], ['F', 7680, 5760], ['G', 15360, 3840]],
    melody: [[3360, 960], [8640, 480], [15360, 960]],
    words: [['a line', 0], ['two', 8640], ['gone?', 11520], ['three', 15360]],
  });
});

it('takes bars out with what begins in them', () => {
  expect(seen(after(barsTaken(part, bars, bars[1]!, bars[2]!)))).toEqual({
    count: 2,
    chords: [['C', 0, 3840], ['G', 3840, 3840]],
    melody: [[3360, 480], [3840, 960]],
    words: [['a line', 0], ['three', 3840]],
  });
  // What sounds on behind them comes up to them.
  expect(seen(after(barsTaken(part, bars, bars[1]!, bars[1]!))).chords).toEqual([['C', 0, 3840], ['F', 3840, 1920], ['G', 7680, 3840]]);
});

it('leaves a part one bar, and undoing brings all of it back', () => {
  expect(barsTaken(part, bars, bars[0]!, bars[3]!)).toEqual([]);
  const done = applyAll(song, barsTaken(part, bars, bars[0]!, bars[1]!));
  expect({ ...applyAll(done.song, done.inverse).song, nextId: 0 }).toEqual({ ...song, nextId: 0 });
});
