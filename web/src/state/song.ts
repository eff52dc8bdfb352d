import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { songs } from '../api/songs';
import type { Edit } from '../api/types';
import { applyAll, EditError } from '../domain/edits';
import { insertionEdits, type Insertable } from '../domain/insertion';
import { emptySong, type Origin, type Song, type Tick } from '../domain/song';
import { t } from '../text/text';
import { announce } from './announce';
import { drafts, newSongDraft } from './drafts';
import { freshKey, withIds } from './freshIds';
import { notify } from './notices';
import { replay, sendFirst, stateOf, type Pending, type SyncState } from './sync';

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
interface Step {
  edits: Edit[];
  inverse: Edit[];
  label: string;
}

function unsaved(song: Song): SyncState {
  return { id: '', branch: 'main', version: 0, song, canUndo: false, canRedo: false, pending: [] };
}

let sync = unsaved(emptySong());
const document_ = signal<Song>(sync.song);
const stored_ = signal<Stored>({ id: '', branch: 'main', version: 0, saving: 'saved' });
/** What was done and undone in this page; older changes are undone by the server. */
const done = signal<readonly Step[]>([]);
const undone = signal<readonly Step[]>([]);
const serverSteps = signal({ canUndo: false, canRedo: false });

/** The song as it is edited here, at once. */
export const song: ReadonlySignal<Song> = document_;
/** Where and how far it is saved; `id` is empty until the song was first saved. */
export const stored: ReadonlySignal<Stored> = stored_;
/** What is chosen in the song. */
export const selection = signal<Selection | null>(null);
export const canUndo = computed(() => done.value.length > 0 || serverSteps.value.canUndo);
export const canRedo = computed(() => undone.value.length > 0 || (done.value.length === 0 && serverSteps.value.canRedo));

// --- Sending --------------------------------------------------------------------------------------------------------

let sending: Promise<void> | null = null;
let retry: ReturnType<typeof setTimeout> | undefined;
let waitSeconds = 1;
/** Counts openings: answers for a song that was left are thrown away. */
let opening = 0;

function setSaving(saving: Stored['saving']): void {
  stored_.value = { id: sync.id, branch: sync.branch, version: sync.version, saving };
}

/** Shows what the server has and what is pending on top; the same document stays the same object. */
function settle(state: SyncState): void {
  const shown = replay(state.song, state.pending);
  sync = { ...state, pending: shown.pending };
  batch(() => {
    if (JSON.stringify(shown.song) !== JSON.stringify(document_.value)) document_.value = shown.song;
    serverSteps.value = { canUndo: sync.canUndo, canRedo: sync.canRedo };
  });
}

function draftName(): string {
  return sync.id || newSongDraft;
}

async function keepDraft(): Promise<void> {
  if (sync.pending.length > 0) await drafts.keep(draftName(), sync);
  else await drafts.drop(draftName());
}

async function sendAll(): Promise<void> {
  const mine = opening;
  while (sync.pending.length > 0 && mine === opening) {
    const sent = sync.pending.length;
    const wasNew = sync.id === '';
    const { state, outcome } = await sendFirst(sync, songs);
    if (mine !== opening) return;
    // What was done while waiting comes after what was sent.
    settle({ ...state, pending: [...state.pending, ...sync.pending.slice(sent)] });
    await keepDraft();
    if (wasNew && sync.id) {
      setSaving(stored_.value.saving); // its address is known at once: the page may be closed before all is sent
      await drafts.drop(newSongDraft);
    }
    if (outcome.kind === 'unreached') return waitAndRetry();
    waitSeconds = 1;
    if (outcome.kind === 'merged') afterMerge(outcome.dropped);
    if (outcome.kind === 'refused') afterRefusal(outcome.label, outcome.message);
  }
  if (mine === opening) setSaving(stored_.value.saving === 'conflict' ? 'conflict' : 'saved');
}

function waitAndRetry(): void {
  setSaving('offline');
  retry = setTimeout(send, waitSeconds * 1000);
  waitSeconds = Math.min(waitSeconds * 2, 15);
}

function afterMerge(dropped: string[]): void {
  // Steps made before the others' changes can no longer be taken back one by one here.
  done.value = [];
  undone.value = [];
  setSaving('conflict');
  notify(dropped.length ? t('shell.mergedWithout', { what: dropped.join(', ') }) : t('shell.conflict'));
}

function afterRefusal(label: string, message: string): void {
  done.value = done.value.filter((step) => step.label !== label);
  notify(t('shell.refused', { what: label, why: message }));
}

function send(): void {
  clearTimeout(retry);
  if (sending || sync.pending.length === 0) return;
  setSaving(stored_.value.saving === 'offline' ? 'offline' : 'saving');
  sending = sendAll().finally(() => {
    sending = null;
  });
}

function enqueue(pending: Pending): void {
  if (sync.id === '' && !sync.pending.some((one) => one.kind === 'create')) {
    sync = { ...sync, pending: [{ kind: 'create', edits: [], inverse: [], label: '', key: freshKey() }] };
  }
  sync = { ...sync, pending: [...sync.pending, pending] };
  void keepDraft();
  send();
}

/** Waits until every edit made so far is acknowledged, or the server is not reached. */
export async function flush(): Promise<void> {
  send();
  while (sending) await sending;
}

if (typeof window !== 'undefined') {
  window.addEventListener('online', send);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void refresh();
  });
}

/** Looks for what was changed elsewhere while this page was not looked at. */
async function refresh(): Promise<void> {
  if (!sync.id || sync.pending.length > 0 || sending) return;
  const mine = opening;
  try {
    const answer = await songs.read(sync.id, sync.branch);
    if (mine !== opening || sync.pending.length > 0 || answer.version === sync.version) return;
    done.value = [];
    undone.value = [];
    settle({ ...sync, ...stateOf(answer) });
    setSaving('saved');
  } catch {
    // It was only a look.
  }
}

// --- Editing --------------------------------------------------------------------------------------------------------

/**
 * Applies edits as one change, here at once and in the store after; `label` tells people what it was.
 * Gives false, and says why, when the song would break a rule.
 */
export function change(edits: Edit[], label: string): boolean {
  if (edits.length === 0) return true;
  try {
    const applied = applyAll(document_.value, withIds(edits));
    const step = { edits: applied.edits, inverse: applied.inverse, label };
    batch(() => {
      document_.value = applied.song;
      done.value = [...done.value, step];
      undone.value = [];
    });
    enqueue({ kind: 'edit', ...step, key: freshKey() });
    return true;
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
    notify(t('shell.refused', { what: label, why: error.message }));
    return false;
  }
}

/** The same, and a screen reader is told what was done; what was refused is said by its notice alone. */
export function changeAndSay(edits: Edit[], label: string): boolean {
  const done = change(edits, label);
  if (done) announce(label);
  return done;
}

function takeStep(kind: 'undo' | 'redo'): void {
  const from = kind === 'undo' ? done : undone;
  const to = kind === 'undo' ? undone : done;
  const step = from.value.at(-1);
  if (!step) {
    if (kind === 'undo' ? canUndo.value : canRedo.value) void serverStep(kind);
    return;
  }
  const edits = kind === 'undo' ? step.inverse : step.edits;
  const applied = applyAll(document_.value, edits);
  batch(() => {
    document_.value = applied.song;
    from.value = from.value.slice(0, -1);
    to.value = [...to.value, step];
  });
  enqueue({ kind, edits: applied.edits, inverse: applied.inverse, label: step.label, key: freshKey() });
  announce(t(kind === 'undo' ? 'shell.undid' : 'shell.redid', { what: step.label }));
}

/** Steps from before this page was opened. */
async function serverStep(kind: 'undo' | 'redo'): Promise<void> {
  await flush();
  if (sync.pending.length > 0 || !sync.id) return notify(t('shell.offline'));
  const mine = opening;
  setSaving('saving');
  try {
    const saved = await songs[kind](sync.id, { baseVersion: sync.version, branch: sync.branch, key: freshKey() });
    if (mine !== opening) return;
    const next = { ...sync, version: saved.version, canUndo: saved.canUndo, canRedo: saved.canRedo };
    settle({ ...next, song: applyAll(sync.song, saved.edits).song });
    announce(t(kind === 'undo' ? 'shell.undid' : 'shell.redid', { what: '' }));
  } catch {
    await refresh();
  }
  setSaving('saved');
}

export function undo(): void {
  takeStep('undo');
}
export function redo(): void {
  takeStep('redo');
}

/**
 * Puts chords into a part from a tick on, in the place of what lies there, around what is locked; the part grows.
 * `also` are edits that belong to the same change: undoing takes all of it back. Gives false, and says why, where it cannot be.
 */
export function insertProgression(partId: string, start: Tick, progression: Insertable, origin: Origin, also: Edit[] = []): boolean {
  // Where the progression brings its metre, its beats are beats of that.
  const metres = also.filter((edit) => edit.op === 'setMeter');
  const insertion = insertionEdits(applyAll(song.value, metres).song, partId, start, progression, origin);
  if (!insertion) {
    notify(t('song.noSection'));
    return false;
  }
  const inserted = change([...also, ...insertion.edits], t('song.inserted', { chords: progression.chords.join(' ') }));
  if (inserted) selection.value = { partId, start, end: insertion.end };
  return inserted;
}

// --- Opening --------------------------------------------------------------------------------------------------------

function show(state: SyncState): void {
  clearTimeout(retry);
  opening += 1;
  batch(() => {
    settle(state);
    done.value = [];
    undone.value = [];
    selection.value = null;
    setSaving('saved');
  });
  send();
}

/** Opens a song of the store; unsent changes of an earlier visit are sent. Throws ApiError when it is not there. */
export async function openSong(id: string, branch = 'main'): Promise<void> {
  await flush();
  const draft = await drafts.find(id);
  if (draft && draft.pending.length > 0 && draft.branch === branch) return show(draft);
  show({ id, branch, ...stateOf(await songs.read(id, branch)), pending: [] });
}

/** A new song with nothing in it, or with what was imported; it is stored with its first change. */
export function newSong(start?: Song): void {
  void flush();
  const creating: Pending = { kind: 'create', edits: [], inverse: [], label: '', key: freshKey() };
  show(start ? { ...unsaved(start), pending: [creating] } : unsaved(emptySong()));
}

/** A song begun earlier that never reached the server, if there is one. */
export async function reopenUnsaved(): Promise<boolean> {
  const draft = await drafts.find(newSongDraft);
  if (!draft || draft.pending.length === 0) return false;
  show(draft);
  return true;
}

/** The document becomes what it was at a version, of this branch or another. */
export async function restoreVersion(version: number): Promise<void> {
  await flush();
  await songs.restore(sync.id, { baseVersion: sync.version, branch: sync.branch, key: freshKey() }, version);
  await openSong(sync.id, sync.branch);
}
