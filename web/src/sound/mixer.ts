import { makeRoom } from './room';
import { amplitude, channels, type Channel } from './score';

/** What a songwriter sets for a track. */
export interface Strip {
  gainDb: number;
  /** Added to the groove's own place, -1 to 1. */
  pan: number;
  muted: boolean;
  solo: boolean;
}
export type Strips = Readonly<Record<Channel, Strip>>;
export const plainStrip: Strip = { gainDb: 0, pan: 0, muted: false, solo: false };

/** Seconds in which a fader moves: too quick to be waited for, too slow to click. */
const glide = 0.015;
/** Time constant of a swell. */
const swellGlide = 0.12;

/** What is heard of a track: nothing where it is muted, or where another is alone. */
function levelOf(strips: Strips, channel: Channel): number {
  const strip = strips[channel];
  const alone = channels.some((one) => strips[one].solo);
  return strip.muted || (alone && !strip.solo) ? 0 : amplitude(strip.gainDb);
}

interface Lane {
  input: GainNode;
  swell: GainNode;
  panner: StereoPannerNode;
  send: GainNode;
  groovePan: number;
  pan: number;
}

/** A channel a track, a room they share once it is furnished, and a limiter before the way out. */
export class Mixer {
  private readonly lanes: Record<Channel, Lane>;
  private readonly master: GainNode;
  private readonly room: ConvolverNode;
  /** Clicks go past the mix. */
  readonly clicks: GainNode;

  constructor(private readonly context: BaseAudioContext, output: AudioNode) {
    this.master = context.createGain();
    this.clicks = context.createGain();
    const limiter = makeLimiter(context);
    const room = context.createConvolver();
    room.normalize = false;
    this.room = room;
    this.master.connect(limiter).connect(output);
    this.clicks.connect(limiter);
    room.connect(this.master);
    const lane = (): Lane => {
      const input = context.createGain();
      const swell = context.createGain();
      const panner = context.createStereoPanner();
      const send = context.createGain();
      input.connect(swell).connect(panner).connect(this.master);
      panner.connect(send).connect(room);
      return { input, swell, panner, send, groovePan: 0, pan: 0 };
    };
    this.lanes = { drums: lane(), bass: lane(), keys: lane(), guitar: lane(), pad: lane(), melody: lane() };
    this.setVolume(1);
  }

  /** Works out the room's echo; until then all is dry. Takes some 10 ms. */
  furnishRoom(): void {
    this.room.buffer = makeRoom(this.context);
  }

  inputOf(channel: Channel): AudioNode {
    return this.lanes[channel].input;
  }

  setStrips(strips: Strips): void {
    for (const channel of channels) {
      const lane = this.lanes[channel];
      move(lane.input.gain, levelOf(strips, channel), this.context.currentTime);
      lane.pan = strips[channel].pan;
      this.place(lane, this.context.currentTime);
    }
  }

  /** Where a groove has a track, from a time on. */
  setGroove(channel: Channel, pan: number, reverb: number, when: number): void {
    const lane = this.lanes[channel];
    lane.groovePan = pan;
    this.place(lane, when);
    move(lane.send.gain, reverb * roomLevel, when);
  }

  /** How loud a track is from a time on, beside its level: 0 to 1. Steps half a beat apart are heard as one rise. */
  setSwell(channel: Channel, gain: number, when: number): void {
    this.lanes[channel].swell.gain.setTargetAtTime(gain, when, swellGlide);
  }

  /** What was asked of setSwell for then and later does not happen. */
  forgetSwells(when: number): void {
    for (const channel of channels) this.lanes[channel].swell.gain.cancelScheduledValues(when);
  }

  /** @param volume  0 to 1. */
  setVolume(volume: number): void {
    move(this.master.gain, volume * volume * headroom, this.context.currentTime);
  }

  private place(lane: Lane, when: number): void {
    move(lane.panner.pan, Math.min(1, Math.max(-1, lane.groovePan + lane.pan)), when);
  }
}

/** Brings the mix of a full band to about -16 LUFS, as exported files are. */
const headroom = 2;
const roomLevel = 0.35;

function move(parameter: AudioParam, value: number, when: number): void {
  parameter.setTargetAtTime(value, when, glide / 3);
}

function makeLimiter(context: BaseAudioContext): AudioNode {
  const limiter = context.createDynamicsCompressor();
  limiter.threshold.value = -6;
  limiter.knee.value = 3;
  limiter.ratio.value = 20;
  limiter.attack.value = 0.002;
  limiter.release.value = 0.12;
  return limiter;
}
