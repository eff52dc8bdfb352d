import { effect, signal, type ReadonlySignal } from '@preact/signals';
import { eventAt } from '../domain/arrange';
import { stampedName } from '../domain/clock';
import { takeCuts } from '../domain/takeCuts';
import type { PackedTake } from '../domain/takeList';
import { holdsAt, playedParts } from '../domain/timeline';
import { findLag } from '../sound/latency';
import { letGo, openMicrophone, Recorder, type DeviceTrouble, type Recorded } from '../sound/recorder';
import { wavOf } from '../sound/wav';
import { t } from '../text/text';
import { announce } from './announce';
import { inspireByFiles } from './flow';
import { freshId } from './freshIds';
import { keptNumber } from './keptNumber';
import { notify } from './notices';
import { audioContext, playing, startSong, startTick, stop, type Started } from './player';
import { song, stored } from './song';
import { takeStore, type Take } from './take_store';
import { narrow, view } from './view';

/** Singing over the song, and sounds recorded as inspirations. */

/** `opening`: the microphone and the song are on their way. `idea`: a sound is recorded by itself. */
export type Recording = 'off' | 'opening' | 'take' | 'idea' | 'measuring';
const recording_ = signal<Recording>('off');
export const recording: ReadonlySignal<Recording> = recording_;

const level_ = signal(0);
/** The loudest of the last moment, 0 to 1. */
export const level: ReadonlySignal<number> = level_;

/** Why there is no microphone, and for what it was wanted. */
export interface Trouble {
  why: DeviceTrouble;
  wanted: 'take' | 'idea' | 'measuring';
}
const trouble_ = signal<Trouble | null>(null);
/** Null until a microphone was asked for and not had. */
export const trouble: ReadonlySignal<Trouble | null> = trouble_;

const takes_ = signal<readonly Take[]>([]);
/** The takes of this song on this device, the newest first. */
export const takes: ReadonlySignal<readonly Take[]> = takes_;

/** Whether the panel with the takes is open. */
export const takesShown = signal(false);

const heardTake_ = signal<string | null>(null);
/** The take that is played with the song. */
export const heardTake: ReadonlySignal<string | null> = heardTake_;

/** From the loudspeaker back through the microphone, in milliseconds, as it was measured here; -1: not yet. */
export const lagMs = keptNumber('amuse.lagMs', -1);

let recorder: Recorder | null = null;
let microphone: MediaStream | null = null;
let started: Started | null = null;

// Recording. ----------------------------------------------------------------------------------------------------------

/** @returns The clock it runs on; null where it does not, and `trouble` may say why. */
async function begin(as: 'take' | 'idea' | 'measuring'): Promise<AudioContext | null> {
  if (recording_.value !== 'off') return null;
  recording_.value = 'opening';
  trouble_.value = null;
  const found = await openMicrophone();
  if (typeof found === 'string') {
    trouble_.value = { why: found, wanted: as };
    recording_.value = 'off';
    announce(t(`sing.trouble.${found}`));
    return null;
  }
  try {
    const context = await audioContext();
    microphone = found;
    recorder = await Recorder.begin(context, found, (peak) => { level_.value = Math.max(peak, level_.value * 0.8); }, () => void endRecording());
    recording_.value = as;
    return context;
  } catch {
    letGo(found);
    trouble_.value = { why: 'other', wanted: as };
    recording_.value = 'off';
    return null;
  }
}

async function end(): Promise<Recorded | null> {
  const now = recorder;
  recorder = null;
  microphone = null;
  recording_.value = 'off';
  const recorded = now ? await now.end() : null;
  // Its last peaks come while it ends.
  level_.value = 0;
  return recorded;
}

/** What the browser says of the way out and in, where nobody has measured it. */
function likelyLag(context: AudioContext): number {
  const settings = microphone?.getAudioTracks()[0]?.getSettings() as { latency?: number } | undefined;
  return (context.outputLatency || context.baseLatency || 0) + (settings?.latency ?? 0);
}
let lagSeconds = 0;

/** Counts a bar in, plays the song or what goes round in it, and records what is sung until it is stopped. */
export async function recordTake(): Promise<void> {
  const context = await begin('take');
  if (!context) return;
  lagSeconds = lagMs.value >= 0 ? lagMs.value / 1000 : likelyLag(context);
  started = await startSong(startTick(), true);
  if (!started) {
    await end();
    return;
  }
  announce(t('sing.recording'));
}

/** Ends what is recorded: takes are kept, a sound becomes an inspiration. */
export async function endRecording(): Promise<void> {
  const as = recording_.value;
  const now = started;
  started = null;
  const recorded = await end();
  if (!recorded) return;
  if (as === 'take') {
    stop();
    if (now) await keepTakes(recorded, now);
  } else if (as === 'idea' && recorded.samples.length > recorded.rateHz / 4) {
    await inspireByFiles([fileOf(wavOf(recorded.samples, recorded.rateHz))]);
  }
}

export function toggleTake(): void {
  void (recording_.value === 'take' ? endRecording() : recordTake());
}

/** Records a sound by itself, to be inspired by. */
export async function toggleIdea(): Promise<void> {
  if (recording_.value === 'idea') return endRecording();
  stop();
  if (await begin('idea')) announce(t('sing.recordingIdea'));
}

const fileOf = (sound: Blob): File => new File([sound], stampedName(t('sing.fileName'), 'wav'), { type: 'audio/wav' });

async function keepTakes(recorded: Recorded, from: Started): Promise<void> {
  const { rateHz, samples, firstFrame, missing } = recorded;
  const musicAt = (from.at + lagSeconds) * rateHz - firstFrame;
  const cuts = takeCuts(samples.length, rateHz, musicAt, from.roundSeconds);
  if (cuts.length === 0) return notify(t('sing.none'));
  const part = eventAt(playedParts(song.value), from.tick)?.part.id ?? '';
  const made = cuts.map((cut, index): Take => ({
    id: freshId('take'), songId: songName(), partId: part, tick: from.tick, leadSeconds: cut.lead / rateHz, seconds: (cut.to - cut.from) / rateHz,
    bpm: holdsAt(song.value.tempoMap, Math.max(0, from.tick)).bpm, recordedMs: Date.now() + index, sound: wavOf(samples.slice(cut.from, cut.to), rateHz),
  }));
  takes_.value = [...made.reverse(), ...takes_.value];
  takesShown.value = true;
  if (missing > 0) notify(t('sing.gaps', { ms: Math.round((missing / rateHz) * 1000) }));
  await Promise.all(made.map((take) => takeStore.keep(take))).catch(() => notify(t('sing.notStored')));
  announce(t('sing.kept', { count: made.length }));
}

// Measuring. ----------------------------------------------------------------------------------------------------------

/** Uneven, so that no other place of them looks alike. */
const kClicks = [0, 0.4, 0.95, 1.4];

/** Sends clicks out and looks when they come back. */
export async function measureLag(): Promise<void> {
  stop();
  const context = await begin('measuring');
  if (!context) return;
  const at = context.currentTime + 0.3;
  for (const click of kClicks) clickAt(context, at + click);
  await clockReaches(context, at + 2.3);
  const recorded = await end();
  if (!recorded) return;
  const first = Math.max(0, Math.round(at * recorded.rateHz) - recorded.firstFrame);
  const lag = findLag(recorded.samples.subarray(first), recorded.rateHz, kClicks);
  if (lag !== null) lagMs.value = Math.round(lag * 10000) / 10;
  notify(lag === null ? t('sing.notHeard') : t('sing.measured', { ms: Math.round(lag * 1000) }));
}

/** Waits by the clock of the sound, which a busy machine holds back; no longer than ten seconds. */
async function clockReaches(context: AudioContext, seconds: number): Promise<void> {
  const latest = performance.now() + 10000;
  while (context.currentTime < seconds && performance.now() < latest) await new Promise((resolve) => setTimeout(resolve, 50));
}

function clickAt(context: AudioContext, when: number): void {
  const tone = context.createOscillator();
  const gain = context.createGain();
  tone.frequency.value = 1800;
  gain.gain.setValueAtTime(0.7, when);
  gain.gain.exponentialRampToValueAtTime(0.001, when + 0.02);
  tone.connect(gain).connect(context.destination);
  tone.start(when);
  tone.stop(when + 0.03);
}

// Takes. --------------------------------------------------------------------------------------------------------------

const kUnsaved = 'new';
const songName = (): string => stored.value.id || kUnsaved;
let source: AudioBufferSourceNode | null = null;

/** Plays a take with the song, in time, from where it was sung. */
export async function playTake(take: Take): Promise<void> {
  stopTake();
  const context = await audioContext();
  const sound = await context.decodeAudioData(await take.sound.arrayBuffer());
  const now = await startSong(take.tick, false);
  if (!now) return;
  const node = context.createBufferSource();
  node.buffer = now.roundSeconds === null ? sound : roundOf(context, sound, take.leadSeconds, now.roundSeconds);
  node.loop = now.roundSeconds !== null;
  node.connect(context.destination);
  node.start(now.at, now.roundSeconds === null ? take.leadSeconds : 0);
  source = node;
  heardTake_.value = take.id;
}

/** The take's music, cut or filled with silence to go round with the loop. */
function roundOf(context: AudioContext, sound: AudioBuffer, lead: number, seconds: number): AudioBuffer {
  const rate = sound.sampleRate;
  const round = context.createBuffer(1, Math.max(1, Math.round(seconds * rate)), rate);
  const first = Math.round(lead * rate);
  round.copyToChannel(sound.getChannelData(0).subarray(first, first + round.length), 0);
  return round;
}

function stopTake(): void {
  source?.stop();
  source?.disconnect();
  source = null;
  heardTake_.value = null;
}

/** Whether the song's tempo is still the one it was sung to. */
export const isInTime = (take: Take): boolean => holdsAt(song.value.tempoMap, Math.max(0, take.tick)).bpm === take.bpm;

export function toggleTakeHeard(take: Take): void {
  if (heardTake_.value === take.id) stop();
  else void playTake(take);
}

export function deleteTake(take: Take): void {
  if (heardTake_.value === take.id) stop();
  takes_.value = takes_.value.filter((one) => one.id !== take.id);
  void takeStore.drop(take.id).catch(() => undefined);
  notify(t('sing.deleted'), {
    label: t('shell.undo'),
    run: () => {
      takes_.value = [take, ...takes_.value].sort((a, b) => b.recordedMs - a.recordedMs);
      void takeStore.keep(take).catch(() => undefined);
    },
  });
}

/** A take is heard as an inspiration: sent to the server, and read like any sound. */
export function keepAsInspiration(take: Take): Promise<void> {
  view.value = 'ideas';
  // It lies over the ideas where they are all that is seen.
  if (narrow.value) takesShown.value = false;
  return inspireByFiles([fileOf(take.sound)]);
}

// What sounds with the song stops with it; a recording over it ends with it.
effect(() => {
  if (playing.value?.kind === 'song') return;
  if (source) stopTake();
  if (recording_.peek() === 'take' && started) void endRecording();
});

/** Takes that came with a song just opened from a file. */
export function bringTakes(sung: readonly PackedTake[]): void {
  takes_.value = sung.map((take) => ({ ...take, id: freshId('take'), songId: songName() })).sort((a, b) => b.recordedMs - a.recordedMs);
  if (songName() !== kUnsaved) void Promise.all(takes_.value.map((take) => takeStore.keep(take))).catch(() => notify(t('sing.notStored')));
}

// Takes belong to a song; those of one that was not saved yet follow it to its name.
let shownFor: string | null = null;
effect(() => {
  const name = songName();
  const before = shownFor;
  shownFor = name;
  if (before === kUnsaved && name !== kUnsaved && takes_.peek().length > 0) {
    takes_.value = takes_.peek().map((take) => ({ ...take, songId: name }));
    void Promise.all(takes_.peek().map((take) => takeStore.keep(take))).catch(() => undefined);
  } else if (before !== name) {
    takes_.value = [];
    if (name === kUnsaved) return;
    void takeStore.of(name).then((found) => { if (songName() === name) takes_.value = found.sort((a, b) => b.recordedMs - a.recordedMs); }, () => undefined);
  }
});
