import { expect, it } from 'vitest';
import { applyAll } from './edits';
import { laneRange, notePlaced, noteRemoved, pitchOfLetter, scaleStep, snapPitch } from './melody';
import { keyOf } from './notes';
import { complete, emptySong, type Part, type Song } from './song';
import { lineFreed, lineStarts, lineSung, lineWritten, nextLineStart, wordLines } from './words';

const song: Song = complete({
  ...emptySong(),
  nextId: 20,
  parts: [{
    id: 'p1', name: 'Verse', bars: 4,
    melody: [0, 960, 1920, 4800].map((start, index) => ({ id: `n${index + 1}`, start, length: 960, pitch: 60 + index })),
    lyrics: [{ id: 'l1', start: 0, text: 'quiet rain' }],
  }],
});
const partOf = (of: Song): Part => of.parts[0]!;
const after = (of: Song, edits: Parameters<typeof applyAll>[1]): Song => applyAll(of, edits).song;

it('lets notes give way to the one that comes', () => {
  const placed = after(song, notePlaced(song, partOf(song), { start: 480, length: 960, pitch: 70, velocity: 80 }));
  expect(partOf(placed).melody.map(({ start, length, pitch }) => [start, length, pitch])).toEqual([[0, 480, 60], [480, 960, 70], [1920, 960, 62], [4800, 960, 63]]);
});

it('grows the part where a note reaches beyond it', () => {
  expect(partOf(after(song, notePlaced(song, partOf(song), { start: 15000, length: 960, pitch: 60, velocity: 80 }))).bars).toBe(5);
});

it('moves and removes a note with its syllable', () => {
  const sung = after(song, lineSung(partOf(song), wordLines(song, partOf(song))[0]!));
  expect(partOf(sung).lyrics.map(({ text, noteId }) => [text, noteId])).toEqual([['qui-', 'n1'], ['et', 'n2'], ['rain', 'n3']]);
  const [, second] = partOf(sung).melody;
  const moved = after(sung, notePlaced(sung, partOf(sung), { ...second!, start: 1080, length: 840 }));
  expect(partOf(moved).lyrics.find((lyric) => lyric.noteId === 'n2')?.start).toBe(1080);
  expect(partOf(after(sung, noteRemoved(partOf(sung), 'n2'))).lyrics.map((lyric) => lyric.text)).toEqual(['qui-', 'rain']);
});

it('knows lines by the rests of the tune, counts, and goes back to whole lines', () => {
  const sung = after(song, lineSung(partOf(song), wordLines(song, partOf(song))[0]!));
  const [line] = wordLines(sung, partOf(sung));
  expect(line).toMatchObject({ kind: 'sung', text: 'qui-et rain', syllables: [{ text: 'qui-' }, { text: 'et' }, { text: 'rain' }] });
  const longer = after(sung, lineWritten(partOf(sung), line!, 'one two three four five'));
  // The fourth note is still this line's; it takes what is left.
  expect(partOf(longer).lyrics.map((lyric) => lyric.text)).toEqual(['one', 'two', 'three', 'four five']);
  expect(wordLines(longer, partOf(longer)).map((one) => one.text)).toEqual(['one two three', 'four five']);
  const freed = after(sung, lineFreed(partOf(sung), line!));
  expect(partOf(freed).lyrics.map(({ text, noteId }) => [text, noteId])).toEqual([['quiet rain', undefined]]);
  expect(partOf(after(song, lineWritten(partOf(song), wordLines(song, partOf(song))[0]!, ' '))).lyrics).toEqual([]);
});

it('puts the next line two bars on', () => {
  expect(nextLineStart(song, partOf(song))).toBe(7680);
});

it('spreads the first lines over the part', () => {
  expect(lineStarts(song, partOf(song), 2)).toEqual([0, 7680]);
  expect(lineStarts(song, partOf(song), 3)).toEqual([0, 3840, 7680]);
  expect(lineStarts(song, partOf(song), 8)).toEqual([0, 1920, 3840, 5760, 7680, 9600, 11520, 13440]);
});

it('snaps to the scale and reads letters in the key', () => {
  const d = keyOf('D', 'Maj');
  expect(snapPitch(65, d)).toBe(64);
  expect(scaleStep(64, d, 1)).toBe(66);
  expect(pitchOfLetter('f', d, 62)).toBe(66);
  expect(pitchOfLetter('b', d, 62)).toBe(59);
  expect(laneRange([])).toEqual({ low: 59, high: 76 });
  expect(laneRange([{ pitch: 40 }, { pitch: 70 }])).toEqual({ low: 38, high: 72 });
});

it('keeps a sung line together where the tune rests after every note, and never parts a word', () => {
  // Half a beat on each first and third beat of four bars; then four beats of silence more.
  const sparse = complete({
    ...emptySong(),
    parts: [{
      id: 'p1', name: 'Verse', bars: 6,
      melody: [0, 1920, 3840, 5760, 13440, 15360].map((start, index) => ({ id: `n${index + 1}`, start, length: 480, pitch: 60 })),
      lyrics: [['qui-', 'n1'], ['et', 'n2'], ['rain', 'n3'], ['now', 'n4'], ['we', 'n5'], ['go', 'n6']].map(([text = '', noteId = ''], index) => ({ id: `l${index + 1}`, start: [0, 1920, 3840, 5760, 13440, 15360][index] ?? 0, text, noteId })),
    }],
  });
  expect(wordLines(sparse, partOf(sparse)).map((one) => one.text)).toEqual(['qui-et rain now', 'we go']);
  const apart = { ...sparse, parts: [{ ...partOf(sparse), lyrics: partOf(sparse).lyrics.map((one) => (one.id === 'l4' ? { ...one, text: 'to-' } : one)) }] };
  expect(wordLines(apart, partOf(apart)).map((one) => one.text)).toEqual(['qui-et rain to-we go']);
});
