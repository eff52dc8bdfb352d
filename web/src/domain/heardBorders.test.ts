// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { Transcription } from '../api/types';
import { beginningMoved, joinedWithNext, placesOf, split } from './heardBorders';

const heard: Transcription = {
  durationSeconds: 8, meter: '4/4', tempoBpm: 120, tuningCents: 0,
  beats: Array.from({ length: 14 }, (_, i) => ({ timeSeconds: 0.5 + 0.5 * i, beatInBar: (i % 4) + 1 })),
  keys: [], sections: [],
  chords: [
    { start: 0, end: 4, chord: 'C', confidence: 0.4, alternatives: [{ chord: 'Am', p: 0.3 }] },
    { start: 4, end: 4.5, chord: 'F', confidence: 0.6, alternatives: [] },
    { start: 4.5, end: 8, chord: 'F', confidence: 0.9, alternatives: [] },
  ],
};
const spans = (of: Transcription): (string | number)[][] => of.chords.map((one) => [one.start, one.end, one.chord]);

describe('where chords begin, corrected', () => {
  it('is on beats, between them, and on quarters of a second where there are none', () => {
    const places = placesOf(heard);
    expect(places.slice(0, 6)).toEqual([0, 0.25, 0.5, 0.75, 1, 1.25]);
    expect(places.at(-1)).toBe(7.75);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(placesOf({ ...heard, beats: [], chords: [{ start: 0, end: 1, chord: 'C', confidence: 1 }] })).toEqual([0, 0.25, 0.5, 0.75]);
    expect(placesOf({ ...heard, beats: [], chords: [], durationSeconds: 0 })).toEqual([]);
  });
  it('moves from place to place, and no chord vanishes', () => {
    expect(spans(beginningMoved(heard, 1, -1)).slice(0, 2)).toEqual([[0, 3.75, 'C'], [3.75, 4.5, 'F']]);
    expect(spans(beginningMoved(heard, 1, 1)).slice(0, 2)).toEqual([[0, 4.25, 'C'], [4.25, 4.5, 'F']]);
    expect(beginningMoved(beginningMoved(heard, 1, 1), 1, 1).chords[1]?.start).toBe(4.25);
    expect(beginningMoved(beginningMoved(heard, 1, 1), 1, -1)).toEqual(heard);
    expect(beginningMoved(heard, 0, 1)).toBe(heard);
    expect(beginningMoved(heard, 9, 1)).toBe(heard);
  });
  it('is new where a chord is split, at the nearest place', () => {
    const two = split(heard, 0, 1.9);
    expect(spans(two).slice(0, 2)).toEqual([[0, 2, 'C'], [2, 4, 'C']]);
    expect(two.chords[1]).toMatchObject({ confidence: 0.4, alternatives: [{ chord: 'Am', p: 0.3 }] });
    expect(two.chords).toHaveLength(4);
    const short: Transcription = { ...heard, beats: [], chords: [{ start: 0, end: 0.2, chord: 'C', confidence: 1 }] };
    expect(spans(split(short, 0, 0))).toEqual([[0, 0.1, 'C'], [0.1, 0.2, 'C']]);
    expect(split(heard, 7, 1)).toBe(heard);
  });
  it('is gone where a chord is joined with the next, whose name may be taken still', () => {
    const one = joinedWithNext(heard, 0);
    expect(spans(one)).toEqual([[0, 4.5, 'C'], [4.5, 8, 'F']]);
    expect(one.chords[0]?.confidence).toBe(1);
    expect(one.chords[0]?.alternatives?.map((other) => other.chord)).toEqual(['F', 'Am']);
    expect(joinedWithNext(heard, 1).chords[1]).toMatchObject({ start: 4, end: 8, chord: 'F', confidence: 0.6 * 0.125 + 0.9 * 0.875 });
    expect(joinedWithNext(heard, 2)).toBe(heard);
    expect(spans(joinedWithNext(split(heard, 0, 2), 0))).toEqual(spans(heard));
  });
});
