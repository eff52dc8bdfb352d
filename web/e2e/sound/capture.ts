import type { Page } from '../page';

/** What a page played: one channel, from the moment its sound woke. */
export interface Captured {
  wave: Float32Array;
  sampleRate: number;
}

interface Tape {
  recorder: MediaRecorder | null;
  pieces: Blob[];
  /** Milliseconds from the last key to the first note asked for after it. */
  keyToSound: number | null;
}
type Taped = typeof window & { tape: Tape };

/** Listens to all that the page sends to the loudspeaker. To be called before its first gesture, which wakes the sound. */
export async function listen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const tape: Tape = { recorder: null, pieces: [], keyToSound: null };
    (window as Taped).tape = tape;
    let key = 0;
    addEventListener('keydown', () => { key = performance.now(); tape.keyToSound = null; }, { capture: true });
    const { connect } = AudioNode.prototype as unknown as { connect: (this: AudioNode, target: AudioNode) => AudioNode };
    (AudioNode.prototype as unknown as { connect: typeof connect }).connect = function record(target) {
      if (target instanceof AudioDestinationNode && target.context instanceof AudioContext) {
        // Recorded as it is, beside the page's thread, so that a busy page does not hold it up.
        const tap = target.context.createMediaStreamDestination();
        connect.call(this, tap);
        tape.recorder = new MediaRecorder(tap.stream, { mimeType: 'audio/webm;codecs=pcm' });
        tape.recorder.ondataavailable = (event) => { tape.pieces.push(event.data); };
        tape.recorder.start();
      }
      return connect.call(this, target);
    };
    const start = AudioBufferSourceNode.prototype.start;
    AudioBufferSourceNode.prototype.start = function note(when = 0, offset?: number, duration?: number) {
      tape.keyToSound ??= performance.now() - key + (when - this.context.currentTime) * 1000;
      if (duration === undefined) start.call(this, when, offset);
      else start.call(this, when, offset, duration);
    };
  });
}

/** What was heard so far; ends the recording. */
export async function heard(page: Page): Promise<Captured> {
  const { text, sampleRate } = await page.evaluate(async () => {
    const { recorder, pieces } = (window as Taped).tape;
    if (!recorder) throw new Error('nothing was played');
    await new Promise((done) => { recorder.onstop = done; recorder.stop(); });
    const audio = await new OfflineAudioContext(1, 1, 48000).decodeAudioData(await new Blob(pieces).arrayBuffer());
    const bytes = new Uint8Array(audio.getChannelData(0).slice().buffer);
    let words = '';
    for (let at = 0; at < bytes.length; at += 32768) words += String.fromCharCode(...bytes.subarray(at, at + 32768));
    return { text: btoa(words), sampleRate: audio.sampleRate };
  });
  const bytes = Buffer.from(text, 'base64');
  return { wave: new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)), sampleRate };
}

export const keyToSound = (page: Page): Promise<number | null> => page.evaluate(() => (window as Taped).tape.keyToSound);

/** Where sound begins after at least a tenth of a second of silence, in seconds. */
export function onsets({ wave, sampleRate }: Captured, threshold = 0.01): number[] {
  const found: number[] = [];
  let quiet = sampleRate;
  wave.forEach((value, index) => {
    if (Math.abs(value) < threshold) {
      quiet += 1;
      return;
    }
    if (quiet > sampleRate / 10) found.push(index / sampleRate);
    quiet = 0;
  });
  return found;
}

/** How alike two stretches are, and by how many seconds the second lies late: the best correlation within 10 ms. */
export function compare({ wave, sampleRate }: Captured, a: number, b: number, seconds: number): { likeness: number; late: number } {
  const count = Math.round(seconds * sampleRate);
  const reach = Math.round(0.01 * sampleRate);
  const from = Math.round(a * sampleRate);
  const to = Math.round(b * sampleRate);
  let best = { likeness: -1, late: 0 };
  for (let lag = -reach; lag <= reach; ++lag) {
    let [cross, first, second] = [0, 0, 0];
    for (let index = 0; index < count; ++index) {
      const x = wave[from + index] ?? 0;
      const y = wave[to + lag + index] ?? 0;
      cross += x * y;
      first += x * x;
      second += y * y;
    }
    const likeness = cross / Math.sqrt(first * second + 1e-12);
    if (likeness > best.likeness) best = { likeness, late: lag / sampleRate };
  }
  return best;
}

/** The sharpest corner of the wave around a time: a click there stands out. */
export function sharpest({ wave, sampleRate }: Captured, at: number, reach = 0.01): number {
  let found = 0;
  for (let index = Math.round((at - reach) * sampleRate); index < (at + reach) * sampleRate; ++index) {
    found = Math.max(found, Math.abs((wave[index - 1] ?? 0) - 2 * (wave[index] ?? 0) + (wave[index + 1] ?? 0)));
  }
  return found;
}

export function level({ wave, sampleRate }: Captured, from: number, seconds: number): number {
  const stretch = wave.subarray(Math.round(from * sampleRate), Math.round((from + seconds) * sampleRate));
  return Math.sqrt(stretch.reduce((sum, value) => sum + value * value, 0) / Math.max(1, stretch.length));
}

/** Which of some chords, given as pitch classes, a stretch sounds most like: by what of it lies on the notes of two octaves from C3 on. */
export function likest({ wave, sampleRate }: Captured, from: number, seconds: number, chords: Readonly<Record<string, readonly number[]>>): string {
  const stretch = wave.subarray(Math.round(from * sampleRate), Math.round((from + seconds) * sampleRate));
  const classes = new Array<number>(12).fill(0);
  for (let pitch = 48; pitch < 72; ++pitch) classes[pitch % 12]! += strength(stretch, (2 * Math.PI * 440 * 2 ** ((pitch - 69) / 12)) / sampleRate);
  const mean = (of: readonly number[]): number => of.reduce((sum, one) => sum + classes[one]!, 0) / of.length;
  return Object.keys(chords).reduce((best, one) => (mean(chords[one]!) > mean(chords[best]!) ? one : best));
}

/** How strong one frequency is in a stretch. @param step  Radians a sample. */
function strength(stretch: Float32Array, step: number): number {
  let [real, imaginary] = [0, 0];
  stretch.forEach((value, index) => {
    real += value * Math.cos(step * index);
    imaginary += value * Math.sin(step * index);
  });
  return Math.hypot(real, imaginary) / stretch.length;
}
