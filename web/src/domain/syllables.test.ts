import { expect, it } from 'vitest';
import { lineOf, syllablesOf } from './syllables';

it('cuts English words where they are sung', () => {
  const rows: [string, string][] = [
    ['memories of a warm summer beach', 'me- mo- ries of a warm sum- mer beach'],
    ['the table', 'the ta- ble'],
    ['loved and lost', 'loved and lost'],
    ['quiet lions of the nation', 'qui- et li- ons of the na- tion'],
    ['wanted', 'wan- ted'],
    ['home alone', 'home a- lone'],
    ['rain on the window', 'rain on the win- dow'],
  ];
  for (const [line, cut] of rows) expect(syllablesOf(line).join(' '), line).toBe(cut);
});

it('counts Hangul by its signs, and keeps marks with their syllable', () => {
  expect(syllablesOf('따뜻한 바다,')).toEqual(['따-', '뜻-', '한', '바-', '다,']);
});

it('lets hyphens decide, and a sign hold a note', () => {
  expect(syllablesOf('qui-et ev-ry _ night')).toEqual(['qui-', 'et', 'ev-', 'ry', '_', 'night']);
});

it('joins them again with their hyphens', () => {
  expect(lineOf(['qui-', 'et', 'rain'])).toBe('qui-et rain');
  expect(syllablesOf(lineOf(syllablesOf('memories of summer')))).toEqual(syllablesOf('memories of summer'));
});
