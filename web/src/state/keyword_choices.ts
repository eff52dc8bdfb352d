import type { OwnWord } from './lexicon';

/** What the songwriter did to the keywords found, as the song keeps it (`setKeywords`). */
export interface KeywordChoices {
  added: { word: string; weight: number }[];
  removed: string[];
  pinned: string[];
}

/** What a reading is asked to do to its keywords: the fields of the inspirations form. */
export interface KeywordFields {
  keywords: string;
  without: string;
  pin: string;
}

export interface WeighedWord {
  word: string;
  weight: number;
}

const limit = 64;
export const sameWord = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const without = (words: readonly string[], word: string): string[] => words.filter((one) => !sameWord(one, word));

/** A keyword as it may be sent and kept: one line without the signs that part keywords in a form. */
export function cleanWord(typed: string): string {
  return typed.replace(/[,:\s]+/g, ' ').trim().slice(0, 60).trim();
}

export function weigh(choices: KeywordChoices, word: string, weight: number): KeywordChoices {
  const rounded = Math.round(Math.min(1, Math.max(0, weight)) * 100) / 100;
  const others = choices.added.filter((one) => !sameWord(one.word, word));
  const place = choices.added.findIndex((one) => sameWord(one.word, word));
  const added = [...others];
  added.splice(place < 0 ? others.length : place, 0, { word, weight: rounded });
  return { ...choices, added: added.slice(-limit), removed: without(choices.removed, word) };
}

export function remove(choices: KeywordChoices, word: string): KeywordChoices {
  return {
    added: choices.added.filter((one) => !sameWord(one.word, word)),
    removed: [...without(choices.removed, word), word].slice(-limit),
    pinned: without(choices.pinned, word),
  };
}

/** As if the word had never been removed. */
export function bringBack(choices: KeywordChoices, word: string): KeywordChoices {
  return { ...choices, removed: without(choices.removed, word) };
}

export function setPinned(choices: KeywordChoices, word: string, pinned: boolean): KeywordChoices {
  const others = without(choices.pinned, word);
  return {
    ...choices,
    removed: pinned ? without(choices.removed, word) : choices.removed,
    pinned: (pinned ? [...others, word] : others).slice(-limit),
  };
}

/** One keyword under another name, at its weight, pinned if it was. */
export function rename(choices: KeywordChoices, from: string, to: string, weight: number): KeywordChoices {
  const wasPinned = choices.pinned.some((word) => sameWord(word, from));
  return setPinned(weigh(remove(choices, from), to, weight), to, wasPinned);
}

export const isUntouched = (choices: KeywordChoices): boolean =>
  choices.added.length + choices.removed.length + choices.pinned.length === 0;

/**
 * The form fields for what was found. Words are only taken away where they were found, so that a reading has nothing to
 * complain of; words that mean something else to this songwriter are exchanged for theirs at the weight found.
 * @returns null where nothing is to be done.
 */
export function fieldsFor(
  choices: KeywordChoices,
  found: readonly WeighedWord[],
  lexicon: readonly OwnWord[],
): KeywordFields | null {
  const isChosen = (word: string): boolean =>
    choices.added.some((one) => sameWord(one.word, word)) || choices.pinned.some((one) => sameWord(one, word));
  const exchanged = found.flatMap((keyword) => {
    const own = lexicon.find((entry) => sameWord(entry.found, keyword.word));
    return own && !isChosen(keyword.word) ? [{ keyword, mine: own.mine }] : [];
  });
  const isRemoved = (word: string): boolean => choices.removed.some((one) => sameWord(one, word));
  const added = [
    ...choices.added,
    ...exchanged
      .filter(({ mine }) => !isRemoved(mine) && !isChosen(mine))
      .map(({ keyword, mine }) => ({ word: mine, weight: keyword.weight })),
  ];
  const gone = [
    ...found.filter((keyword) => isRemoved(keyword.word)).map((keyword) => keyword.word),
    ...exchanged.map(({ keyword }) => keyword.word),
  ];
  if (added.length + gone.length + choices.pinned.length === 0) return null;
  return {
    keywords: added.map((one) => `${one.word}:${one.weight.toFixed(2)}`).join(','),
    without: [...new Set(gone)].join(','),
    pin: choices.pinned.join(','),
  };
}
