import { signal, type ReadonlySignal } from '@preact/signals';
import { call } from '../api/client';

/** A list that the server has, by the name it has in the interface. */
export interface Catalogue<Item> {
  /** Empty until it is known. */
  list: ReadonlySignal<readonly Item[]>;
  /** Asks once; again where it was not answered. */
  ask: () => void;
}

/** @param name  "grooves": `GET /grooves` answers with `grooves`. */
export function catalogue<Item>(name: string): Catalogue<Item> {
  const list = signal<readonly Item[]>([]);
  let asking: Promise<void> | null = null;
  return {
    list,
    ask: () => {
      asking ??= call<Record<string, Item[]>>(`/${name}`).then((answer) => { list.value = answer[name] ?? []; }, () => { asking = null; });
    },
  };
}
