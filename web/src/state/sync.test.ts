// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/client';
import type { SongCalls } from '../api/songs';
import type { Edit, Problem, Saved, StoredSong } from '../api/types';
import { applyAll } from '../domain/edits';
import { emptySong, type Song } from '../domain/song';
import { replay, sendFirst, type Pending, type SyncState } from './sync';

/** A server of one song: applies edits, refuses what is not based on its newest version. */
class FakeServer {
  version = 1;
  since: Edit[][] = [];
  reached = true;
  keys = new Set<string>();
  constructor(public song: Song) {}
  calls(): SongCalls {
    const refuse = (): never => {
      throw new ApiError('', null);
    };
    return {
      edit: async (_: string, target: { baseVersion: number; key: string }, edits: Edit[]): Promise<Saved> => {
        if (!this.reached) refuse();
        if (target.baseVersion !== this.version) throw new ApiError('moved on', this.conflict(target.baseVersion));
        this.keys.add(target.key);
        this.song = applyAll(this.song, edits).song;
        this.since.push(edits);
        this.version += 1;
        return { version: this.version, edits, canUndo: true, canRedo: false } as unknown as Saved;
      },
      read: async (): Promise<StoredSong> => ({ version: this.version, song: this.song, canUndo: true, canRedo: false }) as unknown as StoredSong,
    } as unknown as SongCalls;
  }
  conflict(base: number): Problem {
    const since = this.since.slice(base - 1).map((edits, index) => ({ version: base + index + 1, edits, inverses: [] }));
    return { status: 409, code: 'Conflict', conflict: { head: this.version, complete: true, since } } as unknown as Problem;
  }
}

function pending(edits: Edit[], label = 'x'): Pending {
  return { kind: 'edit', edits, inverse: [], label, key: label };
}
function state(song: Song, list: Pending[]): SyncState {
  return { id: 'a', branch: 'main', version: 1, song, canUndo: false, canRedo: false, pending: list };
}
const chord = (id: string, start: number): Edit => ({ op: 'insertChord', partId: 'p1', chord: { id, start, length: 960, symbol: 'C' } });

describe('sending changes', () => {
  it('takes what the server acknowledged off the queue', async () => {
    const server = new FakeServer(emptySong());
    const sent = await sendFirst(state(emptySong(), [pending([chord('c-a', 0)]), pending([chord('c-b', 960)])]), server.calls());
    expect(sent.outcome.kind).toBe('sent');
    expect(sent.state.pending).toHaveLength(1);
    expect(sent.state.version).toBe(2);
    expect(sent.state.song.parts[0]?.chords).toHaveLength(1);
  });
  it('keeps everything while the server is not reached', async () => {
    const server = new FakeServer(emptySong());
    server.reached = false;
    const before = state(emptySong(), [pending([chord('c-a', 0)])]);
    const sent = await sendFirst(before, server.calls());
    expect(sent.outcome.kind).toBe('unreached');
    expect(sent.state).toEqual(before);
  });
  it('joins changes made elsewhere with those made here', async () => {
    const server = new FakeServer(emptySong());
    await server.calls().edit('a', { baseVersion: 1, branch: 'main', key: 'k' }, [chord('c-theirs', 0)]);
    const merged = await sendFirst(state(emptySong(), [pending([chord('c-mine', 1920)])]), server.calls());
    expect(merged.outcome).toEqual({ kind: 'merged', dropped: [] });
    const sent = await sendFirst(merged.state, server.calls());
    expect(sent.outcome.kind).toBe('sent');
    expect(server.song.parts[0]?.chords.map((one) => one.id)).toEqual(['c-theirs', 'c-mine']);
  });
  it('leaves out, and names, what no longer fits', async () => {
    const server = new FakeServer(emptySong());
    await server.calls().edit('a', { baseVersion: 1, branch: 'main', key: 'k' }, [chord('c-theirs', 0)]);
    const merged = await sendFirst(state(emptySong(), [pending([chord('c-mine', 480)], 'mine'), pending([chord('c-more', 1920)])]), server.calls());
    expect(merged.outcome).toEqual({ kind: 'merged', dropped: ['mine'] });
    expect(replay(merged.state.song, merged.state.pending).song.parts[0]?.chords.map((one) => one.id)).toEqual(['c-theirs', 'c-more']);
  });
  it('turns undoing into edits when others changed the song, so that theirs is not undone', async () => {
    const server = new FakeServer(emptySong());
    await server.calls().edit('a', { baseVersion: 1, branch: 'main', key: 'k' }, [{ op: 'setTitle', title: 'Theirs' }]);
    const calls = { ...server.calls(), undo: async (): Promise<Saved> => { throw new ApiError('', server.conflict(1)); } };
    const merged = await sendFirst(state(emptySong(), [{ ...pending([{ op: 'setCapo', capo: 0 }]), kind: 'undo' }]), calls);
    expect(merged.state.pending[0]?.kind).toBe('edit');
    expect(merged.state.song.title).toBe('Theirs');
  });
});
