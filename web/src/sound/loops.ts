import type { Zone } from './manifest';

/** The longest crossfade at a loop's end. */
const fadeSeconds = 0.08;

/**
 * Makes loops seamless, in place: what comes before a loop's end turns into what comes before its start. Waves that are
 * alike are mixed evenly, others by power, as `likeness` (their correlation) says.
 */
export function closeLoops(buffer: AudioBuffer, beginning: number, zones: readonly Zone[]): void {
  for (let channel = 0; channel < buffer.numberOfChannels; ++channel) {
    const wave = buffer.getChannelData(channel);
    for (const zone of zones) {
      const frames = loopFrames(buffer.sampleRate, beginning, zone);
      if (frames) crossfade(wave, frames, zone.loop?.likeness ?? 0);
    }
  }
}

export interface LoopFrames {
  start: number;
  end: number;
  fade: number;
}

/** A zone's loop in whole frames of the buffer. */
export function loopFrames(sampleRate: number, beginning: number, { at, loop }: Zone): LoopFrames | null {
  if (!loop) return null;
  const frameOf = (seconds: number): number => Math.round((beginning + at + seconds) * sampleRate);
  const start = frameOf(loop.start);
  const end = frameOf(loop.end);
  const fade = Math.round(Math.min(fadeSeconds, loop.start, loop.end - loop.start) * sampleRate);
  return { start, end, fade };
}

function crossfade(wave: Float32Array, { start, end, fade }: LoopFrames, likeness: number): void {
  for (let index = 0; index < fade; ++index) {
    const share = (index + 1) / fade;
    const a = Math.cos((share * Math.PI) / 2);
    const b = Math.sin((share * Math.PI) / 2);
    const level = 1 / Math.sqrt(a * a + b * b + 2 * a * b * Math.max(0, likeness));
    const at = end - fade + index;
    wave[at] = level * (a * wave[at]! + b * wave[start - fade + index]!);
  }
}
