import { computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import { ApiError } from '../api/client';
import type { Brief, Edit } from '../api/types';
import type { SongInspiration } from '../domain/song';
import { currentPartId } from './place';
import { fieldsFor, isUntouched, type KeywordChoices } from './keyword_choices';
import { lexicon, type OwnWord } from './lexicon';
import { keyOf, read, remember, upload, type MediaKind, type Source } from './readings';
import { share } from './sharing';
import { change, song } from './song';
import { t } from '../text/text';

/** For the whole song, for one section only, or not heard now. */
export type Scope = 'song' | 'section' | 'off';

/** An inspiration of the song, as the panel shows it. */
export interface Item extends Source {
  key: string;
  /** Its place in the song's list. */
  index: number;
  scope: Scope;
  /** The section it is for, where the scope is one. */
  partId: string | null;
}

/** What an inspiration says by itself: the evidence shown on it is this reading's. */
export type Reading = { state: 'reading' } | { state: 'ready'; brief: Brief } | { state: 'failed'; problem: string };

/** A file on its way to the server. */
export interface Sending {
  id: number;
  file: File;
  kind: MediaKind;
  /** Shows the file before it is there. */
  url: string;
  /** Share sent, 0 to 1; at 1 it is being read. */
  share: number;
  problem: string | null;
}

const contentOf = ({ text = '', imageRefs = [], audioRefs = [] }: SongInspiration): Omit<Source, 'weight'> => ({
  text, pictures: imageRefs, sounds: audioRefs,
});

function itemOf(inspiration: SongInspiration, index: number): Item {
  const content = contentOf(inspiration);
  const { active = true, weight = 1, partId = null } = inspiration;
  return { ...content, key: keyOf(content), index, weight, partId, scope: !active ? 'off' : partId ? 'section' : 'song' };
}

export const items: ReadonlySignal<readonly Item[]> = computed(() =>
  song.value.inspirations.map(itemOf));

/** What is written in the box and not yet given. */
export const draft = signal('');

const sending_ = signal<readonly Sending[]>([]);
export const sending: ReadonlySignal<readonly Sending[]> = sending_;

const readings_ = signal<ReadonlyMap<string, Reading>>(new Map());
export const readings: ReadonlySignal<ReadonlyMap<string, Reading>> = readings_;

const brief_ = signal<Brief | null>(null);
/** What suggestions hear: the inspirations of the place, blended, with the keywords as the songwriter wants them. */
export const brief: ReadonlySignal<Brief | null> = brief_;

const briefState_ = signal<Reading['state'] | 'empty'>('empty');
export const briefState: ReadonlySignal<Reading['state'] | 'empty'> = briefState_;

const briefProblem_ = signal('');
export const briefProblem: ReadonlySignal<string> = briefProblem_;

// Reading. ------------------------------------------------------------------------------------------------------------

function setReading(key: string, reading: Reading): void {
  readings_.value = new Map(readings_.value).set(key, reading);
}

const wordsOf = (error: unknown): string =>
  error instanceof ApiError ? (error.problem ? error.message : t('cards.unreached')) : String(error);

function readItem(item: Item): void {
  setReading(item.key, { state: 'reading' });
  read([{ text: item.text, pictures: item.pictures, sounds: item.sounds, weight: 1 }], null, share.value).then(
    (one) => setReading(item.key, { state: 'ready', brief: one }),
    (error: unknown) => setReading(item.key, { state: 'failed', problem: wordsOf(error) }),
  );
}

/** What could not be read is asked for again. */
export function readAgain(): void {
  for (const item of items.value) if (readings_.value.get(item.key)?.state === 'failed') readItem(item);
  restart();
}

const isHeard = (item: Item, partId: string | null): boolean =>
  item.weight > 0 && (item.scope === 'song' || (item.scope === 'section' && item.partId === partId));

interface Wanted {
  sources: Source[];
  choices: KeywordChoices;
  words: readonly OwnWord[];
  share: string;
}

export const choices: ReadonlySignal<KeywordChoices> = computed(() => {
  const { added, removed, pinned } = song.value.keywords;
  return { added: added.map(({ word, weight }) => ({ word, weight: weight ?? 1 })), removed, pinned };
});

/** As text, so that edits of the song that do not concern the reading start no new one. */
const wanted = computed(() => JSON.stringify({
  sources: items.value.filter((item) => isHeard(item, currentPartId.value))
    .map(({ text, pictures, sounds, weight }) => ({ text, pictures, sounds, weight })),
  choices: choices.value,
  words: lexicon.value,
  share: share.value,
} satisfies Wanted));
/** What is read for the place that is worked on. */
export const sources: ReadonlySignal<readonly Source[]> = computed(() => (JSON.parse(wanted.value) as Wanted).sources);

async function readWanted({ sources: heard, choices: chosen, words, share: shared }: Wanted): Promise<Brief | null> {
  const found = heard.length ? await read(heard, null, shared) : null;
  const fields = fieldsFor(chosen, found?.keywords ?? [], words);
  return fields ? read(heard, fields, shared) : found;
}

let run = 0;
let running: Promise<void> = Promise.resolve();

async function blend(text: string, mine: number): Promise<void> {
  try {
    const next = await readWanted(JSON.parse(text) as Wanted);
    if (mine !== run) return running;
    brief_.value = next;
    briefState_.value = next ? 'ready' : 'empty';
  } catch (error) {
    if (mine !== run) return running;
    briefProblem_.value = wordsOf(error);
    briefState_.value = 'failed';
  }
}

function restart(): void {
  const text = wanted.peek();
  run += 1;
  const { sources: heard, choices: chosen } = JSON.parse(text) as Wanted;
  if (!heard.length && isUntouched(chosen)) {
    brief_.value = null;
    briefState_.value = 'empty';
    running = Promise.resolve();
    return;
  }
  briefState_.value = 'reading';
  running = blend(text, run);
}

effect(() => {
  const known = untracked(() => readings_.value);
  for (const item of items.value) if (!known.has(item.key)) untracked(() => readItem(item));
});
effect(() => {
  void wanted.value;
  untracked(restart);
});

/** Waits until the keywords are those of what the song holds now; null where there is nothing to go by. */
export async function settled(): Promise<Brief | null> {
  for (let seen = -1; seen !== run; ) {
    seen = run;
    await running;
  }
  return brief_.value;
}

// What the songwriter does. -------------------------------------------------------------------------------------------

const editOf = (inspiration: SongInspiration): Edit => ({ op: 'addInspiration', inspiration });

/** Adds words to the song's inspirations. The same words again change nothing. */
export function addText(text: string, label: string): void {
  const clean = text.trim();
  if (!clean || items.value.some((item) => item.text === clean)) return;
  change([editOf({ text: clean })], label);
}

let nextSending = 1;
const stops = new Map<number, AbortController>();

function patch(id: number, part: Partial<Sending>): void {
  sending_.value = sending_.value.map((one) => (one.id === id ? { ...one, ...part } : one));
}

export function dismiss(id: number): void {
  stops.get(id)?.abort();
  stops.delete(id);
  const gone = sending_.value.find((one) => one.id === id);
  if (gone) URL.revokeObjectURL(gone.url);
  sending_.value = sending_.value.filter((one) => one.id !== id);
}

/** Sends a picture or sound, and adds it to the song once it was read. @returns Whether it got there. */
export async function addFile(file: File, kind: MediaKind, label: string): Promise<boolean> {
  const id = nextSending++;
  const stop = new AbortController();
  stops.set(id, stop);
  sending_.value = [...sending_.value, { id, file, kind, url: URL.createObjectURL(file), share: 0, problem: null }];
  try {
    const answer = await upload(file, kind, share.value, (sent) => patch(id, { share: sent }), stop.signal);
    const refs = answer.media.map((media) => media.ref);
    const content = { text: '', pictures: kind === 'image' ? refs : [], sounds: kind === 'audio' ? refs : [] };
    remember(content, share.value, answer.inspiration);
    dismiss(id);
    if (!items.value.some((item) => item.key === keyOf(content)))
      change([editOf({ imageRefs: content.pictures, audioRefs: content.sounds })], label);
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) return false; // stopped by hand
    patch(id, { problem: wordsOf(error) });
    return false;
  }
}

function changeItem(item: Item, part: Partial<SongInspiration>, label: string): void {
  const inspiration = { ...song.value.inspirations[item.index], ...part };
  change([{ op: 'changeInspiration', index: item.index, inspiration }], label);
}

export const setWeight = (item: Item, weight: number, label: string): void => changeItem(item, { weight }, label);

/** @param partId  The section, where the scope is one. */
export function setScope(item: Item, scope: Scope, partId: string | null, label: string): void {
  const { partId: _, ...inspiration } = song.value.inspirations[item.index] ?? {};
  const where = scope === 'section' && partId ? { partId } : {};
  change([{ op: 'changeInspiration', index: item.index, inspiration: { ...inspiration, ...where, active: scope !== 'off' } }], label);
}

export function removeItem(item: Item, label: string): void {
  change([{ op: 'removeInspiration', index: item.index }], label);
}

export function choose(next: KeywordChoices, label: string): void {
  change([{ op: 'setKeywords', keywords: next }], label);
}
