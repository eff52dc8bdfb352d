import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { chordOfPitches, chordShapes } from './chordOfPitches';
import { keyOf } from './notes';

it.each<[number[], string, string | null]>([
  [[60, 64, 67], 'C', 'C'], [[64, 67, 72], 'C', 'C/E'], [[57, 60, 64, 67], 'C', 'Am7'], [[60, 64, 67, 69], 'C', 'C6'],
  [[63, 67, 70, 74], 'Eb', 'Ebmaj7'], [[66, 70, 73], 'B', 'F#'], [[59, 62, 65, 69], 'C', 'Bm7b5'], [[55, 62, 65, 71], 'C', 'G7'],
  [[48, 55], 'C', 'C5'], [[60, 61, 62, 63], 'C', null], [[60], 'C', null], [[], 'C', null],
  // Higher and altered ones, in close position.
  [[55, 59, 62, 65, 69, 72], 'C', 'G11'], [[55, 59, 62, 65, 69, 76], 'C', 'G13'], [[55, 59, 62, 65, 68], 'C', 'G7b9'], [[52, 56, 59, 62, 67], 'A', 'E7#9'],
  [[55, 59, 63, 65], 'C', 'G7#5'], [[55, 59, 61, 65], 'C', 'G7b5'], [[60, 64, 67, 69, 74], 'C', 'C69'], [[57, 60, 64, 66, 71], 'C', 'Am69'],
  [[57, 60, 64, 71], 'C', 'Amadd9'], [[57, 60, 64, 67, 71, 74], 'C', 'Am11'], [[60, 64, 67, 71, 74, 81], 'C', 'Cmaj13'], [[53, 57, 60, 64, 71], 'C', 'Fmaj7#11'],
  [[55, 60, 62, 65, 69], 'C', 'G9sus4'], [[55, 59, 62, 65, 73], 'C', 'G7#11'], [[62, 65, 69, 72, 76, 79, 83], 'C', 'Dm13'], [[57, 60, 64, 68, 71], 'A', 'AmMaj9'],
  // Shells, and what a left hand's bass makes of a right hand without root or fifth.
  [[43, 53, 59], 'C', 'G7'], [[36, 52, 59], 'C', 'Cmaj7'], [[43, 53, 57, 59, 64], 'C', 'G13'], [[43, 53, 59, 64], 'C', 'G13'], [[36, 52, 59, 62], 'C', 'Cmaj9'],
  [[38, 53, 60, 64], 'C', 'Dm9'], [[43, 59, 65, 68], 'C', 'G7b9'], [[40, 56, 62, 67], 'A', 'E7#9'], [[38, 53, 60, 64, 67], 'C', 'Dm11'], [[36, 52, 57, 62], 'C', 'C69'],
  // The bass decides where two chords have the same notes; where it is in neither root the plainer name stands.
  [[57, 60, 62, 64, 67], 'C', 'Am11'], [[60, 62, 64, 67, 69], 'C', 'C69'], [[62, 64, 67, 69, 72], 'C', 'D9sus4'], [[61, 65, 67, 71], 'C', 'Db7b5'],
  [[64, 67, 69, 71, 72], 'C', 'Am9/E'], [[60, 64, 69, 71], 'C', 'Amadd9/C'], [[60, 63, 65, 70], 'Bb', 'F7sus4/C'],
])('names %j in %s %s', (pitches, key, symbol) => expect(chordOfPitches(pitches, keyOf(key, 'Maj'))).toBe(symbol));

it('gives each chord another name, and other notes', () => {
  expect(new Set(chordShapes.map(([name]) => name)).size).toBe(chordShapes.length);
  expect(new Set(chordShapes.map(([, semitones]) => semitones.join())).size).toBe(chordShapes.length);
});

it('means by a name what the table of the chord symbols means', () => {
  const above: Record<string, number> = { 1: 0, 2: 2, 3: 4, 4: 5, 5: 7, 6: 9, 7: 11, 9: 2, 11: 5, 13: 9 };
  const table = new Map<string, string>();
  for (const line of readFileSync('../data/chord_qualities.tsv', 'utf8').split('\n').filter((one) => one && !one.startsWith('#')).slice(1)) {
    const [name = '', , synonyms = '', degrees = ''] = line.split('\t');
    const tones = degrees.split(' ').map((one) => ((above[one.replace(/[b#]/g, '')] ?? 0) + (one.split('#').length - one.split('b').length) + 12) % 12);
    for (const one of [name === '""' ? '' : name, ...synonyms.split(' ')]) table.set(one, [...new Set(tones)].sort((a, b) => a - b).join());
  }
  const known = chordShapes.filter(([name]) => table.has(name));
  expect(known.length).toBeGreaterThan(30);
  for (const [name, semitones] of known) expect(semitones.join(), name).toBe(table.get(name));
});
