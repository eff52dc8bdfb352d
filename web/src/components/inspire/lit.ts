import { signal } from '@preact/signals';
import type { Brief, Evidence } from '../../api/types';
import { originOf, lexicon } from '../../state/lexicon';
import { sameWord } from '../../state/keyword_choices';

/** The keyword the pointer or the focus is on: what it rests on is lit in the inspirations. */
export const litWord = signal<string | null>(null);

/** Under which names a reading may hold a keyword: as it is shown, and as it was found. */
const namesOf = (word: string): string[] => {
  const found = originOf(lexicon.value, word);
  return found === null ? [word] : [word, found];
};

export function evidenceIn(brief: Brief, word: string): Evidence[] {
  const names = namesOf(word);
  return brief.keywords.filter((one) => names.some((name) => sameWord(name, one.word))).flatMap((one) => one.evidence ?? []);
}
