import { signal, type ReadonlySignal } from '@preact/signals';
import { readStresses, type Stresses } from '../domain/stresses';
import type { Part } from '../domain/song';
import { stressedLyrics } from '../domain/words';
import { song } from './song';

const stresses_ = signal<Stresses | null>(null);
/** Null until words are looked at for the first time; the table is large. */
export const stresses: ReadonlySignal<Stresses | null> = stresses_;

let loading: Promise<void> | null = null;
/** Fetches the table once. Without it words are cut by their letters, and no stress is shown. */
export function wantStresses(): void {
  loading ??= import('../domain/stresses.txt?raw').then(
    ({ default: table }) => { stresses_.value = readStresses(table); },
    () => { loading = null; },
  );
}

const none: ReadonlySet<string> = new Set();
const known = new WeakMap<Part, { by: Stresses; ids: ReadonlySet<string> }>();
/** Which lyrics of a part are stressed syllables. */
export function stressedIn(part: Part): ReadonlySet<string> {
  const by = stresses.value;
  if (!by || part.lyrics.length === 0) return none;
  const last = known.get(part);
  if (last?.by === by) return last.ids;
  const ids = stressedLyrics(song.value, part, by);
  known.set(part, { by, ids });
  return ids;
}
