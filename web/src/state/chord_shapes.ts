import { signal } from '@preact/signals';
import { ApiError } from '../api/client';
import { readChords, type ChordShapes } from '../api/chords';
import { inKey, noteText, type Key } from '../domain/notes';
import { readKept, writeKept } from './kept';

/** Whether the shapes of the chosen chord are shown. */
export const shapesOpen = signal(readKept('amuse.shapes') === true);
export function toggleShapes(): void {
  shapesOpen.value = !shapesOpen.value;
  writeKept('amuse.shapes', shapesOpen.value);
}

const known = new Map<string, ChordShapes | null>();
const asked = new Set<string>();
const news = signal(0);

/** How a chord is played; null where nobody knows, undefined until the server has said. Reading it in a component follows. */
export function shapesOf(symbol: string, key: Key, capo: number): ChordShapes | null | undefined {
  void news.value;
  const name = `${symbol} ${noteText(key.tonic)} ${key.mode} ${capo}`;
  if (!known.has(name) && !asked.has(name)) void ask(name, symbol, key, capo);
  return known.get(name);
}

async function ask(name: string, symbol: string, key: Key, capo: number): Promise<void> {
  asked.add(name);
  try {
    const answer = await readChords({ symbols: [symbol], ...inKey(key), capo, shapes: true });
    known.set(name, answer.chords[0]?.shapes ?? null);
    news.value += 1;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    asked.delete(name); // asked again when the chord is drawn next
  }
}
