import { instrumentsFor, type Manifest } from './manifest';
import { MidiOut, type Output } from './midi_out';
import { Mixer, type Strips } from './mixer';
import { SampleBank, type FetchBytes } from './sample_bank';
import { Sampler } from './sampler';
import type { Score, ScoreTrack } from './score';
import { Sequencer, type Piece, type Sink } from './sequencer';
import type { Tick } from '../domain/song';

/** Between a key press and the first note, in seconds: time to hand the notes out. */
const startDelay = 0.04;
/** How often notes are handed out, in milliseconds, and how far ahead: pauses of the page up to the rest go unheard. */
const pace = 25;
const ahead = 0.25;
/** Browsers wake a hidden page once a second. */
const aheadHidden = 1.6;

/** An instrument by itself: on the melody's channel, where it disturbs no other. */
const soloTrack = (program: number): ScoreTrack => ({ channel: 'melody', program, gain: 0.6, pan: 0, reverb: 0.2 });

/** Everything between notes and loudspeaker. The audio context is made at the first `wake`, which a gesture has to call. */
export class Engine {
  private readonly bank: SampleBank;
  private parts: { context: AudioContext; mixer: Mixer; sampler: Sampler; sequencer: Sequencer; furnished: Promise<void> } | null = null;
  private timer = 0;
  private strips: Strips | null = null;
  private volume = 1;
  private metronome = false;
  private midiOut: MidiOut | null = null;

  constructor(private readonly manifest: Manifest, fetchBytes: FetchBytes) {
    this.bank = new SampleBank(manifest, fetchBytes);
  }

  /** Makes and resumes the audio context; to be called from a gesture. */
  async wake(): Promise<void> {
    const { context, furnished } = this.parts ?? this.make();
    if (context.state !== 'running') await context.resume();
    await furnished;
  }

  /** Fetches a score's instruments, and decodes them once there is a context. */
  async load(score: Score): Promise<void> {
    const needed = score.tracks.flatMap((track) => instrumentsFor(this.manifest, track));
    if (!this.parts) {
      for (const instrument of needed) this.bank.fetch(instrument);
      return;
    }
    const { context } = this.parts;
    await Promise.all(needed.map((instrument) => this.bank.load(context, instrument)));
  }

  get running(): boolean {
    return this.parts?.sequencer.running ?? false;
  }

  get piece(): Piece | null {
    return this.parts?.sequencer.piece ?? null;
  }

  /** The tick that reaches the ear now. */
  get tick(): Tick | null {
    if (!this.parts) return null;
    const { context, sequencer } = this.parts;
    return sequencer.tickAt(context.currentTime - (context.outputLatency || context.baseLatency || 0));
  }

  /** Plays from a tick on; wake and load come before. @returns When that tick sounds, on the context's clock. */
  play(piece: Piece, from: Tick, countIn: boolean): number {
    const { context, sequencer } = this.parts ?? this.make();
    const at = sequencer.start(piece, from, context.currentTime + startDelay, countIn);
    this.keepGoing();
    return at;
  }

  /** The clock and the way out, for what is recorded and played beside the song; made where there is none yet. */
  get context(): AudioContext {
    return (this.parts ?? this.make()).context;
  }

  takeOver(piece: Piece, follow: (stopped: Tick) => Tick, at: 'bar' | 'beat'): void {
    this.parts?.sequencer.takeOver(piece, follow, at);
  }

  stop(): void {
    this.parts?.sequencer.stop();
    clearInterval(this.timer);
  }

  /** A chord by itself, now, beside whatever plays. Pitches as MIDI numbers, low to high; a strum takes its time. */
  strike(pitches: readonly number[], program: number, strum: boolean): void {
    const { context, sampler } = this.parts ?? this.make();
    const track = soloTrack(program);
    pitches.forEach((pitch, index) => {
      const note = { tick: -1, seconds: 0, length: 1.6, pitch, velocity: 84, track };
      sampler.note(note, context.currentTime + 0.02 + (strum ? index * 0.022 : 0), note.length);
    });
  }

  /** What `strike` needs. */
  async loadProgram(program: number): Promise<void> {
    const { context } = this.parts ?? this.make();
    await Promise.all(instrumentsFor(this.manifest, soloTrack(program)).map((one) => this.bank.load(context, one)));
  }

  setStrips(strips: Strips): void {
    this.strips = strips;
    this.parts?.mixer.setStrips(strips);
  }

  setVolume(volume: number): void {
    this.volume = volume;
    this.parts?.mixer.setVolume(volume);
  }

  setMetronome(on: boolean): void {
    this.metronome = on;
    if (this.parts) this.parts.sequencer.metronome = on;
  }

  private make(): NonNullable<Engine['parts']> {
    const context = new AudioContext({ latencyHint: 'interactive' });
    const mixer = new Mixer(context, context.destination);
    // A task of its own: the first key waits for this one. Nothing sounds before it is done.
    const furnished = new Promise<void>((done) => setTimeout(() => { mixer.furnishRoom(); done(); }));
    const sampler = new Sampler(context, this.manifest, this.bank, mixer);
    const sequencer = new Sequencer(() => context.currentTime, this.both(sampler));
    sequencer.metronome = this.metronome;
    mixer.setVolume(this.volume);
    if (this.strips) mixer.setStrips(this.strips);
    this.parts = { context, mixer, sampler, sequencer, furnished };
    return this.parts;
  }

  /** What is played goes to another instrument as well; null: no longer. */
  setMidiOut(output: Output | null): void {
    this.midiOut?.close();
    this.midiOut = null;
    if (!output) return;
    const { context } = this.parts ?? this.make();
    this.midiOut = new MidiOut(output, () => context.currentTime, (seconds) => {
      const { contextTime = context.currentTime, performanceTime = performance.now() } = context.getOutputTimestamp();
      return performanceTime + (seconds - contextTime) * 1000;
    });
    const piece = this.piece;
    if (piece) this.midiOut.setTracks(piece.score.tracks, context.currentTime);
  }

  private both(sampler: Sampler): Sink {
    return {
      note: (note, when, length) => { sampler.note(note, when, length); this.midiOut?.note(note, when, length); },
      playClick: (when, accent) => sampler.playClick(when, accent),
      swell: (track, value, when) => { sampler.swell(track, value, when); this.midiOut?.swell(track, value, when); },
      setTracks: (tracks, when) => { sampler.setTracks(tracks, when); this.midiOut?.setTracks(tracks, when); },
      cut: (when, keep) => { sampler.cut(when, keep); this.midiOut?.cut(when, keep); },
    };
  }

  private keepGoing(): void {
    clearInterval(this.timer);
    this.timer = window.setInterval(() => {
      const sequencer = this.parts?.sequencer;
      if (!sequencer) return;
      sequencer.horizon = document.hidden ? aheadHidden : ahead;
      sequencer.advance();
      if (!sequencer.running) clearInterval(this.timer);
    }, pace);
  }
}
