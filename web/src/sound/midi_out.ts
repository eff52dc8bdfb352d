import type { Channel, ScoreNote, ScoreTrack } from './score';
import { noteKey, type Sink } from './sequencer';

/** What a MIDI output can do: the part of the browser's that is used, so that tests can stand in for it. */
export interface Output {
  send(data: number[], timestamp?: number): void;
}

/** A track's MIDI channel, from 0; drums have the tenth, as General MIDI has it. */
const channelOf: Record<Channel, number> = { keys: 0, guitar: 1, bass: 2, pad: 3, melody: 4, drums: 9 };
const kExpression = 11, kAllNotesOff = 123;

interface Sent {
  key: string;
  channel: number;
  pitch: number;
  start: number;
  end: number;
}

/** Sends what is played to another instrument. Times are those of the audio clock, made into the page's by `toPage`. */
export class MidiOut implements Sink {
  private sent: Sent[] = [];

  /** @param toPage  Seconds of the audio clock as milliseconds of the page's. */
  constructor(private readonly output: Output, private readonly now: () => number, private readonly toPage: (seconds: number) => number) {}

  note(note: ScoreNote, when: number, length: number): void {
    const channel = channelOf[note.track.channel];
    this.output.send([0x90 | channel, note.pitch, Math.max(1, Math.min(127, Math.round(note.velocity)))], this.toPage(when));
    // Drums have no length; a moment is enough.
    const end = when + Math.max(0.02, length);
    this.output.send([0x80 | channel, note.pitch, 0], this.toPage(end));
    this.sent = [...this.sent.filter((one) => one.end > this.now()), { key: noteKey(note), channel, pitch: note.pitch, start: when, end }];
  }

  swell({ channel }: ScoreTrack, value: number, when: number): void {
    this.output.send([0xb0 | channelOf[channel], kExpression, value], this.toPage(Math.max(when, this.now())));
  }

  playClick(): void {
    // The metronome stays here.
  }

  setTracks(tracks: readonly ScoreTrack[], when: number): void {
    for (const { channel, program } of tracks) {
      if (channel !== 'drums') this.output.send([0xc0 | channelOf[channel], program], this.toPage(Math.max(when - 0.01, this.now())));
    }
  }

  /** Notes that are on their way can't be taken back: they are let go as they begin. */
  cut(when: number, keep: ReadonlySet<string> = new Set()): void {
    for (const one of this.sent) {
      if (one.end > when && !keep.has(one.key)) this.output.send([0x80 | one.channel, one.pitch, 0], this.toPage(Math.max(when, one.start + 0.001, this.now())));
    }
    this.sent = this.sent.filter((one) => keep.has(one.key));
  }

  /** Silence, whatever was sent. */
  close(): void {
    this.cut(this.now());
    for (const channel of Object.values(channelOf)) this.output.send([0xb0 | channel, kAllNotesOff, 0]);
  }
}
