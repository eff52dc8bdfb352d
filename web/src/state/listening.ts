import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { call } from '../api/client';
import { events } from '../api/events';
import type { Imported, Problem, Transcription } from '../api/types';
import { clockText } from '../domain/clock';
import { chordAt, corrected, keyText } from '../domain/heard';
import { beginningMoved, joinedWithNext, split } from '../domain/heardBorders';
import { complete, type Edit, type Origin, type Song } from '../domain/song';
import { beatTicks, keyAt, parseMeter } from '../domain/timeline';
import { wavOf } from '../sound/wav';
import { t } from '../text/text';
import { announce } from './announce';
import { inspireByFiles } from './flow';
import { failureWords, notify } from './notices';
import { currentPart } from './place';
import { stop as stopSong } from './player';
import { mediaUrl } from './readings';
import { closeSheet, openSheet } from './sheets';
import { insertProgression, newSong, selection, song } from './song';
import { endOfChords, isSilent, metreOf } from './stretch';
import { view } from './view';

/** A recording that is listened to: what it plays, corrected by hand, and used in the song. */

/** What is listened to: a kept sound, or a file of this device. */
export type Recording = { name: string; ref: string } | { name: string; file: Blob };

export type Listening =
  | { state: 'fetching' | 'sending' }
  | { state: 'listening'; share: number }
  | { state: 'ready' }
  | { state: 'failed'; problem: string };

/** One channel, at a rate that is enough to be seen. */
export interface Wave {
  samples: Float32Array;
  rateHz: number;
}
const kWaveRateHz = 22_050;

const recording_ = signal<Recording | null>(null);
export const recording: ReadonlySignal<Recording | null> = recording_;
const listening_ = signal<Listening>({ state: 'fetching' });
export const listening: ReadonlySignal<Listening> = listening_;
const wave_ = signal<Wave | null>(null);
/** Null where the browser does not know this kind of sound; it is heard by the server all the same. */
export const wave: ReadonlySignal<Wave | null> = wave_;

/** As the server heard it, and every correction after. */
const steps = signal<readonly Transcription[]>([]);
export const heard: ReadonlySignal<Transcription | null> = computed(() => steps.value.at(-1) ?? null);
export const canStepBack = computed(() => steps.value.length > 1);

/** The chord that keys act on, and where the stretch that is chosen with it began. */
export const cursor = signal(0);
export const anchor = signal<number | null>(null);
/** The chords that are chosen, from the first to the last; nothing: all of them. */
export const stretch = computed(() => {
  if (anchor.value === null) return null;
  return { from: Math.min(anchor.value, cursor.value), to: Math.max(anchor.value, cursor.value) };
});

let turn = 0;
let asking: AbortController | null = null;
let sound: Blob | null = null;
let soundUrl = '';

// Hearing. ------------------------------------------------------------------------------------------------------------

/** Opens the sheet and listens; what was listened to before is left. */
export async function listenTo(what: Recording): Promise<void> {
  leave();
  const mine = ++turn;
  recording_.value = what;
  listening_.value = { state: 'fetching' };
  stopSong();
  openSheet('listen');
  try {
    const blob = 'file' in what ? what.file : await (await fetch(mediaUrl(what.ref))).blob();
    if (mine !== turn) return;
    sound = blob;
    soundUrl = URL.createObjectURL(blob);
    listening_.value = { state: 'sending' };
    void drawWave(blob, mine);
    await ask(what, mine);
  } catch (error) {
    if (mine === turn && !(error instanceof DOMException && error.name === 'AbortError')) fail(failureWords(error));
  }
}

function fail(problem: string): void {
  listening_.value = { state: 'failed', problem };
  announce(problem);
}

async function drawWave(blob: Blob, mine: number): Promise<void> {
  try {
    const decoded = await new OfflineAudioContext(1, 1, kWaveRateHz).decodeAudioData(await blob.arrayBuffer());
    if (mine === turn) wave_.value = { samples: decoded.getChannelData(0), rateHz: kWaveRateHz };
  } catch {
    // A kind of sound that only the server knows: there is no wave to see, and nothing to play.
  }
}

async function ask(what: Recording, mine: number): Promise<void> {
  const form = new FormData();
  if ('ref' in what) form.set('audioRef', what.ref);
  else form.set('audio', what.file, what.name);
  asking = new AbortController();
  for await (const event of events('/transcriptions', { body: form, signal: asking.signal })) {
    if (mine !== turn) return;
    if (event.name === 'progress') listening_.value = { state: 'listening', share: (event.data as { share: number }).share };
    else if (event.name === 'failed') fail((event.data as Problem).detail);
    else if (event.name === 'done') show(event.data as Transcription);
  }
}

function show(found: Transcription): void {
  steps.value = [found];
  cursor.value = 0;
  anchor.value = null;
  choosing.value = false;
  listening_.value = { state: 'ready' };
  announce(t('listen.heard', { count: found.chords.length, bpm: Math.round(found.tempoBpm ?? 0) }));
}

/** Ends the listening and forgets the recording. */
export function leave(): void {
  turn += 1;
  asking?.abort();
  asking = null;
  stopSound();
  if (soundUrl) URL.revokeObjectURL(soundUrl);
  soundUrl = '';
  sound = null;
  wave_.value = null;
  steps.value = [];
}

// Playing. ------------------------------------------------------------------------------------------------------------

const playing_ = signal(false);
export const playing: ReadonlySignal<boolean> = playing_;
const second_ = signal(0);
/** Where it sounds, in the recording's seconds. */
export const second: ReadonlySignal<number> = second_;
export const soundingChord = computed(() => (playing_.value && heard.value ? chordAt(heard.value, second_.value) : -1));

let audio: HTMLAudioElement | null = null;

function watch(): void {
  if (!audio || !playing_.value) return;
  second_.value = audio.currentTime;
  requestAnimationFrame(watch);
}

/** Plays from a second on. */
export function playFrom(seconds: number): void {
  if (!soundUrl) return;
  audio ??= Object.assign(new Audio(soundUrl), { onended: stopSound });
  audio.currentTime = seconds;
  void audio.play().then(() => { playing_.value = true; watch(); }, () => notify(t('listen.unplayable')));
}

function stopSound(): void {
  audio?.pause();
  if (!soundUrl || audio?.src !== soundUrl) audio = null;
  playing_.value = false;
}

/** Plays from the chord that keys act on, or stops. */
export function toggleSound(): void {
  if (playing_.value) stopSound();
  else playFrom(heard.value?.chords[cursor.value]?.start ?? 0);
}

// Correcting. ---------------------------------------------------------------------------------------------------------

/** Another transcription in the place of this one; `words` say aloud what was done. */
export function correct(next: Transcription, words: string): void {
  if (next === heard.value) return;
  steps.value = [...steps.value, next];
  announce(words);
}

export function stepBack(): void {
  if (!canStepBack.value) return;
  steps.value = steps.value.slice(0, -1);
  cursor.value = Math.min(cursor.value, Math.max(0, (heard.value?.chords.length ?? 0) - 1));
  announce(t('shell.undid', { what: '' }));
}

/** The chord that keys act on is this one. */
export function nameChord(symbol: string): void {
  const now = heard.value;
  if (now) correct(corrected(now, cursor.value, symbol), t('listen.did.chord', { chord: symbol }));
}

/** The alternative of that number, from 1. */
export function takeAlternative(number: number): void {
  const other = heard.value?.chords[cursor.value]?.alternatives?.[number - 1];
  if (other) nameChord(other.chord);
}

/** The chord that keys act on becomes two, where it sounds just now or in its middle; the second is acted on next. */
export function splitChord(): void {
  const now = heard.value;
  const chord = now?.chords[cursor.value];
  if (!now || !chord) return;
  const sounds = playing_.value && second_.value > chord.start && second_.value < chord.end;
  const next = split(now, cursor.value, sounds ? second_.value : (chord.start + chord.end) / 2);
  if (next === now) return;
  correct(next, t('listen.did.split', { chord: chord.chord }));
  goTo(cursor.value + 1, false);
}

/** The chord that keys act on takes the place of the next one as well. */
export function joinChord(): void {
  const now = heard.value;
  const chord = now?.chords[cursor.value];
  if (now && chord) correct(joinedWithNext(now, cursor.value), t('listen.did.join', { chord: chord.chord }));
}

/** The chord that keys act on begins a little earlier or later. */
export function moveBeginning(by: -1 | 1): void {
  const now = heard.value;
  if (!now) return;
  const next = beginningMoved(now, cursor.value, by);
  correct(next, t('listen.did.begin', { second: (next.chords[cursor.value]?.start ?? 0).toFixed(2) }));
}

/** Whether the next chord that is gone to ends a stretch that begins here: for fingers, which have no Shift. */
export const choosing = signal(false);

/** To another chord; a stretch is chosen where `extend` says so. */
export function goTo(index: number, extend = choosing.value): void {
  const last = (heard.value?.chords.length ?? 0) - 1;
  if (extend) anchor.value ??= cursor.value;
  else anchor.value = null;
  cursor.value = Math.max(0, Math.min(last, index));
}

// Using. --------------------------------------------------------------------------------------------------------------

/** The seconds that are chosen; all of them where nothing is. */
export function chosenSeconds(): { from: number; until: number } {
  const chords = heard.value?.chords ?? [];
  const part = stretch.value;
  return { from: chords[part?.from ?? 0]?.start ?? 0, until: chords[part?.to ?? chords.length - 1]?.end ?? 0 };
}

const sourceOf = (what: Recording): string => ('ref' in what ? what.ref : what.name);

async function asSong(transposeTo?: string): Promise<Song | null> {
  const now = heard.value;
  const what = recording_.value;
  if (!now || !what) return null;
  const { from, until } = chosenSeconds();
  const title = what.name.replace(/\.[^.]+$/, '');
  try {
    const answer = await call<Imported>('/transcriptions/song', { json: { transcription: now, from, until, title, source: sourceOf(what), ...(transposeTo ? { transposeTo } : {}) } });
    return complete(answer.song);
  } catch (error) {
    notify(failureWords(error));
    return null;
  }
}

/** A song without chords takes the recording's key, metre and tempo. */
function bringsOwn(found: Song): Edit[] {
  const [key] = found.keyMap;
  const [meter] = found.meterMap;
  const [tempo] = found.tempoMap;
  return [
    ...(key ? [{ op: 'setKey', at: 0, key: key.key, mode: key.mode } as const] : []),
    ...(meter ? [{ op: 'setMeter', at: 0, meter: meter.meter } as const] : []),
    ...(tempo ? [{ op: 'setTempo', at: 0, bpm: Math.round(tempo.bpm * 100) / 100 } as const] : []),
  ];
}

/** The chosen chords go into the song: to what is chosen there, else behind the last chord, in the song's key. */
export async function useAsChords(): Promise<void> {
  const part = currentPart.value;
  if (!part || !recording_.value) return;
  const silent = isSilent(song.value);
  const found = await asSong(silent || heard.value?.keys.length === 0 ? undefined : keyText(keyAt(song.value, 0)));
  const chords = found?.parts.flatMap((one) => one.chords) ?? [];
  if (!found || chords.length === 0) return;
  const beat = beatTicks(parseMeter(found.meterMap[0]?.meter ?? '4/4'));
  const start = selection.value?.partId === part.id ? selection.value.start : endOfChords(part, metreOf(song.value, part).bar);
  const origins = chords.map((chord): Origin => chord.origin);
  const progression = { chords: chords.map((chord) => chord.symbol), beats: chords.map((chord) => chord.length / beat), origins };
  if (!insertProgression(part.id, start, progression, { kind: 'human' }, silent ? bringsOwn(found) : [])) return;
  announce(t('listen.did.used', { count: chords.length, part: part.name }));
  closeSheet();
  view.value = 'song';
}

/** All that is chosen becomes a song of its own; the one that was open is kept. */
export async function useAsSong(): Promise<void> {
  const found = await asSong();
  if (!found) return;
  closeSheet();
  newSong(found);
  view.value = 'song';
}

function cutOut({ samples, rateHz }: Wave, from: number, until: number): Blob {
  const part = samples.subarray(Math.round(from * rateHz), Math.round(until * rateHz));
  return wavOf(Int16Array.from(part, (value) => Math.max(-1, Math.min(1, value)) * 0x7fff), rateHz);
}

/** The chosen seconds inspire: a file as it is, a stretch of it cut out. */
export async function useAsInspiration(): Promise<void> {
  const what = recording_.value;
  const { from, until } = chosenSeconds();
  const samples = wave_.value;
  if (!what || !sound) return;
  const cut = stretch.value && samples ? cutOut(samples, from, until) : null;
  const file = cut
    ? new File([cut], `${what.name.replace(/\.[^.]+$/, '')} ${clockText(from).replace(':', '.')}.wav`, { type: 'audio/wav' })
    : new File([sound], what.name, { type: sound.type || 'audio/wav' });
  closeSheet();
  await inspireByFiles([file]);
}
