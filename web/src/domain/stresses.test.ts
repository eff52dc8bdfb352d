import { dictionary } from 'cmu-pronouncing-dictionary';
import { expect, it } from 'vitest';
import { readStresses } from './stresses';
import table from './stresses.txt?raw';
import { scan } from './syllables';

const stresses = readStresses(table);
const leant = (line: string): string => scan(line, stresses).map(({ text, isStressed }) => (isStressed ? text.toUpperCase() : text)).join(' ');

it('says of words what the dictionary says', () => {
  const words = Object.entries(dictionary).filter(([word]) => /^[a-z]{4,}$/.test(word)).filter((_, index) => index % 20 === 0);
  expect(words.length).toBeGreaterThan(4000);
  for (const [word, phones] of words) {
    const said = stresses(word);
    if (said !== '0') expect(said, word).toBe(phones.replace(/[^012]/g, '').replaceAll('2', '1'));
  }
});

it('leans on what a singer leans on', () => {
  expect(leant('memories of a warm summer beach')).toBe('ME- mo- ries of a WARM SUM- mer BEACH');
  expect(leant('Hello darkness, my old friend')).toBe('Hel- LO DARK- ness, my OLD FRIEND');
  expect(leant('I’m walking home tonight')).toBe('I’m WAL- king HOME to- NIGHT');
});

it('cuts words into as many syllables as they have', () => {
  const rows: [string, string][] = [['geology', 'ge- o- lo- gy'], ['nicely', 'nice- ly'], ['warehoused', 'ware- housed'], ['individualize', 'in- di- vi- du- a- lize']];
  for (const [word, cut] of rows) expect(scan(word, stresses).map(({ text }) => text).join(' '), word).toBe(cut);
});

it('says nothing of what it cannot read, and lets the writer cut', () => {
  expect(stresses('바다')).toBeNull();
  expect(stresses('!?')).toBeNull();
  expect(scan('따뜻한 바다', stresses).some(({ isStressed }) => isStressed)).toBe(false);
  expect(scan('ev-ry', stresses)).toEqual([{ text: 'ev-', isStressed: true }, { text: 'ry', isStressed: false }]);
  expect(scan('ev-er-y-bo', stresses).some(({ isStressed }) => isStressed)).toBe(false);
});
