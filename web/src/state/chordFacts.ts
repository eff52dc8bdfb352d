import { signal } from '@preact/signals';
import { ApiError } from '../api/client';
import { readChords, type ChordFacts, type TypedChord } from '../api/chords';
import { plainNashville, plainRoman } from '../domain/numerals';
import { inKey, noteText, type Key } from '../domain/notes';

const known = new Map<string, ChordFacts | null>();
/** Grows when more is known; reading it in a component follows. */
const news = signal(0);
const wanted = new Map<string, { key: Key; symbols: Set<string> }>();
let asking: ReturnType<typeof setTimeout> | null = null;

const keyName = (key: Key): string => `${noteText(key.tonic)} ${key.mode}`;

/** What a chord is in a key, as far as it is known; asks for it where it is not. Reading it in a component follows. */
export function factsOf(symbol: string, key: Key): ChordFacts | null {
  void news.value;
  const name = `${keyName(key)} ${symbol}`;
  const found = known.get(name);
  if (found !== undefined) return found;
  const list = wanted.get(keyName(key)) ?? { key, symbols: new Set<string>() };
  list.symbols.add(symbol);
  wanted.set(keyName(key), list);
  asking ??= setTimeout(() => void ask(), 20);
  return null;
}

async function ask(): Promise<void> {
  asking = null;
  const lists = [...wanted.values()];
  wanted.clear();
  for (const { key, symbols } of lists) {
    try {
      const answer = await readChords({ symbols: [...symbols].slice(0, 256), ...inKey(key), shapes: false });
      keep(answer.chords, key);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // Not reached: asked again when the chord is drawn next.
      if (!error.mayPass) for (const symbol of symbols) known.set(`${keyName(key)} ${symbol}`, null);
    }
  }
  news.value += 1;
}

function keep(chords: readonly TypedChord[], key: Key): void {
  for (const { text, chord } of chords) {
    known.set(`${keyName(key)} ${text}`, chord ?? null);
    if (chord) known.set(`${keyName(key)} ${chord.symbol}`, chord);
  }
}

export function romanOf(symbol: string, key: Key): string {
  return factsOf(symbol, key)?.roman ?? plainRoman(symbol, key);
}
export function nashvilleOf(symbol: string, key: Key): string {
  return factsOf(symbol, key)?.nashville ?? plainNashville(symbol, key);
}

/** Reads chords as typed, and keeps what they are for when they are drawn. Nothing when the server is not reached: then they are taken as they are. */
export async function readTyped(symbols: string[], key: Key): Promise<TypedChord[] | null> {
  try {
    const { chords } = await readChords({ symbols, ...inKey(key), shapes: false });
    keep(chords, key);
    return chords;
  } catch (error) {
    if (error instanceof ApiError) return null;
    throw error;
  }
}

/** How a chord may go on, and what is wrong with it so far. */
export async function completionsOf(text: string, key: Key, stop: AbortSignal): Promise<{ completions: ChordFacts[]; typed: TypedChord | null }> {
  try {
    const answer = await readChords({
      complete: text, ...(text ? { symbols: [text] } : {}), ...inKey(key), shapes: false,
    }, stop);
    return { completions: answer.completions ?? [], typed: answer.chords[0] ?? null };
  } catch (error) {
    if (error instanceof ApiError || (error instanceof DOMException && error.name === 'AbortError')) return { completions: [], typed: null };
    throw error;
  }
}
