import { loopFrames } from './loops';
import { instrumentsFor, levelFor, zoneFor, type Manifest, type Zone } from './manifest';
import type { Mixer } from './mixer';
import type { SampleBank, Samples } from './sample_bank';
import { fullExpression, type Channel, type ScoreNote, type ScoreTrack } from './score';
import { earlySeconds, noteKey, type Sink } from './sequencer';

interface Voice {
  key: string;
  channel: Channel;
  pitch: number;
  source: AudioBufferSourceNode;
  envelope: GainNode;
  start: number;
  /** When it is let go. */
  end: number;
  /** Seconds in which it then falls by 60 dB. */
  release: number;
}

/** More voices than that are not heard apart, and cost power. */
const mostVoices = 72;
const closedHats = [42, 44];
const openHat = 46;
/** In which a voice ends that has to make room, or whose string is struck again. */
const quickRelease = 0.06;

/** Plays a score's notes from samples. Notes of instruments that are not loaded are left out. */
export class Sampler implements Sink {
  private voices: Voice[] = [];
  private readonly click: AudioBuffer;
  private clicking: AudioBufferSourceNode[] = [];

  constructor(
    private readonly context: BaseAudioContext,
    private readonly manifest: Manifest,
    private readonly bank: SampleBank,
    private readonly mixer: Mixer,
  ) {
    this.click = makeClick(context);
  }

  note(note: ScoreNote, when: number, length: number): void {
    const found = this.find(note);
    if (!found) return;
    const { channel } = note.track;
    if (channel === 'drums' && closedHats.includes(note.pitch)) this.letGo((voice) => voice.channel === 'drums' && voice.pitch === openHat, when);
    if (channel !== 'drums') this.letGo((voice) => voice.channel === channel && voice.pitch === note.pitch, when);
    this.makeRoom(when);
    this.strike(note, found.samples, found.zone, when, length);
  }

  setTracks(tracks: readonly ScoreTrack[], when: number): void {
    for (const { channel, pan, reverb } of tracks) this.mixer.setGroove(channel, pan, reverb, when);
  }

  swell({ channel }: ScoreTrack, value: number, when: number): void {
    this.mixer.setSwell(channel, (value / fullExpression) ** 2, when); // as General MIDI and FluidSynth have it
  }

  cut(when: number, keep: ReadonlySet<string> = new Set()): void {
    const now = this.context.currentTime;
    for (const voice of this.voices) {
      if (voice.start >= when - earlySeconds && voice.start > now) this.cancel(voice);
      else if (voice.end > when && !keep.has(voice.key)) this.endAt(voice, Math.max(when, now), Math.min(voice.release || 0.3, 0.3));
    }
    this.mixer.forgetSwells(when);
    for (const source of this.clicking) source.stop(when);
    this.clicking = [];
  }

  playClick(when: number, accent: boolean): void {
    const source = this.context.createBufferSource();
    source.buffer = this.click;
    source.playbackRate.value = accent ? 1.5 : 1;
    source.connect(this.mixer.clicks);
    source.start(when);
    this.clicking.push(source);
    source.onended = () => { this.clicking = this.clicking.filter((one) => one !== source); };
  }

  private find(note: ScoreNote): { samples: Samples; zone: Zone } | null {
    for (const instrument of instrumentsFor(this.manifest, note.track)) {
      const samples = this.bank.get(instrument);
      const zone = samples && zoneFor(instrument, note.pitch);
      if (zone) return { samples, zone };
    }
    return null;
  }

  private strike(note: ScoreNote, { instrument, buffer, beginning }: Samples, zone: Zone, when: number, length: number): void {
    const source = this.context.createBufferSource();
    source.buffer = buffer;
    const speed = instrument.drums ? 1 : 2 ** ((note.pitch - zone.pitch) / 12);
    source.playbackRate.value = speed;
    const loop = loopFrames(buffer.sampleRate, beginning, zone);
    if (loop) {
      source.loop = true;
      source.loopStart = loop.start / buffer.sampleRate;
      source.loopEnd = loop.end / buffer.sampleRate;
    }
    const envelope = this.context.createGain();
    const level = zone.gain * levelFor(instrument, note.track.program) * note.track.gain;
    envelope.gain.setValueAtTime(level * (note.velocity / 127) ** 2, when);
    source.connect(envelope).connect(this.mixer.inputOf(note.track.channel));
    source.start(when, beginning + zone.at);
    const whole = zone.length / speed;
    const end = instrument.drums || (!loop && length > whole) ? when + whole : when + length;
    const voice: Voice = {
      key: noteKey(note), channel: note.track.channel, pitch: note.pitch, source, envelope, start: when, end: Infinity,
      release: instrument.release,
    };
    this.endAt(voice, end, instrument.release);
    this.voices.push(voice);
    source.onended = () => this.forget(voice);
  }

  private forget(voice: Voice): void {
    voice.envelope.disconnect();
    this.voices = this.voices.filter((one) => one !== voice);
  }

  /** Sets when a voice ends; a later end than the one it has is left alone. */
  private endAt(voice: Voice, when: number, release: number): void {
    if (when >= voice.end) return;
    const end = Math.max(when, voice.start);
    voice.end = end;
    const { gain } = voice.envelope;
    gain.cancelScheduledValues(end);
    // 60 dB are 6.9 time constants.
    gain.setTargetAtTime(0, end, Math.max(release, 0.01) / 6.9);
    voice.source.stop(end + Math.max(release, 0.01) * 1.3);
  }

  private cancel(voice: Voice): void {
    voice.source.onended = null;
    voice.source.stop();
    voice.source.disconnect();
    this.forget(voice);
  }

  private letGo(which: (voice: Voice) => boolean, when: number): void {
    for (const voice of this.voices) if (voice.end > when && voice.start < when && which(voice)) this.endAt(voice, when, quickRelease);
  }

  /** Ends the oldest voice where there are too many. */
  private makeRoom(when: number): void {
    const sounding = this.voices.filter((voice) => voice.start <= when && voice.end + voice.release > when);
    if (sounding.length < mostVoices) return;
    const oldest = sounding.reduce((first, voice) => (voice.start < first.start ? voice : first));
    if (oldest.end > when) this.endAt(oldest, when, quickRelease);
    else this.cancelTail(oldest, when);
  }

  private cancelTail(voice: Voice, when: number): void {
    voice.release = 0;
    voice.envelope.gain.setTargetAtTime(0, when, quickRelease / 6.9);
    voice.source.stop(when + quickRelease);
  }
}

/** A dry tick: two partials that are gone after 30 ms. */
function makeClick(context: BaseAudioContext): AudioBuffer {
  const { sampleRate } = context;
  const frames = Math.round(0.04 * sampleRate);
  const buffer = context.createBuffer(1, frames, sampleRate);
  const wave = buffer.getChannelData(0);
  for (let index = 0; index < frames; ++index) {
    const time = index / sampleRate;
    const tone = Math.sin(2 * Math.PI * 1200 * time) + 0.4 * Math.sin(2 * Math.PI * 2700 * time);
    wave[index] = 0.35 * tone * Math.min(1, time / 0.0005) * Math.exp(-time * 160);
  }
  return buffer;
}
