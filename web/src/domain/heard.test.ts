// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { Transcription } from '../api/types';
import { clockText } from './clock';
import { barNumberAt, chordAt, corrected, downbeatMoved, keyNamed, keyIn, mainKey, metreNamed, rowsOf, tempoDoubled, tempoHalved } from './heard';

const heard: Transcription = {
  durationSeconds: 8, meter: '4/4', tempoBpm: 120, tuningCents: 0,
  beats: Array.from({ length: 16 }, (_, i) => ({ timeSeconds: 0.5 * i, beatInBar: ((i + 3) % 4) + 1 })),
  keys: [{ start: 0, end: 5, key: 'Eb Maj', confidence: 0.8 }, { start: 5, end: 8, key: 'C Min', confidence: 0.6 }],
  chords: [
    { start: 0, end: 4, chord: 'Eb', confidence: 0.4, alternatives: [{ chord: 'Cm7', p: 0.3 }, { chord: 'Gm', p: 0.1 }] },
    { start: 4, end: 8, chord: 'Ab/C', confidence: 0.9, alternatives: [] },
  ],
  sections: [],
};
const downbeats = (of: Transcription): number[] => of.beats.filter((one) => one.beatInBar === 1).map((one) => one.timeSeconds);

describe('what was heard, corrected', () => {
  it('takes an alternative as sure, and keeps what it was', () => {
    const [chord] = corrected(heard, 0, 'Cm7').chords;
    expect(chord).toMatchObject({ chord: 'Cm7', confidence: 1, alternatives: [{ chord: 'Eb', p: 0.4 }, { chord: 'Gm', p: 0.1 }] });
    expect(corrected(heard, 1, 'Ab/C').chords[1]).toBe(heard.chords[1]);
  });
  it('moves the beginning of bars round and back', () => {
    expect(downbeats(heard)).toEqual([0.5, 2.5, 4.5, 6.5]);
    expect(downbeats(downbeatMoved(heard, 1))).toEqual([1, 3, 5, 7]);
    expect(downbeatMoved(downbeatMoved(heard, -3), 3)).toEqual(heard);
  });
  it('halves and doubles the tempo around the first downbeat', () => {
    const fast = tempoDoubled(heard);
    expect(fast.tempoBpm).toBe(240);
    expect(fast.beats).toHaveLength(31);
    expect(downbeats(fast).slice(0, 3)).toEqual([0.5, 1.5, 2.5]);
    const slow = tempoHalved(heard);
    expect(slow.tempoBpm).toBe(60);
    expect(downbeats(slow)).toEqual([0.5, 4.5]);
    expect(tempoHalved(fast)).toEqual(heard);
  });
  it('counts bars of another length', () => {
    const waltz = metreNamed(heard, 3);
    expect(waltz.meter).toBe('3/4');
    expect(downbeats(waltz)).toEqual([0.5, 2, 3.5, 5, 6.5]);
    expect(metreNamed(heard, 6).meter).toBe('6/8');
  });
  it('spells the same chords in another key', () => {
    expect(mainKey(heard)).toEqual(keyIn('Eb Maj'));
    const sharp = keyNamed(heard, keyIn('G# Min'));
    expect(sharp.chords.map((one) => one.chord)).toEqual(['D#', 'G#/B#']);
    expect(sharp.keys).toEqual([{ start: 0, end: 8, key: 'G# Min', confidence: 1 }]);
  });
  it('lies in rows of whole bars, or of eight seconds without beats', () => {
    expect(rowsOf(heard, 2)).toEqual([{ start: 0, end: 4.5 }, { start: 4.5, end: 8 }]);
    expect(rowsOf({ ...heard, beats: [], chords: [{ start: 0, end: 20, chord: 'C', confidence: 1 }] }, 4).map((row) => row.end)).toEqual([8, 16, 20]);
    expect(rowsOf({ ...heard, chords: [], beats: [], durationSeconds: 0 }, 4)).toHaveLength(1);
  });
  it('finds chords, bars and clock times', () => {
    expect([chordAt(heard, 0), chordAt(heard, 4), chordAt(heard, 99)]).toEqual([0, 1, 1]);
    expect([barNumberAt(heard, 0), barNumberAt(heard, 0.5), barNumberAt(heard, 4.4)]).toEqual([0, 1, 2]);
    expect(clockText(65.9)).toBe('1:05');
  });
});
