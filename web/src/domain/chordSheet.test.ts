// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { placedSheet, readSheet, sheetOf } from './chordSheet';
import { applyAll } from './edits';
import { written } from './songEdits';
import { emptySong, type Song } from './song';

const bar = 3840;
const read = (text: string): string => readSheet(text, bar).chords.map((one) => `${one.symbol}@${one.start / 960}+${one.length / 960}`).join(' ');

describe('chords as plain text', () => {
  it('bars share their symbols equally', () => {
    expect(read('| C Am | F |')).toBe('C@0+2 Am@2+2 F@4+4');
  });
  it('a dot holds, a percent sign repeats the bar, a dash is silence', () => {
    expect(read('C . . G | % | - F')).toBe('C@0+3 G@3+1 C@4+3 G@7+1 F@10+2');
  });
  it('without bar lines each chord is a bar, over lines too', () => {
    expect(read('C Am\nF, G')).toBe('C@0+4 Am@4+4 F@8+4 G@12+4');
  });
  it('a bar of three is three even parts', () => {
    expect(readSheet('| C F G |', bar).chords.map((one) => one.length)).toEqual([1280, 1280, 1280]);
  });
  it('nothing but signs is nothing', () => {
    expect(readSheet(' | | ', bar).chords).toEqual([]);
  });
  it('what is written is read back', () => {
    for (const text of ['| C | Am F | G . . D7 |', '| Cmaj7 - | F#m7b5 B7 | Em . |']) {
      const song = emptySong();
      const [part] = song.parts;
      if (!part) throw new Error('no part');
      const sheet = readSheet(text, bar);
      const after: Song = applyAll(song, written(song, part, 0, sheet.length, placedSheet(sheet, 0))).song;
      const [filled] = after.parts;
      if (!filled) throw new Error('no part');
      const again = readSheet(sheetOf(after, filled, 0, sheet.length), bar);
      expect(again).toEqual(sheet);
    }
  });
});
