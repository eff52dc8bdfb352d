import type { PackedTake } from '../domain/takeList';
import { browserStore } from './browser_store';

/** Takes, kept in this browser: recordings stay on the device until the songwriter keeps one. */
export interface Take extends PackedTake {
  id: string;
  songId: string;
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
