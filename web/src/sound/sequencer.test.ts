import { beforeEach, describe, expect, it } from 'vitest';
import { Sequencer, type Piece, type Sink } from './sequencer';
import { scoreOf, type Channel, type ScoreNote } from './score';

/** At 120: a bar is two seconds. Drums on every beat, a pad note on every bar that sounds for two. */
function piece(name: number, bars: number, loop: Piece['loop'] = { start: 0, end: bars * 3840 }): Piece {
  const note = (start: number, pitch: number, lengthSeconds: number) =>
    ({ start, length: lengthSeconds * 1920, pitch, velocity: 80, seconds: start / 1920, lengthSeconds });
  const track = (instrument: Channel, notes: ReturnType<typeof note>[]) =>
    ({ name: '', instrument, channel: 0, program: name, volume: 100, pan: 64, reverb: 0, controls: [], notes });
  const beats = Array.from({ length: bars * 4 }, (_, beat) => note(beat * 960 - (beat ? 20 : 0), 36, 0.1));
  const pads = Array.from({ length: bars }, (_, bar) => note(bar * 3840, 60 + bar, 2));
  const score = scoreOf({
    title: '', groove: '', leadIn: 0, length: bars * 3840, lengthSeconds: bars * 2, tempoMap: [{ at: 0, bpm: 120 }],
    meterMap: [{ at: 0, meter: '4/4' }], keyMap: [], chordNames: [], partNames: [], tracks: [track('drums', beats), track('pad', pads)],
  });
  return { score, loop };
}

let now = 0;
let heard: { name: number; channel: Channel; pitch: number; when: number; end: number }[] = [];
let clicks: number[] = [];
let swells: { channel: Channel; value: number; when: number }[] = [];
const sink: Sink = {
  note: ({ track, pitch }: ScoreNote, when, length) => heard.push({ name: track.program, channel: track.channel, pitch, when, end: when + length }),
  playClick: (when) => clicks.push(when),
  swell: ({ channel }, value, when) => swells.push({ channel, value, when: Number(when.toFixed(3)) }),
  setTracks: () => undefined,
  cut: (when) => {
    heard = heard.filter((one) => one.when < when - 0.013 || one.when <= now);
    for (const one of heard) one.end = Math.min(one.end, when);
  },
};
const drums = (name: number): number[] => heard.filter((one) => one.channel === 'drums' && one.name === name).map(({ when }) => Number(when.toFixed(3)));
const run = (sequencer: Sequencer, until: number): void => {
  for (; now < until - 1e-9; now = Number((now + 0.025).toFixed(3))) sequencer.advance();
};

beforeEach(() => {
  now = 0;
  heard = [];
  clicks = [];
  swells = [];
});

describe('Sequencer', () => {
  it('lets tracks swell as the score has it, from wherever it begins, and each round anew', () => {
    const swelling = piece(1, 4, { start: 3840, end: 7680 });
    const pad = swelling.score.tracks[1]!;
    const at = (tick: number, value: number) => ({ tick, seconds: tick / 1920, value, track: pad });
    const score = { ...swelling.score, swells: [at(0, 40), at(1920, 80), at(5760, 100)] };
    const sequencer = new Sequencer(() => now, sink);
    sequencer.start({ ...swelling, score }, 3840, 0);
    run(sequencer, 4.5);
    expect(swells.filter(({ channel }) => channel === 'pad').map(({ value, when }) => [value, when])).toEqual([[80, 0], [100, 1], [80, 2], [100, 3], [80, 4]]);
    expect(swells.filter(({ channel }) => channel === 'drums')).toEqual([{ channel: 'drums', value: 127, when: 0 }]);
  });

  it('plays round and round without a gap or a note twice', () => {
    const sequencer = new Sequencer(() => now, sink);
    sequencer.start(piece(1, 2), 0, 0.1);
    run(sequencer, 8);
    const times = drums(1);
    expect(times.slice(0, 8)).toEqual([0.1, 0.59, 1.09, 1.59, 2.09, 2.59, 3.09, 3.59]);
    expect(times.slice(8, 16)).toEqual(times.slice(0, 8).map((time) => Number((time + 4).toFixed(3))));
  });

  it('lets another piece take over on the bar line, early notes and all', () => {
    const sequencer = new Sequencer(() => now, sink);
    sequencer.start(piece(1, 4), 0, 0);
    run(sequencer, 1.9); // the bar line at 2 is handed out already
    sequencer.takeOver(piece(2, 4), (stopped) => stopped);
    run(sequencer, 5);
    expect(drums(1)).toEqual([0, 0.49, 0.99, 1.49]);
    expect(drums(2).slice(0, 3)).toEqual([1.99, 2.49, 2.99]);
    expect(heard.filter(({ channel, name }) => channel === 'pad' && name === 1).map(({ end }) => end)).toEqual([2]);
  });

  it('takes over at the end of a loop as at any bar line', () => {
    const sequencer = new Sequencer(() => now, sink);
    sequencer.start(piece(1, 1), 0, 0);
    run(sequencer, 1);
    const stops: number[] = [];
    sequencer.takeOver(piece(2, 2), (stopped) => (stops.push(stopped), stopped));
    run(sequencer, 3);
    expect(stops).toEqual([0]);
    expect(drums(1)).toEqual([0, 0.49, 0.99, 1.49]);
    expect(drums(2)[0]).toBe(2);
  });

  it('does not strike again what both pieces hold', () => {
    const sequencer = new Sequencer(() => now, sink);
    const long = (name: number): Piece => {
      const made = piece(name, 4);
      for (const note of made.score.notes) if (note.track.channel === 'pad') note.length = 4;
      return made;
    };
    sequencer.start(long(1), 0, 0);
    run(sequencer, 1);
    sequencer.takeOver(long(2), (stopped) => stopped);
    run(sequencer, 2.2);
    expect(heard.filter(({ channel }) => channel === 'pad').map(({ pitch }) => pitch)).toEqual([60, 61]);
  });

  it('takes up what sounds where it begins in the midst', () => {
    const sequencer = new Sequencer(() => now, sink);
    sequencer.start(piece(1, 2), 1920, 0.1);
    const pad = heard.find(({ channel }) => channel === 'pad');
    expect(pad?.when).toBeCloseTo(0.1, 9);
    expect(pad?.end).toBeCloseTo(1.1, 9);
  });

  it('goes round in a part of the piece, and ends where it does not', () => {
    const sequencer = new Sequencer(() => now, sink);
    sequencer.start(piece(1, 4, { start: 3840, end: 7680 }), 3840, 0);
    run(sequencer, 4.1);
    expect(drums(1).slice(0, 9)).toEqual([0, 0.49, 0.99, 1.49, 1.99, 2.49, 2.99, 3.49, 3.99]);
    expect(sequencer.tickAt(3)).toBeCloseTo(3840 + 1920, 6);
    sequencer.stop();
    heard = [];
    sequencer.start(piece(2, 1, null), 0, now);
    run(sequencer, now + 3);
    expect(drums(2).length).toBe(4);
    expect(sequencer.running).toBe(false);
  });

  it('counts a bar in and clicks beats', () => {
    const sequencer = new Sequencer(() => now, sink);
    sequencer.metronome = true;
    sequencer.start(piece(1, 1), 0, 0, true);
    run(sequencer, 3);
    expect(clicks.slice(0, 6)).toEqual([0, 0.5, 1, 1.5, 2, 2.5]);
    expect(drums(1)[0]).toBe(2);
  });

  it('stays whole where the caller pauses for less than the horizon', () => {
    const sequencer = new Sequencer(() => now, sink);
    sequencer.start(piece(1, 2), 0, 0);
    for (now = 0; now < 8; now += 0.2) {
      const before = heard.length;
      sequencer.advance();
      for (const { when } of heard.slice(before)) expect(when).toBeGreaterThanOrEqual(now);
    }
    expect(drums(1).length).toBe(17);
  });
});
