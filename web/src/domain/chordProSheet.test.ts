import { expect, it } from 'vitest';
import { readChordPro } from './chordProSheet';

const text = `{title: Quiet rain}
{capo: 2}
{key: Am}
{time: 4/4}
{tempo: 96}

{start_of_verse: Verse}
{x_amuse_bars: Am7 | F . C G}
[Am7]quiet rain [F]falls [C]
{x_amuse_bars: Am7 | F}
[Am7] [F]
{end_of_verse}

{start_of_chorus: Chorus}
{x_amuse_bars: C}
[C]home
{end_of_chorus}

{chorus}
`;

it('reads words with their chords, bars without words, and the chorus again', () => {
  const sheet = readChordPro(text);
  expect(sheet.title).toBe('Quiet rain');
  expect(sheet.facts).toEqual([['capo', '2'], ['key', 'Am'], ['time', '4/4'], ['tempo', '96']]);
  expect(sheet.sections.map((one) => [one.name, one.again])).toEqual([['Verse', false], ['Chorus', false], ['Chorus', true]]);
  expect(sheet.sections[0]?.lines).toEqual([
    { kind: 'words', pieces: [{ chord: 'Am7', words: 'quiet rain ' }, { chord: 'F', words: 'falls ' }, { chord: 'C', words: '' }] },
    { kind: 'bars', bars: ['Am7', 'F'] },
  ]);
});
