/** Renders the page's sound without a loudspeaker: run inside a browser, by tests and tools. */
import type { Performance } from '../../src/api/types';
import { instrumentsFor, type Manifest } from '../../src/sound/manifest';
import { Mixer } from '../../src/sound/mixer';
import { SampleBank } from '../../src/sound/sample_bank';
import { Sampler } from '../../src/sound/sampler';
import { scoreOf } from '../../src/sound/score';
import { Sequencer } from '../../src/sound/sequencer';

export const sampleRate = 48000;

/** A performance, round and round. @param seconds  What is rendered. @param keep  Of its tracks, those that are played. */
export async function renderLoop(performance: Performance, seconds: number, keep: (instrument: string) => boolean = () => true): Promise<AudioBuffer> {
  const manifest = (await (await fetch('/samples/manifest.json')).json()) as Manifest;
  const context = new OfflineAudioContext(2, Math.ceil(seconds * sampleRate), sampleRate);
  const bank = new SampleBank(manifest, async (file) => (await fetch(`/samples/${file}`)).arrayBuffer());
  const score = scoreOf({ ...performance, tracks: performance.tracks.filter(({ instrument }) => keep(instrument)) });
  await Promise.all(score.tracks.flatMap((track) => instrumentsFor(manifest, track)).map((one) => bank.load(context, one)));
  const mixer = new Mixer(context, context.destination);
  mixer.furnishRoom();
  const sequencer = new Sequencer(() => context.currentTime, new Sampler(context, manifest, bank, mixer));
  sequencer.start({ score, loop: { start: 0, end: score.length } }, 0, 0);
  // Notes are handed out as they are while the page plays: a little ahead, many times a second.
  for (let time = 0.1; time < seconds; time += 0.1) void context.suspend(time).then(() => { sequencer.advance(); return context.resume(); });
  return context.startRendering();
}

/** Integrated loudness with both gates. Source: ITU-R BS.1770-4; its filters are given for 48 kHz. */
export function loudness(audio: AudioBuffer): number {
  const power = Array.from({ length: audio.numberOfChannels }, (_, channel) => blockPowers(weighted(audio.getChannelData(channel))));
  const blocks = power[0]!.map((_, index) => power.reduce((sum, channel) => sum + channel[index]!, 0));
  const toDb = (value: number): number => -0.691 + 10 * Math.log10(value);
  const mean = (list: number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;
  const loud = blocks.filter((value) => toDb(value) > -70);
  if (loud.length === 0) return -70;
  const gate = toDb(mean(loud)) - 10;
  return toDb(mean(loud.filter((value) => toDb(value) > gate)));
}

function blockPowers(wave: Float32Array): number[] {
  const block = 0.4 * sampleRate;
  const powers: number[] = [];
  for (let at = 0; at + block <= wave.length; at += block / 4) {
    let sum = 0;
    for (let index = at; index < at + block; ++index) sum += wave[index]! ** 2;
    powers.push(sum / block);
  }
  return powers;
}

function weighted(wave: Float32Array): Float32Array {
  const shelf = biquad(wave, [1.53512485958697, -2.69169618940638, 1.19839281085285], [-1.69065929318241, 0.73248077421585]);
  return biquad(shelf, [1, -2, 1], [-1.99004745483398, 0.99007225036621]);
}

function biquad(wave: Float32Array, [b0, b1, b2]: [number, number, number], [a1, a2]: [number, number]): Float32Array {
  const out = new Float32Array(wave.length);
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  for (let index = 0; index < wave.length; ++index) {
    const x = wave[index]!;
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
    [x2, x1, y2, y1] = [x1, x, y1, y];
    out[index] = y;
  }
  return out;
}
