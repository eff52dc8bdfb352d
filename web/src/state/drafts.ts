import { browserStore } from './browser_store';
import type { SyncState } from './sync';

/** What was not sent when the page closed, kept in this browser by song. Where there is no IndexedDB, nothing is kept. */
const inStore = browserStore('amuse', 'drafts', (database) => { database.createObjectStore('drafts'); });

const run = <T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | null> =>
  inStore(mode, work).catch(() => null);

export const drafts = {
  keep: (name: string, state: SyncState): Promise<unknown> => run('readwrite', (store) => store.put(state, name)),
  drop: (name: string): Promise<unknown> => run('readwrite', (store) => store.delete(name)),
  find: (name: string): Promise<SyncState | null> => run('readonly', (store) => store.get(name) as IDBRequest<SyncState>),
};
/** Of a song that has no id yet. */
export const newSongDraft = 'new';
