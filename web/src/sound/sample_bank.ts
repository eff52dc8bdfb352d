import { closeLoops } from './loops';
import type { Instrument, Manifest } from './manifest';

/** An instrument's file, decoded; `beginning` is where its marker's top lies, in seconds. */
export interface Samples {
  instrument: Instrument;
  buffer: AudioBuffer;
  beginning: number;
}

export type FetchBytes = (file: string) => Promise<ArrayBuffer>;

/** Loads each instrument once, when it is first needed. */
export class SampleBank {
  private readonly files = new Map<string, Promise<ArrayBuffer>>();
  private readonly loading = new Map<string, Promise<Samples>>();
  private readonly loaded = new Map<string, Samples>();

  constructor(private readonly manifest: Manifest, private readonly fetchBytes: FetchBytes) {}

  /** Fetches the bytes, so that decoding can start at once later; needs no sound device. */
  fetch(instrument: Instrument): void {
    void this.bytesOf(instrument.file).catch(() => undefined);
  }

  /** Rejects when the file can't be fetched or decoded; asking again tries again. */
  load(context: BaseAudioContext, instrument: Instrument): Promise<Samples> {
    let samples = this.loading.get(instrument.name);
    if (!samples) {
      samples = this.decode(context, instrument);
      this.loading.set(instrument.name, samples);
      samples.catch(() => this.loading.delete(instrument.name));
    }
    return samples;
  }

  /** What is there already. */
  get(instrument: Instrument): Samples | undefined {
    return this.loaded.get(instrument.name);
  }

  private bytesOf(file: string): Promise<ArrayBuffer> {
    let bytes = this.files.get(file);
    if (!bytes) {
      bytes = this.fetchBytes(file);
      this.files.set(file, bytes);
      bytes.catch(() => this.files.delete(file));
    }
    return bytes;
  }

  private async decode(context: BaseAudioContext, instrument: Instrument): Promise<Samples> {
    const bytes = await this.bytesOf(instrument.file);
    const buffer = await context.decodeAudioData(bytes.slice(0));
    this.files.delete(instrument.file);
    const beginning = findMarker(buffer, this.manifest.marker);
    closeLoops(buffer, beginning, instrument.zones);
    const samples = { instrument, buffer, beginning };
    this.loaded.set(instrument.name, samples);
    return samples;
  }
}

/** Decoders begin an MP3 at different places; the marker's top tells where. @returns Seconds. */
function findMarker(buffer: AudioBuffer, marker: number): number {
  const wave = buffer.getChannelData(0);
  const end = Math.min(wave.length, Math.round(1.8 * marker * buffer.sampleRate));
  let top = 0;
  for (let index = 1; index < end; ++index) if (wave[index]! > wave[top]!) top = index;
  return top / buffer.sampleRate;
}
