import { describe, expect, it } from 'vitest';
import { emptySong } from '../domain/song';
import { auditionSong, samePlace } from './audition';
import { scoreOf, type ScoreNote } from './score';
import { Sequencer, type Piece } from './sequencer';

const bar = 3840;
const loopOf = (firstBar: number, bars: number): { start: number; end: number } => ({ start: firstBar * bar, end: (firstBar + bars) * bar });

it.each([
  ['in the third of four', 4 * bar, loopOf(2, 4), loopOf(2, 4), 4 * bar],
  ['to a card without bars before it', 4 * bar, loopOf(2, 4), loopOf(0, 4), 2 * bar],
  ['from one without to one with', 3 * bar, loopOf(0, 4), loopOf(2, 4), 5 * bar],
  ['to a shorter one, round it', 5 * bar, loopOf(2, 4), loopOf(2, 2), 3 * bar],
  ['in the bars before the loop', bar, loopOf(2, 4), loopOf(2, 4), bar],
  ['in the bars before the loop, to a card that has none', bar, loopOf(2, 4), loopOf(0, 4), 0],
])('a card that takes over goes on %s', (_where, stopped, before, after, goesOn) => expect(samePlace(stopped, before, after)).toBe(goesOn));

/** At 120, a note on each bar whose pitch is the bar's number, counted from 0. */
function card(name: number, loop: { start: number; end: number }): Piece {
  const notes = Array.from({ length: loop.end / bar }, (_, at) => ({ start: at * bar, length: 960, pitch: at, velocity: 80, seconds: at * 2, lengthSeconds: 0.5 }));
  const score = scoreOf({
    title: '', groove: '', leadIn: 0, length: loop.end, lengthSeconds: (loop.end / bar) * 2, tempoMap: [{ at: 0, bpm: 120 }],
    meterMap: [{ at: 0, meter: '4/4' }], keyMap: [], chordNames: [], partNames: [],
    tracks: [{ name: '', instrument: 'pad', channel: 0, program: name, volume: 100, pan: 64, reverb: 0, controls: [], notes }],
  });
  return { score, loop };
}

describe('cards switched mid-loop', () => {
  it('change at the next bar line, in the bar they would have reached, and go round from there', () => {
    let now = 0;
    let heard: { name: number; pitch: number; when: number }[] = [];
    const sequencer = new Sequencer(() => now, {
      note: ({ track, pitch }: ScoreNote, when) => heard.push({ name: track.program, pitch, when }),
      playClick: () => undefined, swell: () => undefined, setTracks: () => undefined,
      cut: (when) => { heard = heard.filter((one) => one.when < when); },
    });
    const run = (until: number): void => { for (; now < until; now += 0.025) sequencer.advance(); };
    const first = card(1, loopOf(2, 4));
    const second = card(2, loopOf(0, 4));
    sequencer.start(first, 0, 0);
    run(7); // in the second bar of the loop, behind two bars of the song
    sequencer.takeOver(second, (stopped) => samePlace(stopped, loopOf(2, 4), loopOf(0, 4)));
    run(15);
    const barsOf = (name: number): number[][] => heard.filter((one) => one.name === name && one.when < 15).map(({ pitch, when }) => [pitch, Math.round(when)]);
    expect(barsOf(1)).toEqual([[0, 0], [1, 2], [2, 4], [3, 6]]);
    expect(barsOf(2)).toEqual([[2, 8], [3, 10], [0, 12], [1, 14]]);
  });
});

it('puts what is heard behind whole bars of what is before it', () => {
  const heard = { chords: ['F', 'G'], beats: [4, 4], key: 'C', meter: '4/4' };
  const { song, loopStart } = auditionSong(emptySong(), heard, { chords: ['C', 'Am'], beats: [2, 4] }, undefined);
  expect(loopStart).toBe(2 * bar);
  expect(song.parts[0]?.chords.map(({ symbol, start }) => [symbol, start / 960])).toEqual([['C', 2], ['Am', 4], ['F', 8], ['G', 12]]);
});
