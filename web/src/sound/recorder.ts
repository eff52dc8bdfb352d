import workletUrl from './recorder_worklet.js?url';

/** What was recorded: one channel, 16 bits, and where on the audio clock it begins. */
export interface Recorded {
  rateHz: number;
  /** Frame of the audio context's clock. */
  firstFrame: number;
  samples: Int16Array<ArrayBuffer>;
  /** Frames that are missing between pieces; 0 unless the machine could not keep up. */
  missing: number;
}

/** Why there is no microphone or camera. */
export type DeviceTrouble = 'denied' | 'absent' | 'busy' | 'insecure' | 'other';

/** A microphone as it is: nothing is cancelled, levelled or filtered. Gives what is in the way where there is none. */
export const openMicrophone = (): Promise<MediaStream | DeviceTrouble> =>
  openDevice({ audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false } });

/** A camera, the one that looks away from the songwriter where there are two. Gives what is in the way where there is none. */
export const openCamera = (): Promise<MediaStream | DeviceTrouble> =>
  openDevice({ video: { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1080 } } });

async function openDevice(wanted: MediaStreamConstraints): Promise<MediaStream | DeviceTrouble> {
  if (!('mediaDevices' in navigator) || !navigator.mediaDevices?.getUserMedia) return 'insecure';
  try {
    return await navigator.mediaDevices.getUserMedia(wanted);
  } catch (error) {
    return troubleOf(error);
  }
}

/** Lets a microphone or camera go. */
export function letGo(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** Names as in the W3C's Media Capture and Streams, section 10.2. */
export function troubleOf(error: unknown): DeviceTrouble {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'absent';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'other';
}

const kMostSeconds = 600;
const modules = new WeakMap<AudioContext, Promise<void>>();

interface Piece {
  frame: number;
  samples: Float32Array;
}

/** Records a stream on an audio context's clock, at most ten minutes. */
export class Recorder {
  private readonly pieces: { frame: number; samples: Int16Array<ArrayBuffer> }[] = [];
  private ended: () => void = () => undefined;

  private constructor(
    private readonly context: AudioContext,
    private readonly stream: MediaStream,
    private readonly source: MediaStreamAudioSourceNode,
    private readonly node: AudioWorkletNode,
  ) {}

  /** @param onLevel  Hears the loudest sample of each 2,048, 0 to 1. @param onFull  Ten minutes are full. */
  static async begin(context: AudioContext, stream: MediaStream, onLevel: (peak: number) => void, onFull: () => void): Promise<Recorder> {
    const module = modules.get(context) ?? context.audioWorklet.addModule(workletUrl);
    modules.set(context, module);
    await module;
    const source = context.createMediaStreamSource(stream);
    const node = new AudioWorkletNode(context, 'amuse-recorder', { channelCount: 1, channelCountMode: 'explicit', outputChannelCount: [1] });
    const recorder = new Recorder(context, stream, source, node);
    const most = kMostSeconds * context.sampleRate;
    node.port.onmessage = ({ data }: MessageEvent<Piece | null>) => {
      if (!data) return recorder.ended();
      const first = recorder.pieces[0]?.frame ?? data.frame;
      if (data.frame - first >= most) return onFull();
      recorder.pieces.push({ frame: data.frame, samples: toInt16(data.samples) });
      onLevel(peakOf(data.samples));
    };
    // Silent, but a node that leads nowhere is not run.
    source.connect(node).connect(context.destination);
    return recorder;
  }

  /** Ends it and lets the microphone go. */
  async end(): Promise<Recorded> {
    const last = new Promise<void>((resolve) => { this.ended = resolve; });
    this.node.port.postMessage(null);
    await last;
    this.source.disconnect();
    this.node.disconnect();
    letGo(this.stream);
    return { rateHz: this.context.sampleRate, ...joined(this.pieces) };
  }
}

/** Pieces as one, each where its frame says. */
export function joined(pieces: readonly { frame: number; samples: Int16Array }[]): Omit<Recorded, 'rateHz'> {
  const firstFrame = pieces[0]?.frame ?? 0;
  const last = pieces.at(-1);
  const samples = new Int16Array(last ? last.frame - firstFrame + last.samples.length : 0);
  let missing = 0;
  let next = firstFrame;
  for (const piece of pieces) {
    missing += Math.max(0, piece.frame - next);
    samples.set(piece.samples, piece.frame - firstFrame);
    next = piece.frame + piece.samples.length;
  }
  return { firstFrame, samples, missing };
}

function toInt16(samples: Float32Array): Int16Array<ArrayBuffer> {
  return Int16Array.from(samples, (sample) => Math.round(Math.max(-1, Math.min(1, sample)) * 32767));
}

function peakOf(samples: Float32Array): number {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  return peak;
}
