import type { Page } from '../page';

/** What the page hands to its sound, and when; all times in milliseconds of the page's clock, or seconds of the sound's. */
export interface Handed {
  /** The last press or key, by its own time stamp. */
  pressed: number;
  notes: Note[];
  /** Instruments that were set for a time to come: a piece begins there. */
  pieces: { asked: number; now: number; at: number }[];
  /** Between what is handed out and the ear, as far as the browser knows it, in seconds. */
  latency: number;
  /** The notes of each answer of `/perform`, in seconds from its beginning, and its chords. */
  performed: { chords: string; seconds: number[] }[];
}
interface Note {
  /** When it was handed over, and what the sound's clock showed. */
  asked: number;
  now: number;
  /** When it sounds. */
  at: number;
  /** Whether it was taken back before it had begun. */
  takenBack: boolean;
}
type Watched = typeof window & { handed: Handed };

/** Watches from now on. To be called before the first notes are fetched. */
export async function watchHanded(page: Page): Promise<void> {
  await page.evaluate(() => {
    const handed: Handed = { pressed: 0, notes: [], pieces: [], latency: 0, performed: [] };
    (window as Watched).handed = handed;
    for (const kind of ['pointerdown', 'keydown'] as const) addEventListener(kind, (event) => { handed.pressed = event.timeStamp; }, { capture: true });
    const known = new Map<AudioBufferSourceNode, Note>();
    const { start, stop } = AudioBufferSourceNode.prototype;
    AudioBufferSourceNode.prototype.start = function noted(when = 0, ...rest: number[]) {
      const { context } = this;
      if (context instanceof AudioContext) {
        const note = { asked: performance.now(), now: context.currentTime, at: when, takenBack: false };
        known.set(this, note);
        handed.notes.push(note);
        handed.latency = context.outputLatency || context.baseLatency;
      }
      start.call(this, when, ...(rest as []));
    };
    AudioBufferSourceNode.prototype.stop = function noted(when?: number) {
      const note = known.get(this);
      if (note && (when ?? 0) < note.at) note.takenBack = true;
      stop.call(this, when);
    };
    const { setTargetAtTime } = AudioParam.prototype;
    const panned = new WeakMap<AudioParam, BaseAudioContext>();
    const { createStereoPanner } = BaseAudioContext.prototype;
    BaseAudioContext.prototype.createStereoPanner = function noted() {
      const panner = createStereoPanner.call(this);
      panned.set(panner.pan, this);
      return panner;
    };
    AudioParam.prototype.setTargetAtTime = function noted(value, when, constant) {
      const context = panned.get(this);
      if (context && when > context.currentTime && handed.pieces.at(-1)?.at !== when) handed.pieces.push({ asked: performance.now(), now: context.currentTime, at: when });
      return setTargetAtTime.call(this, value, when, constant);
    };
    const { fetch } = window;
    window.fetch = async (...all) => {
      const answer = await fetch(...all);
      if (String(all[0]).endsWith('/perform') && answer.ok) {
        const { song } = JSON.parse(await (all[1]?.body as Blob).text()) as { song: { parts: { chords: { symbol: string }[] }[] } };
        const { tracks } = (await answer.clone().json()) as { tracks: { notes: { seconds: number }[] }[] };
        handed.performed.push({
          chords: song.parts.flatMap((part) => part.chords.map((one) => one.symbol)).join(' '),
          seconds: tracks.flatMap((track) => track.notes.map((note) => note.seconds)).sort((a, b) => a - b),
        });
      }
      return answer;
    };
  });
}

export const handedOn = (page: Page): Promise<Handed> => page.evaluate(() => (window as Watched).handed);

/** Forgets notes and pieces, so that what comes is what the next press led to. */
export const forgetHanded = (page: Page): Promise<void> => page.evaluate(() => {
  const { handed } = window as Watched;
  for (const list of [handed.notes, handed.pieces]) list.length = 0;
});

/** Milliseconds from the press to when a note sounds as the browser's clocks have it, without the way to the ear. */
export const sincePress = ({ pressed }: Handed, { asked, now, at }: Note): number => asked - pressed + (at - now) * 1000;
