/** A small room: half a second that darkens as it fades, different on both sides. The same every time. */
export function makeRoom(context: BaseAudioContext): AudioBuffer {
  const seconds = 1.1;
  const decay = 0.9; // to -60 dB
  const { sampleRate } = context;
  const frames = Math.round(seconds * sampleRate);
  const room = context.createBuffer(2, frames, sampleRate);
  for (let channel = 0; channel < 2; ++channel) fillRoom(room.getChannelData(channel), sampleRate, decay, 0x9e3779b9 + channel);
  return room;
}

function fillRoom(wave: Float32Array, sampleRate: number, decay: number, seed: number): void {
  const random = noise(seed);
  const delay = Math.round(0.008 * sampleRate);
  let smooth = 0;
  let power = 0;
  for (let index = delay; index < wave.length; ++index) {
    const time = (index - delay) / sampleRate;
    // A one-pole low pass that closes from 9 to 2 kHz.
    const cutoff = 2000 + 7000 * Math.exp(-time * 6);
    const open = 1 - Math.exp((-2 * Math.PI * cutoff) / sampleRate);
    smooth += open * (random() - smooth);
    const value = smooth * Math.exp((-6.91 * time) / decay);
    wave[index] = value;
    power += value * value;
  }
  const level = 1 / Math.sqrt(power);
  for (let index = 0; index < wave.length; ++index) wave[index]! *= level;
}

/** Marsaglia's xorshift32 (2003), as numbers from -1 to 1. */
function noise(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x80000000 - 1;
  };
}
