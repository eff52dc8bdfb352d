import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { eventAt } from '../domain/arrange';
import { barsOf, beatTicks, firstStartOf, playedParts } from '../domain/timeline';
import type { Song, Tick } from '../domain/song';
import { auditionSong, samePlace, type Context, type Heard } from '../sound/audition';
import { Engine } from '../sound/engine';
import type { Manifest } from '../sound/manifest';
import type { Output } from '../sound/midi_out';
import { bareSong, perform, requestFor } from '../sound/performing';
import { barLineBefore, barLineFrom, type Score } from '../sound/score';
import type { Piece } from '../sound/sequencer';
import { brief } from './inspirations';
import { strips } from './mix';
import { partOf } from './place';
import { selection, song, type Selection } from './song';
import { countIn, metronome, volume } from './sound_settings';

/** `other`: another version of the song. */
export type Playing = null | { kind: 'song' } | { kind: 'card'; id: string } | { kind: 'other'; id: string };

const playing_ = signal<Playing>(null);
/** What is heard, or about to be. */
export const playing: ReadonlySignal<Playing> = playing_;

const position_ = signal<Tick>(0);
/** The tick that is heard, each frame: a played tick of the song, or of a card's chords (below 0 in its context). */
export const position: ReadonlySignal<Tick> = position_;

/** Whether the song goes round; then its last bar leads back to the first, else it comes to an end. */
export const loop = signal(true);
/** The part of the song that goes round; null: all of it. */
export const loopRange = signal<Selection | null>(null);

const waiting_ = signal(false);
/** Whether notes or instruments are on their way. */
export const waiting: ReadonlySignal<boolean> = waiting_;

const problem_ = signal<'none' | 'notes' | 'samples'>('none');
/** Why nothing is heard. */
export const problem: ReadonlySignal<'none' | 'notes' | 'samples'> = problem_;

const heardGroove_ = signal('');
/** The groove the song is played in, also where it leaves the choice open; empty until it is known. */
export const heardGroove: ReadonlySignal<string> = heardGroove_;

/** The bar and beat of the song that is heard, counted from 1; null while a card is heard, or nothing. */
export const heardPlace: ReadonlySignal<string | null> = computed(() => {
  if (playing_.value?.kind !== 'song') return null;
  const at = Math.max(0, position_.value);
  const played = eventAt(playedParts(song.value), at);
  const bar = played && eventAt(barsOf(song.value, played.part), at - played.start);
  if (!played || !bar) return null;
  const beat = Math.floor((at - played.start - bar.start) / beatTicks(bar.meter));
  const barNumber = played.firstBarNumber + Math.round(bar.start / bar.length);
  return `${barNumber}.${beat + 1}`;
});

// What is played. -----------------------------------------------------------------------------------------------------

/** What was asked for, so that it can be asked again when the song changes under it. */
type Wanted = { kind: 'song' } | { kind: 'other'; song: Song } | { kind: 'card'; heard: Heard; context: Context | undefined };
let wanted: Wanted = { kind: 'song' };

const finish = computed(() => (loop.value ? 'loop' : 'final'));
const songRequest = computed(() => JSON.stringify(requestFor(song.value, brief.value, finish.value)));

const cardOf = ({ heard, context }: Extract<Wanted, { kind: 'card' }>) =>
  auditionSong(song.value, heard, context, partOf(song.value, selection.peek()));
const performCard = (card: Song): Promise<Score> => perform(JSON.stringify(requestFor(card, brief.value, 'loop')));

async function pieceOf(what: Wanted): Promise<Piece> {
  if (what.kind === 'card') {
    const card = cardOf(what);
    const score = await performCard(card.song);
    heardGroove_.value = score.groove;
    return { score, loop: { start: card.loopStart, end: score.length } };
  }
  const score = await perform(what.kind === 'other' ? JSON.stringify(requestFor(what.song, brief.value, finish.value)) : songRequest.value);
  heardGroove_.value = score.groove;
  return { score, loop: songLoop(score) };
}

function songLoop(score: Piece['score']): Piece['loop'] {
  if (!loop.value) return null;
  const range = loopRange.value;
  if (!range) return { start: score.leadIn, end: score.length };
  const first = firstStartOf(song.value, range.partId) + score.leadIn;
  const start = barLineBefore(score, first + range.start);
  const end = barLineFrom(score, Math.max(first + range.end, start + 1));
  return start < score.length ? { start, end } : { start: score.leadIn, end: score.length };
}

// The engine. ---------------------------------------------------------------------------------------------------------

const samplesFolder = `${import.meta.env.BASE_URL}samples/`;
let engine: Engine | null = null;
let making: Promise<Engine> | null = null;

async function fetchOk(file: string): Promise<Response> {
  const response = await fetch(samplesFolder + file);
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  return response;
}

function makeEngine(): Promise<Engine> {
  making ??= fetchOk('manifest.json').then(async (response) => {
    engine = new Engine((await response.json()) as Manifest, async (file) => (await fetchOk(file)).arrayBuffer());
    engine.setStrips(strips.peek());
    engine.setVolume(volume.peek());
    engine.setMetronome(metronome.peek());
    return engine;
  });
  making.catch(() => { making = null; });
  return making;
}

/** Stands for the latest wish: what an older one brings is dropped. */
let turn = 0;
/** Begins again what was asked for and is not heard yet; null where it is. */
let beginAgain: (() => Promise<void>) | null = null;

async function ready(what: Wanted): Promise<{ piece: Piece; engine: Engine } | null> {
  try {
    const [piece, made] = await Promise.all([pieceOf(what), makeEngine()]);
    await made.wake();
    problem_.value = 'none';
    return await made.load(piece.score).then(() => ({ piece, engine: made }), () => failed('samples'));
  } catch {
    return failed('notes');
  }
}

function failed(why: 'notes' | 'samples'): null {
  problem_.value = why;
  return null;
}

/** @param from  The tick of the new piece to begin at, where nothing plays that it takes over from. */
async function begin(what: Wanted, as: Playing, from: (piece: Piece) => Tick, follow: Follow): Promise<void> {
  const mine = ++turn;
  wanted = what;
  playing_.value = as;
  beginAgain = () => begin(what, as, from, follow);
  // In the gesture itself, or the browser keeps the sound off.
  void engine?.wake();
  waiting_.value = true;
  const found = await ready(what);
  if (mine === turn) waiting_.value = false;
  if (mine !== turn) return;
  if (!found) {
    if (!engine?.running) stop();
    return;
  }
  beginAgain = null;
  const { piece } = found;
  const old = found.engine.piece;
  if (found.engine.running && old) found.engine.takeOver(piece, (stopped) => follow(stopped, old, piece), 'bar');
  else found.engine.play(piece, from(piece), countIn.value && what.kind === 'song');
  watch();
}
type Follow = (stopped: Tick, old: Piece, next: Piece) => Tick;

/** The song (or card) has changed: goes on in the new one at the next bar line, at the next beat if only its tempo did. */
async function renew(at: 'bar' | 'beat'): Promise<void> {
  if (beginAgain) return beginAgain();
  const mine = ++turn;
  const found = await ready(wanted);
  if (mine !== turn || !found?.engine.running) return;
  const { piece } = found;
  found.engine.takeOver(piece, (stopped) => (stopped < piece.score.length ? stopped : (piece.loop?.start ?? 0)), at);
}

// What the songwriter does. -------------------------------------------------------------------------------------------

/** The played tick the song begins at: what goes round, else the bar of the selection; its beginning where that is behind the last bar. */
export function startTick(): Tick {
  const chosen = (loop.value ? loopRange.value : null) ?? selection.value;
  const part = chosen && song.value.parts.some(({ id }) => id === chosen.partId) ? chosen : null;
  const at = part ? firstStartOf(song.value, part.partId) + part.start : 0;
  const last = playedParts(song.value).at(-1);
  return last && at < last.start + last.length ? at : 0;
}

/** Plays the song from a played tick; takes over from what sounds at the next bar line. */
export function playSong(fromTick?: Tick): void {
  const at = fromTick ?? startTick();
  const from = ({ score }: Piece): Tick => (at <= 0 ? 0 : barLineBefore(score, Math.min(at + score.leadIn, score.length - 1)));
  void begin({ kind: 'song' }, { kind: 'song' }, from, (_stopped, _old, next) => from(next));
}

/**
 * Plays another version of the song, or by null the song itself, at the bar that is heard: it takes over at the next bar line
 * and goes on there. @param id  What `playing` names it.
 */
export function playInstead(id: string, other: Song | null): void {
  const goOn: Follow = (stopped, _old, next) => (stopped < (next.loop?.end ?? next.score.length) ? stopped : (next.loop?.start ?? 0));
  const as: Playing = other ? { kind: 'other', id } : { kind: 'song' };
  void begin(other ? { kind: 'other', song: other } : { kind: 'song' }, as, ({ loop: round }) => round?.start ?? 0, goOn);
}

/** Where the song began to play. */
export interface Started {
  context: AudioContext;
  /** When `tick` sounds, on the context's clock; loudspeakers are later by their latency. */
  at: number;
  tick: Tick;
  /** How long it takes from there until it is back there; null where it is played once. */
  roundSeconds: number | null;
}

/**
 * Plays the song from a bar line on, after what else sounds was stopped. @param withCountIn  A bar of clicks first.
 * @returns null where notes or instruments could not be had, or something else was asked for meanwhile.
 */
export async function startSong(fromTick: Tick, withCountIn: boolean): Promise<Started | null> {
  stop();
  const mine = ++turn;
  wanted = { kind: 'song' };
  void engine?.wake();
  waiting_.value = true;
  const found = await ready(wanted);
  if (mine !== turn) return null;
  waiting_.value = false;
  if (!found) return null;
  const { piece, engine: made } = found;
  const from = barLineBefore(piece.score, Math.min(fromTick + piece.score.leadIn, piece.score.length - 1));
  playing_.value = { kind: 'song' };
  const at = made.play(piece, from, withCountIn);
  watch();
  const { loop: round, score } = piece;
  const roundSeconds = round && from < round.end ? score.secondsAt(round.end) - score.secondsAt(round.start) : null;
  return { context: made.context, at, tick: from - piece.score.leadIn, roundSeconds };
}

/** The clock of everything that sounds; to be called from a gesture. */
export async function audioContext(): Promise<AudioContext> {
  const made = await makeEngine();
  await made.wake();
  return made.context;
}

/** What is played goes to another instrument as well; null: no longer. */
export async function setMidiOut(output: Output | null): Promise<void> {
  (await makeEngine()).setMidiOut(output);
}

/** Plays or stops. */
export function toggle(): void {
  if (playing_.value) stop();
  else playSong();
}

export function stop(): void {
  turn += 1;
  beginAgain = null;
  waiting_.value = false;
  engine?.stop();
  playing_.value = null;
}

/**
 * Plays chords that are not in the song, round and round, as the song is played, after up to two bars of context. While
 * something sounds they take over at the next bar line, in the place they would have reached. Ends with stop().
 */
export function audition(id: string, progression: Heard, options: { context?: Context | undefined } = {}): Promise<void> {
  const wasCard = playing_.value?.kind === 'card';
  const follow: Follow = (stopped, old, next) => (wasCard && old.loop && next.loop ? samePlace(stopped, old.loop, next.loop) : 0);
  return begin({ kind: 'card', heard: progression, context: options.context }, { kind: 'card', id }, () => 0, follow);
}

/** Fetches what `audition` will need, so that it starts at once. */
export function prepare(progression: Heard, options: { context?: Context | undefined } = {}): void {
  const card = cardOf({ kind: 'card', heard: progression, context: options.context });
  void Promise.all([performCard(card.song), makeEngine()]).then(([score, made]) => made.load(score)).catch(() => undefined);
}

/** Lets a chord be heard by itself. @param program  General MIDI, from 0. */
export async function strike(pitches: readonly number[], program: number): Promise<void> {
  void engine?.wake();
  try {
    const made = await makeEngine();
    await made.wake();
    await made.loadProgram(program);
    const strummed = program >= 24 && program < 32;
    made.strike(pitches, program, strummed);
  } catch {
    problem_.value = 'samples';
  }
}

/** The part of the song that is chosen goes round, or all of it again. */
export function loopSelection(): void {
  const chosen = selection.value;
  const wide = chosen && chosen.end > chosen.start ? chosen : null;
  loopRange.value = loopRange.value ? null : wide;
  if (loopRange.value) loop.value = true;
}

// What follows. -------------------------------------------------------------------------------------------------------

let frame = 0;
function watch(): void {
  cancelAnimationFrame(frame);
  const look = (): void => {
    const piece = engine?.piece;
    const tick = engine?.tick;
    if (!playing_.value) return;
    if (!engine?.running) {
      playing_.value = null;
      return;
    }
    if (piece && tick !== null && tick !== undefined) {
      const origin = playing_.value.kind === 'card' ? (piece.loop?.start ?? 0) : piece.score.leadIn;
      position_.value = tick - origin;
    }
    frame = requestAnimationFrame(look);
  };
  frame = requestAnimationFrame(look);
}

effect(() => {
  const now = strips.value;
  engine?.setStrips(now);
});
effect(() => {
  const now = volume.value;
  engine?.setVolume(now);
});
effect(() => {
  const now = metronome.value;
  engine?.setMetronome(now);
});

/** All that is heard but the tempo, as text; and how it is looped. */
const notesWanted = computed(() => JSON.stringify([{ ...bareSong(song.value), tempoMap: song.value.tempoMap.length, nextId: 0 },
  song.value.style.groove === 'auto' ? brief.value : 0, loop.value, loopRange.value]));

let pending = 0;
let lastNotes = notesWanted.peek();
let lastRequest = songRequest.peek() + notesWanted.peek();
effect(() => {
  const request = songRequest.value + notesWanted.value;
  if (request === lastRequest) return;
  lastRequest = request;
  clearTimeout(pending);
  pending = window.setTimeout(() => {
    const at = notesWanted.peek() === lastNotes ? 'beat' : 'bar';
    lastNotes = notesWanted.peek();
    if (playing_.value) void renew(at);
    else prefetch();
  }, playing_.peek() ? 60 : 300);
});

/** So that Space is heard at once. */
function prefetch(): void {
  void Promise.all([pieceOf({ kind: 'song' }), makeEngine()]).then(([{ score }, made]) => made.load(score)).catch(() => undefined);
}

/** Fetches the instruments of the song before they are asked for. To be called once the page is drawn. */
export function warmUp(): void {
  prefetch();
  const wake = (): void => {
    void makeEngine().then((made) => made.wake()).then(prefetch).catch(() => undefined);
  };
  for (const gesture of ['pointerdown', 'keydown'] as const) addEventListener(gesture, wake, { once: true, passive: true });
}
