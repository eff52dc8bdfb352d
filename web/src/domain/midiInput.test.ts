import { expect, it } from 'vitest';
import { HeldKeys, readMidi } from './midiInput';

it('reads notes on any channel and nothing else', () => {
  expect(readMidi([0x93, 60, 100])).toEqual({ kind: 'down', pitch: 60, velocity: 100 });
  expect(readMidi([0x90, 60, 0])).toEqual({ kind: 'up', pitch: 60 });
  expect(readMidi([0x81, 60, 64])).toEqual({ kind: 'up', pitch: 60 });
  for (const other of [[0xb0, 64, 127], [0xf8], [0xc0, 5], [], [0x90, 200, 3]]) expect(readMidi(other)).toBeNull();
});

it('holds what is pressed together until the last key is let go', () => {
  const keys = new HeldKeys();
  const down = (pitch: number) => keys.take({ kind: 'down', pitch, velocity: 80 });
  const up = (pitch: number) => keys.take({ kind: 'up', pitch });
  expect([down(64), down(60), up(64), down(67), up(60)]).toEqual([null, null, null, null, null]);
  expect(keys.pitches).toEqual([67]);
  expect(up(67)).toEqual([60, 64, 67]);
  expect(up(67)).toBeNull();
});
