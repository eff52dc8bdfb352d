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

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('amuse-takes', 1);
    request.onupgradeneeded = () => { request.result.createObjectStore('takes', { keyPath: 'id' }).createIndex('song', 'songId'); };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });
}

async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const request = work(database.transaction('takes', mode).objectStore('takes'));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
    });
  } finally {
    database.close();
  }
}

/** Each rejects where the browser keeps nothing (a private window), or has no room. */
export const takeStore = {
  keep: (take: Take): Promise<unknown> => run('readwrite', (store) => store.put(take)),
  drop: (id: string): Promise<unknown> => run('readwrite', (store) => store.delete(id)),
  of: (songId: string): Promise<Take[]> => run('readonly', (store) => store.index('song').getAll(songId) as IDBRequest<Take[]>),
};
