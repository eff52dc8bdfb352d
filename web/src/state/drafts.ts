import type { SyncState } from './sync';

/** What was not sent when the page closed, kept in this browser by song. Where there is no IndexedDB, nothing is kept. */
const databaseName = 'amuse';
const storeName = 'drafts';

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => { request.result.createObjectStore(storeName); };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });
}

async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | null> {
  try {
    const database = await open();
    return await new Promise<T>((resolve, reject) => {
      const request = work(database.transaction(storeName, mode).objectStore(storeName));
      request.onsuccess = () => { database.close(); resolve(request.result); };
      request.onerror = () => { database.close(); reject(request.error ?? new Error('IndexedDB')); };
    });
  } catch {
    return null;
  }
}

export const drafts = {
  keep: (name: string, state: SyncState): Promise<unknown> => run('readwrite', (store) => store.put(state, name)),
  drop: (name: string): Promise<unknown> => run('readwrite', (store) => store.delete(name)),
  find: (name: string): Promise<SyncState | null> => run('readonly', (store) => store.get(name) as IDBRequest<SyncState>),
};
/** Of a song that has no id yet. */
export const newSongDraft = 'new';
