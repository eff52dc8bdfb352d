import { signal, type ReadonlySignal } from '@preact/signals';
import { readKept, writeKept } from './kept';
import { sameWord } from './keyword_choices';

/** A keyword as the machine finds it, and what this songwriter calls it. */
export interface OwnWord {
  found: string;
  mine: string;
}

const place = 'amuse.lexicon';
const most = 500;

const isOwnWord = (value: unknown): value is OwnWord => {
  const { found, mine } = (value ?? {}) as Partial<Record<keyof OwnWord, unknown>>;
  return typeof found === 'string' && typeof mine === 'string';
};
const read = (): OwnWord[] => {
  const kept = readKept(place);
  return Array.isArray(kept) ? kept.filter(isOwnWord).slice(-most) : [];
};

const words = signal<readonly OwnWord[]>(read());

/** The personal lexicon: it holds for every song on this device. */
export const lexicon: ReadonlySignal<readonly OwnWord[]> = words;

function keep(next: readonly OwnWord[]): void {
  words.value = next.slice(-most);
  writeKept(place, words.value);
}

/** The entries with one more. A word renamed twice leads from what was found to its newest name. */
export function withWord(entries: readonly OwnWord[], found: string, mine: string): OwnWord[] {
  const origin = entries.find((entry) => sameWord(entry.mine, found))?.found ?? found;
  const others = entries.filter((entry) => !sameWord(entry.found, origin));
  return sameWord(origin, mine) ? others : [...others, { found: origin, mine }];
}

export const learn = (found: string, mine: string): void => keep(withWord(words.value, found, mine));
export const unlearn = (found: string): void => keep(words.value.filter((entry) => !sameWord(entry.found, found)));

/** What the machine found where the page shows the songwriter's word. */
export const originOf = (entries: readonly OwnWord[], shown: string): string | null =>
  entries.find((entry) => sameWord(entry.mine, shown))?.found ?? null;
