// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { capoShape, easiestCapo } from './capo';
import { respell, splitChord, transposeChordName } from './chordNames';
import { applyAll } from './edits';
import { insertionEdits } from './insertion';
import { keepingMaps } from './maps';
import { keyOf, makeKey, noteText } from './notes';
import { plainNashville, plainRoman } from './numerals';
import { emptySong, type Song } from './song';
import { moveIntoRange, pitchName } from './vocalRange';

describe('chord names', () => {
  it('are taken apart: root, quality, bass', () => {
    expect(splitChord('F#m7b5/C')).toEqual({ root: { letter: 3, accidental: 1 }, quality: 'm7b5', bass: { letter: 0, accidental: 0 } });
    expect(splitChord('C6/9')).toMatchObject({ quality: '6/9', bass: null });
    expect(splitChord('H7')).toBeNull();
  });
  it('are spelled for the key they arrive in', () => {
    for (const [symbol, semitones, key, result] of [
      ['C', 1, 'Db', 'Db'], ['G#m', 0, 'Eb', 'Abm'], ['Gb7', 0, 'C', 'Gb7'], ['F#m7b5', 0, 'C', 'F#m7b5'], ['C#dim7', 0, 'C', 'C#dim7'],
      ['G/B', 2, 'D', 'A/C#'], ['N.C.', 3, 'C', 'N.C.'], ['Ab', 0, 'E', 'G#'],
    ] as const) {
      expect(transposeChordName(symbol, semitones, keyOf(key, 'Maj')), `${symbol} in ${key}`).toBe(result);
    }
  });
  it('stay when they are spelled for the key already', () => {
    expect(respell('Bbmaj7', keyOf('F', 'Maj'))).toBe('Bbmaj7');
  });
  it('keys have the fewest accidentals', () => {
    expect(noteText(makeKey(8, 'Maj').tonic)).toBe('Ab');
    expect(noteText(makeKey(8, 'Min').tonic)).toBe('G#');
    expect(noteText(makeKey(6, 'Maj').tonic)).toBe('F#');
  });
  it('have numerals by the scale of the mode', () => {
    expect(['C', 'Dm7', 'Bb', 'F#dim'].map((one) => plainRoman(one, keyOf('C', 'Maj')))).toEqual(['I', 'ii7', 'bVII', 'bv°']);
    expect(plainRoman('Eb', keyOf('C', 'Min'))).toBe('III');
    expect(plainNashville('Am', keyOf('C', 'Maj'))).toBe('6-');
  });
});

describe('for hands and voices', () => {
  it('a capo makes shapes of sounding chords', () => {
    expect(capoShape('Bb', 3, keyOf('Bb', 'Maj'))).toBe('G');
    expect(capoShape('C#m', 4, keyOf('E', 'Maj'))).toBe('Am');
  });
  it('the easiest capo leaves the most open shapes', () => {
    const insertion = insertionEdits(emptySong(), 'p1', 0, { chords: ['Bb', 'Eb', 'F', 'Gm'], beats: [4, 4, 4, 4] }, { kind: 'human' });
    const song = applyAll(emptySong(), insertion?.edits ?? []).song;
    expect(easiestCapo(song, keyOf('Bb', 'Maj'))).toBe(3);
    expect(easiestCapo(emptySong(), keyOf('C', 'Maj'))).toBe(0);
  });
  it('a tune moves into a voice by the smallest step', () => {
    expect(moveIntoRange({ low: 60, high: 72 }, { low: 48, high: 69 })).toEqual({ semitones: -3, fits: true });
    expect(moveIntoRange({ low: 50, high: 60 }, { low: 48, high: 69 })).toEqual({ semitones: 0, fits: true });
    expect(moveIntoRange({ low: 40, high: 60 }, { low: 48, high: 72 })).toEqual({ semitones: 8, fits: true });
  });
  it('a tune that is too wide leaves as much over above as below', () => {
    expect(moveIntoRange({ low: 50, high: 80 }, { low: 50, high: 70 })).toEqual({ semitones: -5, fits: false });
  });
  it('pitches have names', () => {
    expect([60, 69, 46].map(pitchName)).toEqual(['C4', 'A4', 'Bb2']);
  });
});

describe('changes of tempo and key', () => {
  it('stay with the music when sections change places', () => {
    const song: Song = applyAll(emptySong(), [
      { op: 'addPart', part: { id: 'p2', name: 'Chorus', bars: 2 } }, { op: 'setOrder', order: ['p1', 'p2'] },
      { op: 'setKey', at: 4 * 3840, key: 'D', mode: 'Maj' }, { op: 'setTempo', at: 5 * 3840, bpm: 120 },
    ]).song;
    const after = applyAll(song, keepingMaps(song, [{ op: 'setBars', partId: 'p1', bars: 8 }])).song;
    expect(after.keyMap.map((one) => one.at)).toEqual([0, 8 * 3840]);
    expect(after.tempoMap.map((one) => one.at)).toEqual([0, 9 * 3840]);
  });
  it('cost nothing where there are none', () => {
    const edits = [{ op: 'setBars', partId: 'p1', bars: 8 } as const];
    expect(keepingMaps(emptySong(), edits)).toBe(edits);
  });
});
