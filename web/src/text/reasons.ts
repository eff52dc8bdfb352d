import type { Suggested } from '../api/types';
import { reasonPatterns } from './reasons_ko';
import { en } from './en';
import { language, t, type MessageKey } from './text';

type Reason = Suggested['why'][number];

/** A card's one plain word in the page's language; a word that is not in the catalogue as it is. */
export function wordText(word: string): string {
  const key = `word.${word}`;
  return key in en ? t(key as MessageKey) : word;
}

/** Why a suggestion fits: the server's sentence, or in Korean one made of its code and parameters. */
export function reasonText({ code, params, text }: Reason): string {
  if (language.value === 'en') return text;
  const values = (params ?? {}) as Record<string, string>;
  const variant = reasonPatterns[`${code}.${values['direction'] ?? values['from'] ?? ''}`] ?? reasonPatterns[code];
  if (!variant) return text;
  return variant.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
