import { browserStore } from './browser_store';

/** Takes, kept in this browser: recordings stay on the device until the songwriter keeps one. */
export interface Take {
  id: string;
  songId: string;
  partId: string;
  /** The played tick where its music begins. */
  tick: number;
  /** How far into the recording that is. */
  leadSeconds: number;
  seconds: number;
  /** Quarter notes a minute it was sung to. */
  bpm: number;
  recordedMs: number;
  sound: Blob;
}

const run = browserStore('amuse-takes', 'takes', (database) => {
  database.createObjectStore('takes', { keyPath: 'id' }).createIndex('song', 'songId');
});

/** Each rejects where the browser keeps nothing (a private window), or has no room. */
export const takeStore = {
  keep: (take: Take): Promise<unknown> => run('readwrite', (store) => store.put(take)),
  drop: (id: string): Promise<unknown> => run('readwrite', (store) => store.delete(id)),
  of: (songId: string): Promise<Take[]> => run('readonly', (store) => store.index('song').getAll(songId) as IDBRequest<Take[]>),
};
