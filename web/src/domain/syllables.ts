import type { Stresses } from './stresses';

/**
 * Words cut into what is sung on a note each. Hyphens the writer put decide; else Hangul and kana go by their signs, and other
 * words by their groups of vowels, as many as the word's stresses say where they are known.
 */

/** Those but the last of a word end with "-". "_" is a note that goes on with the syllable before. */
export interface Syllable {
  text: string;
  isStressed: boolean;
}

const vowels = /[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýœ]+/gi;
const ownSyllable = /[\uac00-\ud7a3\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]/;

/** How many syllables a word without hyphens has in English spelling. */
function groupsOf(word: string): Group[] {
  // The u of "qu" is no vowel of its own.
  const groups = [...word.replace(/qu/gi, 'qw').matchAll(vowels)].flatMap((found) => {
    const [start, end] = [found.index, found.index + found[0].length];
    // Two sounds in "li-on" and "qui-et", one in "na-tion" and "field".
    const isTwo = /^i(?:a|o(?!u)|e$)/i.test(found[0]) && !/[tscgx]/i.test(word[start - 1] ?? 't') && (!/^ie$/i.test(found[0]) || /^t/i.test(word.slice(end)));
    return isTwo ? [{ start, end: start + 1 }, { start: start + 1, end }] : [{ start, end }];
  });
  const last = groups.at(-1);
  // A final e is silent but after another consonant and l (ta-ble), and so is that of -ed but after t and d, and of -es but after a hiss.
  const isSilent = /(?:[^aeiouyl]|[aeiouy]l)e$/i.test(word) || /[^aeiouytd]ed$/i.test(word) || /[^aeiouyscxz]es$/i.test(word.replace(/(?:sh|ch|ge|se|ce|ze|xe)s$/i, 'ss'));
  if (groups.length > 1 && last && isSilent) groups.pop();
  return groups;
}

/** Where one syllable ends and the next begins: before the last consonant between two vowels, or a pair that is one sound. */
function cutBetween(word: string, from: number, to: number): number {
  const between = word.slice(from, to).toLowerCase();
  if (between.length <= 1) return from;
  const pair = between.slice(-2);
  if (/^(?:[bcdfgpt]r|[bcfgpst]l|ch|sh|th|ph|wh|qu)$/.test(pair) && !/^(?:sl)$/.test(pair)) return to - 2;
  return to - 1;
}

interface Group {
  start: number;
  end: number;
}

/** As many groups as there are syllables, where that can be: silent e's inside a word go, pairs of vowels part. */
function asMany(word: string, groups: readonly Group[], count: number): Group[] {
  const fitted = [...groups];
  const isLoneE = ({ start, end }: Group): boolean => end - start === 1 && /e/i.test(word[start] ?? '');
  while (fitted.length > count) {
    const silent = fitted.findLastIndex((group, index) => index > 0 && isLoneE(group));
    if (silent < 0) return [...groups];
    fitted.splice(silent, 1);
  }
  while (fitted.length < count) {
    const pair = fitted.findIndex(({ start, end }) => end - start > 1 && !/^(?:ee|oo|ai|ay|oa|ou|ea)/i.test(word.slice(start, end)));
    const group = fitted[pair];
    if (!group) return [...groups];
    fitted.splice(pair, 1, { start: group.start, end: group.start + 1 }, { start: group.start + 1, end: group.end });
  }
  return fitted;
}

function syllablesOfWord(word: string, count: number | undefined): string[] {
  if (ownSyllable.test(word)) return word.match(/[\uac00-\ud7a3\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff][^\uac00-\ud7a3\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]*|^[^\uac00-\ud7a3\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]+/g) ?? [word];
  const groups = count ? asMany(word, groupsOf(word), count) : groupsOf(word);
  if (groups.length < 2) return [word];
  const cuts = groups.slice(1).map((group, index) => cutBetween(word, groups[index]!.end, group.start));
  return [0, ...cuts].map((cut, index) => word.slice(cut, cuts[index]));
}

/** A word's pieces, and which of them are stressed; none where what is known does not fit them. */
function scanWord(word: string, stresses: Stresses | null): Syllable[] {
  const pattern = stresses?.(word) ?? '';
  const pieces = word.includes('-') ? word.split(/(?<=-)/).filter((one) => one !== '-') : syllablesOfWord(word, pattern.length || undefined).map((one, index, all) => (index < all.length - 1 ? `${one}-` : one));
  if (pieces.length === 0) return [{ text: word, isStressed: false }];
  const fits = pattern.length === pieces.length;
  return pieces.map((text, index) => ({ text, isStressed: fits && pattern[index] === '1' }));
}

/** The syllables of a line. @param stresses  Null: not known yet, and nothing is stressed. */
export function scan(line: string, stresses: Stresses | null): Syllable[] {
  return line.split(/\s+/).filter(Boolean).flatMap((word) => scanWord(word, stresses));
}

/** Their texts alone. */
export function syllablesOf(line: string, stresses: Stresses | null = null): string[] {
  return scan(line, stresses).map(({ text }) => text);
}

/** Syllables as a line again. */
export function lineOf(syllables: readonly string[]): string {
  return syllables.map((one) => (one.endsWith('-') && one.length > 1 ? one : `${one} `)).join('').trim();
}
