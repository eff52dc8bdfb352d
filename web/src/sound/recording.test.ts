import { expect, it, vi } from 'vitest';
import { findLag } from './latency';
import { joined, troubleOf } from './recorder';
import { wavOf } from './wav';

const rate = 48000;
const clicks = [0, 0.4, 0.95, 1.4];
const add = (samples: Float32Array, at: number, value: number): void => { samples[at] = (samples[at] ?? 0) + value; };
/** Clicks that come back after a lag, over noise. */
function room(lag: number, noise: number): Float32Array {
  const samples = new Float32Array(rate * 2.5);
  let seed = 1;
  for (let index = 0; index < samples.length; ++index) {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    samples[index] = noise * (seed / 0x40000000 - 1);
  }
  for (const click of clicks) for (let index = 0; index < 200; ++index) add(samples, Math.round((click + lag) * rate) + index, 0.5 * Math.sin(index * 0.5) * (1 - index / 200));
  return samples;
}

it('finds how long sound takes, within a millisecond, over noise too', () => {
  for (const lag of [0.004, 0.037, 0.22, 0.41]) {
    for (const noise of [0, 0.02]) expect(Math.abs((findLag(room(lag, noise), rate, clicks) ?? 9) - lag), `${lag} ${noise}`).toBeLessThan(0.001);
  }
});

it('says so where no clicks are heard', () => {
  const silent = new Float32Array(rate * 2.5);
  expect(findLag(silent, rate, clicks)).toBeNull();
  const noise = room(9, 0.3);
  expect(findLag(noise, rate, clicks)).toBeNull();
});

it('joins pieces where their frames say, and counts what is missing', () => {
  const piece = (frame: number, value: number) => ({ frame, samples: Int16Array.of(value, value) });
  expect(joined([piece(10, 1), piece(12, 2)])).toEqual({ firstFrame: 10, samples: Int16Array.of(1, 1, 2, 2), missing: 0 });
  expect(joined([piece(10, 1), piece(14, 2)])).toEqual({ firstFrame: 10, samples: Int16Array.of(1, 1, 0, 0, 2, 2), missing: 2 });
  expect(joined([])).toEqual({ firstFrame: 0, samples: new Int16Array(0), missing: 0 });
});

it('counts frames itself while the clock stands still, and tells what is really missing', async () => {
  interface Processor { process(inputs: Float32Array[][]): boolean; port: { onmessage: () => void; postMessage(piece: { frame: number; samples: Float32Array } | null): void } }
  const handed: { frame: number; samples: Float32Array }[] = [];
  let Made: (new () => Processor) | undefined;
  vi.stubGlobal('AudioWorkletProcessor', class { port = { onmessage: () => undefined, postMessage: (piece: (typeof handed)[number] | null) => { if (piece) handed.push(piece); } }; });
  vi.stubGlobal('registerProcessor', (_name: string, made: new () => Processor) => { Made = made; });
  await import('./recorder_worklet.js' as string);
  if (!Made) throw new Error('the worklet registers nothing');
  const recorder = new Made();
  // Each quantum holds its own number; the clock as the worklet sees it beside it.
  const seen = (quantum: number, clock: number): void => {
    vi.stubGlobal('currentFrame', clock * 128);
    recorder.process([[new Float32Array(128).fill(quantum)]]);
  };
  seen(5, 5);
  seen(6, 5);
  seen(7, 7);
  for (let quantum = 8; quantum < 40; ++quantum) seen(quantum, quantum === 24 || quantum === 25 ? 23 : quantum);
  for (let quantum = 42; quantum < 50; ++quantum) seen(quantum, quantum);
  recorder.port.onmessage();
  vi.unstubAllGlobals();
  for (const { frame, samples } of handed) samples.forEach((sample, index) => expect(sample).toBe(Math.floor((frame + index) / 128)));
  const pieces = handed.map(({ frame, samples }) => ({ frame, samples: Int16Array.from(samples) }));
  expect(joined(pieces)).toMatchObject({ firstFrame: 8 * 128, missing: 2 * 128 });
});

it('knows why there is no microphone', () => {
  expect(['NotAllowedError', 'NotFoundError', 'NotReadableError', 'TypeError'].map((name) => troubleOf(new DOMException('', name)))).toEqual(['denied', 'absent', 'busy', 'other']);
});

it('writes WAV files that say what is in them', async () => {
  const view = new DataView(await wavOf(Int16Array.of(1, -2), 44100).arrayBuffer());
  expect([view.byteLength, view.getUint32(4, true), view.getUint32(24, true), view.getUint32(40, true), view.getInt16(44, true), view.getInt16(46, true)]).toEqual([48, 40, 44100, 4, 1, -2]);
});
