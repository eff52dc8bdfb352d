import { ApiError } from '../api/client';
import type { SongCalls } from '../api/songs';
import type { Conflict, Edit, Saved, StoredSong } from '../api/types';
import { applyAll, EditError } from '../domain/edits';
import { complete, type Song } from '../domain/song';

/** Something done here that the server has not acknowledged. */
export interface Pending {
  kind: 'create' | 'edit' | 'undo' | 'redo';
  edits: Edit[];
  inverse: Edit[];
  label: string;
  key: string;
}

/** What the server has, and what is yet to be sent. All of it is plain data, so that it can be kept over a reload. */
export interface SyncState {
  id: string;
  branch: string;
  version: number;
  song: Song;
  canUndo: boolean;
  canRedo: boolean;
  pending: Pending[];
}

export type Outcome =
  | { kind: 'sent' }
  | { kind: 'merged'; dropped: string[] }
  | { kind: 'refused'; label: string; message: string }
  | { kind: 'unreached' };

/** What the server has, as it answers. */
export function stateOf(answer: StoredSong): Pick<SyncState, 'version' | 'song' | 'canUndo' | 'canRedo'> {
  return { version: answer.version, song: complete(answer.song), canUndo: answer.canUndo, canRedo: answer.canRedo };
}

/** The song with everything pending done; what cannot be done any more is left out and named. */
export function replay(song: Song, pending: readonly Pending[]): { song: Song; pending: Pending[]; dropped: string[] } {
  let current = song;
  const kept: Pending[] = [];
  const dropped: string[] = [];
  for (const one of pending) {
    try {
      const done = applyAll(current, one.edits);
      current = done.song;
      kept.push({ ...one, edits: done.edits, inverse: done.inverse });
    } catch (error) {
      if (!(error instanceof EditError)) throw error;
      dropped.push(one.label);
    }
  }
  return { song: current, pending: kept, dropped };
}

const transposes = (edit: Edit): boolean =>
  edit.op.startsWith('transpose') || (edit.op === 'batch' && edit.edits.some(transposes));

/** Sends the first pending change. The state comes back as it is after the answer. */
export async function sendFirst(state: SyncState, calls: SongCalls): Promise<{ state: SyncState; outcome: Outcome }> {
  const first = state.pending[0];
  if (!first) return { state, outcome: { kind: 'sent' } };
  try {
    if (first.kind === 'create') return { state: await create(state, first, calls), outcome: { kind: 'sent' } };
    const target = { baseVersion: state.version, branch: state.branch, key: first.key };
    const saved = first.kind === 'undo' ? await calls.undo(state.id, target)
      : first.kind === 'redo' ? await calls.redo(state.id, target)
      : await calls.edit(state.id, target, first.edits);
    return { state: await acknowledged(state, first, saved, calls), outcome: { kind: 'sent' } };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.mayPass) return { state, outcome: { kind: 'unreached' } };
    const conflict = error.problem?.conflict;
    if (conflict) return merge(state, conflict, calls);
    return {
      state: { ...state, pending: state.pending.slice(1) },
      outcome: { kind: 'refused', label: first.label, message: error.message },
    };
  }
}

async function create(state: SyncState, first: Pending, calls: SongCalls): Promise<SyncState> {
  const answer = await calls.create(state.song, first.key);
  return { ...state, id: answer.id, version: answer.version, song: complete(answer.song), pending: state.pending.slice(1) };
}

/** The server tells the edits as it applied them: with the one form of each symbol. */
async function acknowledged(state: SyncState, first: Pending, saved: Saved, calls: SongCalls): Promise<SyncState> {
  const next = { ...state, version: saved.version, canUndo: saved.canUndo, canRedo: saved.canRedo, pending: state.pending.slice(1) };
  // How a moved chord is spelled the server knows best.
  if (first.edits.some(transposes)) return reread(next, calls);
  try {
    return { ...next, song: applyAll(state.song, saved.edits).song };
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
    return reread(next, calls);
  }
}

async function reread(state: SyncState, calls: SongCalls): Promise<SyncState> {
  return { ...state, ...stateOf(await calls.read(state.id, state.branch)) };
}

/** Others changed the song since: their edits go first, ours after them where they still can. */
async function merge(state: SyncState, conflict: Conflict, calls: SongCalls): Promise<{ state: SyncState; outcome: Outcome }> {
  let based: SyncState;
  try {
    if (!conflict.complete) throw new EditError('NotFound', 'too much has changed');
    const theirs = conflict.since.flatMap((version) => version.edits);
    based = { ...state, version: conflict.head, song: applyAll(state.song, theirs).song };
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
    based = await reread(state, calls);
  }
  // The server's undo would take back their change, so ours are said in edits; a changed change needs another key.
  const pending = state.pending.map((one): Pending => ({ ...one, kind: 'edit', key: `${one.key}m` }));
  const { pending: kept, dropped } = replay(based.song, pending);
  return { state: { ...based, pending: kept }, outcome: { kind: 'merged', dropped } };
}
