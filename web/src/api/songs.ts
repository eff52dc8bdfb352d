import { call, send } from './client';
import type { ApiSong, BranchInfo, Edit, HistoryPage, Saved, SongInfo, SongPage, StoredSong, VersionInfo } from './types';

const songPath = (id: string): string => `/songs/${encodeURIComponent(id)}`;

/** A change as it is sent; `key` makes sending it twice harmless. */
export interface ChangeTarget {
  baseVersion: number;
  branch: string;
  key: string;
}

export const songs = {
  list: (search: string, trash: boolean, cursor?: string): Promise<SongPage> =>
    call('/songs', { query: { search: search || undefined, trash: trash || undefined, cursor, limit: 50 } }),
  create: (song: ApiSong, key: string): Promise<StoredSong> =>
    call('/songs', { json: { song }, headers: { 'Idempotency-Key': key } }),
  read: (id: string, branch: string): Promise<StoredSong> => call(songPath(id), { query: { branch } }),
  edit: (id: string, target: ChangeTarget, edits: Edit[]): Promise<Saved> => call(`${songPath(id)}/edits`, { json: { ...target, edits } }),
  undo: (id: string, target: ChangeTarget): Promise<Saved> => call(`${songPath(id)}/undo`, { json: target }),
  redo: (id: string, target: ChangeTarget): Promise<Saved> => call(`${songPath(id)}/redo`, { json: target }),
  restore: (id: string, target: ChangeTarget, version: number): Promise<Saved> =>
    call(`${songPath(id)}/restore`, { json: { ...target, version } }),
  remove: (id: string): Promise<SongInfo> => call(songPath(id), { method: 'DELETE' }),
  undelete: (id: string): Promise<SongInfo> => call(`${songPath(id)}/undelete`, { method: 'POST' }),
  history: (id: string, branch: string, before?: number): Promise<HistoryPage> =>
    call(`${songPath(id)}/history`, { query: { branch, before, limit: 50 } }),
  version: (id: string, version: number): Promise<StoredSong> => call(`${songPath(id)}/versions/${version}`),
  nameVersion: (id: string, version: number, name: string): Promise<VersionInfo> =>
    call(`${songPath(id)}/versions/${version}/name`, { method: 'PUT', json: { name } }),
  branches: async (id: string): Promise<BranchInfo[]> => (await call<{ branches: BranchInfo[] }>(`${songPath(id)}/branches`)).branches,
  addBranch: (id: string, name: string, from: number): Promise<BranchInfo> =>
    call(`${songPath(id)}/branches`, { json: { name, from } }),
  removeBranch: async (id: string, name: string): Promise<void> => {
    await send(`${songPath(id)}/branches/${encodeURIComponent(name)}`, { method: 'DELETE' });
  },
};
export type SongCalls = typeof songs;
