import { describe, expect, it } from 'vitest';
import { barTune, isWholeBars, tuneCopy } from './barTune';
import { applyAll } from './edits';
import { complete, emptySong, type Edit, type Part, type Song } from './song';
import { chordsIn, copyOf, cutOut, moved, movedOver, removed, written, type Chosen } from './songEdits';

const bar = 3840;
/** Four bars of chords, in the first and third a tune with words; and a chorus of another metre's length. */
const song: Song = complete({
  ...emptySong(), nextId: 50, order: ['p1', 'p2'],
  parts: [
    {
      id: 'p1', name: 'Verse', bars: 4,
      chords: ['C', 'Am', 'F', 'G'].map((symbol, index) => ({ id: `c${index + 1}`, start: index * bar, length: bar, symbol })),
      melody: [
        { id: 'n1', start: 0, length: 960, pitch: 60 }, { id: 'n2', start: 2880, length: 1920, pitch: 62 },
        { id: 'n3', start: 2 * bar, length: 960, pitch: 64 }, { id: 'n4', start: 2 * bar + 2880, length: 960, pitch: 65 },
      ],
      lyrics: [
        { id: 'l1', start: 0, text: 'qui-', noteId: 'n1' }, { id: 'l2', start: 2880, text: 'et', noteId: 'n2' },
        { id: 'l3', start: 2 * bar, text: 'rain', noteId: 'n3' }, { id: 'l4', start: 3 * bar, text: 'a whole line' },
      ],
    },
    { id: 'p2', name: 'Chorus', bars: 1, chords: [{ id: 'd1', start: 0, length: bar, symbol: 'Dm' }], melody: [{ id: 'm1', start: 0, length: bar, pitch: 69 }], lyrics: [{ id: 'k1', start: 0, text: 'oh', noteId: 'm1' }] },
  ],
});
const partOf = (of: Song, id = 'p1'): Part => {
  const found = of.parts.find((one) => one.id === id);
  if (!found) throw new Error('no part');
  return found;
};
const part = partOf(song);
const chosen = (start: number, end: number): Chosen => ({ chords: chordsIn(part, start, end), start, end });
const after = (edits: Edit[]): Song => applyAll(song, edits).song;
/** Chords by the bar where they begin, notes with their words by the quarter, lines in brackets. */
const seen = ({ chords, melody, lyrics }: Part) => ({
  chords: chords.map((one) => `${one.symbol}@${one.start / bar}`).join(' '),
  notes: melody.map((note) => `${note.id}@${note.start / 960}+${note.length / 960} ${lyrics.find((one) => one.noteId === note.id)?.text ?? '-'}`),
  lines: lyrics.filter((one) => !one.noteId).map((one) => `${one.text}@${one.start / bar}`),
});
let given = 0;
const noteId = (): string => `x${(given += 1)}`;

describe('whole bars', () => {
  it('begin and end on bar lines, also on those the part would grow by', () => {
    expect([isWholeBars(song, part, 0, bar), isWholeBars(song, part, bar, 6 * bar), isWholeBars(song, part, 960, bar), isWholeBars(song, part, 0, 960), isWholeBars(song, part, bar, bar)])
      .toEqual([true, true, false, false, false]);
    expect(barTune(song, part, 960, bar)).toBeNull();
    expect(barTune(song, part, bar, 2 * bar)).toBeNull();
  });
  it('take tune and words along when they move; what lay there gives way, and the ids stay', () => {
    expect(seen(partOf(after(moved(song, part, chosen(0, bar), 2 * bar).edits)))).toEqual({
      chords: 'Am@1 C@2 G@3', notes: ['n1@8+1 qui-', 'n2@11+1 et'], lines: ['a whole line@3'],
    });
  });
  it('move onto bars that they share, and past the end', () => {
    expect(seen(partOf(after(moved(song, part, chosen(0, 3 * bar), bar).edits)))).toEqual({
      chords: 'C@1 Am@2 F@3', notes: ['n1@4+1 qui-', 'n2@7+2 et', 'n3@12+1 rain', 'n4@15+1 -'], lines: [],
    });
    const grown = partOf(after(moved(song, part, chosen(2 * bar, 4 * bar), 3 * bar).edits));
    expect({ bars: grown.bars, ...seen(grown) }).toEqual({
      bars: 7, chords: 'C@0 Am@1 F@5 G@6', notes: ['n1@0+1 qui-', 'n2@3+2 et', 'n3@20+1 rain', 'n4@23+1 -'], lines: ['a whole line@6'],
    });
  });
  it('that have no tune leave the one they come under', () => {
    expect(seen(partOf(after(moved(song, part, chosen(bar, 2 * bar), bar).edits)))).toEqual({
      chords: 'C@0 Am@2 G@3', notes: seen(part).notes, lines: ['a whole line@3'],
    });
  });
  it('moved by less than a bar, or chosen in part, are chords only', () => {
    expect(seen(partOf(after(moved(song, part, chosen(0, bar), 960).edits))).notes).toEqual(seen(part).notes);
    expect(seen(partOf(after(moved(song, part, { ...chosen(0, bar), end: 2 * bar - 960 }, bar).edits))).notes).toEqual(seen(part).notes);
  });
  it('go into another section with new ids, and undoing brings all of it back', () => {
    given = 0;
    const done = applyAll(song, movedOver(song, part, chosen(0, bar), partOf(song, 'p2'), 0, noteId));
    expect(seen(partOf(done.song))).toEqual({ chords: 'Am@1 F@2 G@3', notes: ['n3@8+1 rain', 'n4@11+1 -'], lines: ['a whole line@3'] });
    expect(seen(partOf(done.song, 'p2'))).toEqual({ chords: 'C@0', notes: ['x1@0+1 qui-', 'x2@3+1 et'], lines: [] });
    expect({ ...applyAll(done.song, done.inverse).song, nextId: 0 }).toEqual({ ...song, nextId: 0 });
  });
  it('are pasted with new notes in the place of what lies there', () => {
    given = 0;
    const tune = barTune(song, part, 0, bar);
    const edits = written(song, part, 3 * bar, 4 * bar, [{ start: 3 * bar, length: bar, symbol: 'C', locked: false, origin: { kind: 'human' } }], tune && tuneCopy(tune, noteId));
    const now = partOf(after(edits));
    expect(seen(now)).toEqual({ chords: 'C@0 Am@1 F@2 C@3', notes: [...seen(part).notes, 'x1@12+1 qui-', 'x2@15+1 et'], lines: [] });
    // Amid a bar only the chords come.
    expect(seen(partOf(after(written(song, part, 960, bar + 960, [], tune && tuneCopy(tune, noteId))))).notes).toEqual(seen(part).notes);
  });
  it('cut out go with their tune; chords alone are removed from under it', () => {
    expect(seen(partOf(after(cutOut(song, part, 0, bar))))).toEqual({ chords: 'Am@1 F@2 G@3', notes: ['n3@8+1 rain', 'n4@11+1 -'], lines: ['a whole line@3'] });
    expect(seen(partOf(after(removed(part, 0, bar)))).notes).toEqual(seen(part).notes);
  });
});

it('a copied section has notes of its own, with their syllables', () => {
  given = 0;
  const copy = copyOf(part, 'Verse 2', noteId);
  expect(copy.lyrics?.map((one) => [one.text, one.noteId])).toEqual([['qui-', 'x1'], ['et', 'x2'], ['rain', 'x3'], ['a whole line', undefined]]);
});
