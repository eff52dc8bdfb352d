import { describe, expect, it } from 'vitest';
import type { Performance } from '../api/types';
import { barLineBefore, barLineFrom, scoreOf } from './score';

const track = (part: Partial<Performance['tracks'][number]>): Performance['tracks'][number] => ({
  name: 'Keys', instrument: 'keys', channel: 0, program: 0, volume: 127, pan: 64, reverb: 0, notes: [], controls: [], ...part,
});
const note = (seconds: number, lengthSeconds: number, pitch = 60) => ({ start: Math.round(seconds * 1920), length: 0, pitch, velocity: 80, seconds, lengthSeconds });
const performance = (part: Partial<Performance>): Performance => ({
  title: '', groove: 'pop', leadIn: 0, length: 7680, lengthSeconds: 4, tempoMap: [{ at: 0, bpm: 120 }],
  meterMap: [{ at: 0, meter: '4/4' }], keyMap: [], chordNames: [], partNames: [], tracks: [], ...part,
});

describe('scoreOf', () => {
  it('sorts the notes of all tracks by time', () => {
    const score = scoreOf(performance({ tracks: [track({ notes: [note(1, 1)] }), track({ notes: [note(0, 1), note(1.5, 1)] })] }));
    expect(score.notes.map(({ seconds }) => seconds)).toEqual([0, 1, 1.5]);
  });

  it('counts seconds through changes of tempo, and back', () => {
    const score = scoreOf(performance({ tempoMap: [{ at: 0, bpm: 120 }, { at: 1920, bpm: 60 }] }));
    for (const [tick, seconds] of [[0, 0], [1920, 1], [2880, 2], [960, 0.5]] as const) {
      expect(score.secondsAt(tick)).toBeCloseTo(seconds, 9);
      expect(score.tickAt(seconds)).toBeCloseTo(tick, 6);
    }
  });

  it('holds notes while the pedal is down, but not through the next of their pitch', () => {
    const controls = [[0, 127], [1.9, 0], [2, 127], [3.9, 0]].map(([seconds, value]) => ({ at: 0, seconds: seconds!, controller: 64, value: value! }));
    const { notes } = scoreOf(performance({ tracks: [track({ controls, notes: [note(0, 0.5, 60), note(0.1, 0.5, 64), note(1, 0.5, 64), note(1.5, 0.45, 67)] })] }));
    const ends = notes.map(({ seconds, length }) => Number((seconds + length).toFixed(3)));
    expect(ends).toEqual([1.9, 1, 1.9, 1.95]);
  });

  it.each([
    ['4/4', 8, 2], ['6/8', 5.333, 2.667], ['7/8', 16, 2.286], ['3/4', 8, 2.667],
  ])('finds the beats of %s', (meter, beats, bars) => {
    const found = scoreOf(performance({ meterMap: [{ at: 0, meter }] })).beats;
    expect(found.length).toBe(Math.ceil(beats));
    expect(found.filter(({ accent }) => accent).length).toBe(Math.ceil(bars));
  });

  it('finds bar lines around a tick', () => {
    const score = scoreOf(performance({}));
    expect([barLineFrom(score, 1), barLineFrom(score, 3840), barLineFrom(score, 3841)]).toEqual([3840, 3840, 7680]);
    expect([barLineBefore(score, 3839), barLineBefore(score, 3840)]).toEqual([0, 3840]);
  });
});
