import { expect, it } from 'vitest';
import { compareSongs } from './compare';
import { complete, emptySong, type Song } from './song';

const chords = (...symbols: string[]) => symbols.map((symbol, index) => ({ id: `c${index + 1}`, start: index * 3840, length: 3840, symbol }));
const before: Song = complete({ ...emptySong(), parts: [{ id: 'p1', name: 'Verse', bars: 3, chords: chords('C', 'F', 'G') }, { id: 'p2', name: 'Bridge', bars: 1 }] });

it('finds no difference in a song and itself, whatever its ids', () => {
  const { parts, facts } = compareSongs(before, { ...before, nextId: 99 });
  expect(facts).toEqual([]);
  expect(parts.flatMap((part) => part.bars).some((bar) => bar.changed || bar.tuneChanged)).toBe(false);
});

it('lights what changed: chords, tune, length, sections, tempo', () => {
  const after = complete({
    ...emptySong(), tempoMap: [{ at: 0, bpm: 120 }],
    parts: [
      { id: 'p1', name: 'Verse', bars: 4, chords: chords('C', 'Dm', 'G'), melody: [{ id: 'n1', start: 0, length: 960, pitch: 60 }] },
      { id: 'p3', name: 'Chorus', bars: 1 },
    ],
  });
  const { parts, facts } = compareSongs(before, after);
  expect(facts).toEqual([{ name: 'tempo', a: '96', b: '120' }]);
  expect(parts.map((part) => [part.name, part.inSongs])).toEqual([['Verse', 'both'], ['Chorus', 'b'], ['Bridge', 'a']]);
  expect(parts[0]?.bars.map(({ a, b, changed, tuneChanged }) => [a, b, changed, tuneChanged])).toEqual([
    ['C', 'C', false, true], ['F', 'Dm', true, false], ['G', 'G', false, false], [null, expect.any(String), true, false],
  ]);
});
