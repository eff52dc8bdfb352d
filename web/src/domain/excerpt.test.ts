import { expect, it } from 'vitest';
import { excerptOf } from './excerpt';
import { complete, emptySong, type Song } from './song';
import { validate } from './validate';

const base = emptySong('Song');
const song: Song = complete({
  ...base,
  tempoMap: [{ at: 0, bpm: 90 }, { at: 3840 * 5, bpm: 120 }],
  keyMap: [{ at: 0, key: 'C', mode: 'Maj' }, { at: 3840 * 4, key: 'D', mode: 'Min' }],
  parts: [
    { id: 'p1', name: 'Verse', bars: 4 },
    {
      id: 'p2', name: 'Chorus', bars: 4,
      chords: [{ id: 'c1', start: 0, length: 3840, symbol: 'Dm' }, { id: 'c2', start: 3840, length: 7680, symbol: 'Gm7' }],
      melody: [{ id: 'n1', start: 960, length: 960, pitch: 62 }, { id: 'n2', start: 4800, length: 960, pitch: 65 }],
      lyrics: [{ id: 'l1', start: 960, text: 'one', noteId: 'n1' }, { id: 'l2', start: 4800, text: 'two', noteId: 'n2' }],
    },
  ],
  order: ['p1', 'p2'],
});

it('takes a stretch with its key, tempo and what sounds in it', () => {
  const taken = excerptOf(song, song.parts[1]!, 3840, 7680);
  validate(taken);
  expect(taken.keyMap).toEqual([{ at: 0, key: 'D', mode: 'Min' }]);
  expect(taken.tempoMap).toEqual([{ at: 0, bpm: 120 }]);
  const [part] = taken.parts;
  expect(part?.bars).toBe(1);
  expect(part?.chords.map(({ start, length, symbol }) => ({ start, length, symbol }))).toEqual([{ start: 0, length: 3840, symbol: 'Gm7' }]);
  expect(part?.melody.map((note) => note.start)).toEqual([960]);
  expect(part?.lyrics.map((lyric) => lyric.text)).toEqual(['two']);
});

it('keeps whole bars, silent beside the stretch, and changes within it', () => {
  const taken = excerptOf(song, song.parts[1]!, 1920, 5760);
  validate(taken);
  expect(taken.tempoMap).toEqual([{ at: 0, bpm: 90 }, { at: 3840, bpm: 120 }]);
  expect(taken.parts[0]?.bars).toBe(2);
  expect(taken.parts[0]?.chords.map(({ start, length }) => [start, length])).toEqual([[1920, 1920], [3840, 1920]]);
});
