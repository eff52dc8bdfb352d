/** Does one thing in a store of this browser. Rejects where the browser keeps nothing (a private window), or has no room. */
export type RunInStore = <T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>) => Promise<T>;

/** A store of its own database in IndexedDB, opened for each thing that is done in it. @param make  Makes the store where there is none yet. */
export function browserStore(databaseName: string, storeName: string, make: (database: IDBDatabase) => void): RunInStore {
  return async (mode, work) => {
    const opening = indexedDB.open(databaseName, 1);
    opening.onupgradeneeded = () => make(opening.result);
    const database = await answered(opening);
    try {
      return await answered(work(database.transaction(storeName, mode).objectStore(storeName)));
    } finally {
      database.close();
    }
  };
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });
}
