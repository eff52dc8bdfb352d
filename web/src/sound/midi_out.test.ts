import { expect, it } from 'vitest';
import { MidiOut } from './midi_out';
import type { ScoreNote, ScoreTrack } from './score';
import { noteKey } from './sequencer';

const track = (channel: ScoreTrack['channel'], program = 0): ScoreTrack => ({ channel, program, gain: 1, pan: 0, reverb: 0 });
const note = (pitch: number, channel: ScoreTrack['channel'] = 'keys'): ScoreNote => ({ tick: pitch, seconds: 0, length: 1, pitch, velocity: 90, track: track(channel) });

function setUp() {
  const said: [number[], number][] = [];
  const out = new MidiOut({ send: (data, time = -1) => said.push([data, Math.round(time)]) }, () => 0, (seconds) => 1000 + seconds * 1000);
  return { said, out };
}

it('sends notes at their times, each track on its channel, drums on the tenth', () => {
  const { said, out } = setUp();
  out.setTracks([track('bass', 33), track('drums', 0)], 1);
  out.note(note(60), 1, 0.5);
  out.note(note(36, 'drums'), 1, 0.1);
  expect(said).toEqual([
    [[0xc2, 33], 1990], [[0x90, 60, 90], 2000], [[0x80, 60, 0], 2500], [[0x99, 36, 90], 2000], [[0x89, 36, 0], 2100],
  ]);
});

it('lets go what is cut, but not what is kept', () => {
  const { said, out } = setUp();
  out.note(note(60), 1, 2);
  out.note(note(64), 1, 2);
  out.note(note(67), 2.5, 1);
  said.length = 0;
  out.cut(2, new Set([noteKey(note(64))]));
  expect(said).toEqual([[[0x80, 60, 0], 3000], [[0x80, 67, 0], 3501]]);
});
