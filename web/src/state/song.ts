import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { ApiError, call } from '../api/client';
import type { Edit, Saved, StoredSong } from '../api/types';
import { complete, emptySong, kTicksPerQuarter, type Origin, type Song, type Tick } from '../domain/song';

export interface Stored {
  id: string;
  branch: string;
  version: number;
  saving: 'saved' | 'saving' | 'offline' | 'conflict';
}
export interface Selection {
  partId: string;
  /** Ticks in the part; nothing is chosen where they are the same: a place to put something. */
  start: Tick;
  end: Tick;
}

const document_ = signal<Song>(emptySong());
const stored_ = signal<Stored>({ id: '', branch: 'main', version: 0, saving: 'saved' });

/** The song as it is edited here, at once. */
export const song: ReadonlySignal<Song> = computed(() => document_.value);
/** Where and how far it is saved; `id` is empty until the song was first saved. */
export const stored: ReadonlySignal<Stored> = computed(() => stored_.value);
/** What is chosen in the song. */
export const selection = signal<Selection | null>(null);

let queue: Promise<void> = Promise.resolve();

function enqueue(work: () => Promise<void>): void {
  stored_.value = { ...stored_.value, saving: 'saving' };
  queue = queue.then(work).then(
    () => { stored_.value = { ...stored_.value, saving: 'saved' }; },
    (error: unknown) => {
      if (!(error instanceof ApiError)) throw error;
      stored_.value = { ...stored_.value, saving: 'offline' };
    },
  );
}

function show(answer: StoredSong): void {
  document_.value = complete(answer.song);
  stored_.value = { id: answer.id, branch: answer.branch, version: answer.version, saving: 'saved' };
}

async function ensureStored(): Promise<string> {
  if (stored_.value.id) return stored_.value.id;
  show(await call<StoredSong>('/songs', { json: { song: document_.value } }));
  return stored_.value.id;
}

async function step(path: string, body: Record<string, unknown>): Promise<void> {
  const id = await ensureStored();
  const { branch, version } = stored_.value;
  await call<Saved>(`/songs/${id}/${path}`, { json: { baseVersion: version, branch, ...body } });
  show(await call<StoredSong>(`/songs/${id}`, { query: { branch } }));
}

/** Applies edits as one change, here at once and in the store after; `label` tells people what it was. */
export function change(edits: Edit[], label: string): void {
  void label;
  enqueue(() => step('edits', { edits }));
}

export function undo(): void {
  enqueue(() => step('undo', {}));
}

export function redo(): void {
  enqueue(() => step('redo', {}));
}

export async function openSong(id: string): Promise<void> {
  await flush();
  show(await call<StoredSong>(`/songs/${id}`));
}

export function newSong(): void {
  document_.value = emptySong();
  stored_.value = { id: '', branch: 'main', version: 0, saving: 'saved' };
}

/** Waits until every edit made so far is acknowledged, or the server is not reached. */
export function flush(): Promise<void> {
  return queue;
}

/** What a suggestion brings into the song: chords with their lengths in beats of the metre. */
export interface Insertable {
  chords: string[];
  beats: number[];
}

/**
 * Puts chords into a part from a tick on, in the place of what lies there; the part grows where it must.
 * @param also  Edits that belong to the same change: one undo takes all of it back.
 */
export function insertProgression(partId: string, start: Tick, progression: Insertable, origin: Origin, also: Edit[] = []): void {
  const part = song.value.parts.find((one) => one.id === partId);
  if (!part) return;
  const edits: Edit[] = [];
  const beat = kTicksPerQuarter;
  const end = start + progression.beats.reduce((sum, beats) => sum + beats * beat, 0);
  for (const chord of part.chords) {
    if (chord.start < end && chord.start + chord.length > start) edits.push({ op: 'removeChord', chordId: chord.id });
  }
  let at = start;
  progression.chords.forEach((symbol, index) => {
    const length = (progression.beats[index] ?? 4) * beat;
    edits.push({ op: 'insertChord', partId, chord: { start: at, length, symbol, origin } });
    at += length;
  });
  const bars = Math.ceil(end / (4 * beat));
  if (bars > part.bars) edits.unshift({ op: 'setBars', partId, bars });
  change([...also, ...edits], 'insert');
}
