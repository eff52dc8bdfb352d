import { effect, signal } from '@preact/signals';
import { en } from './en';
import { ko } from './ko';

export type MessageKey = keyof typeof en;
export type Messages = Record<MessageKey, string>;
export type Language = 'en' | 'ko';

const catalogues: Record<Language, Messages> = { en, ko };
const storageKey = 'amuse.language';

function firstLanguage(): Language {
  const kept = localStorage.getItem(storageKey);
  if (kept === 'en' || kept === 'ko') return kept;
  return navigator.language.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}

export const language = signal<Language>(firstLanguage());

effect(() => {
  document.documentElement.lang = language.value;
  localStorage.setItem(storageKey, language.value);
});

/**
 * The words for a key in the page's language; reading it in a component follows a change of language. "{beats}" is filled in,
 * "{beats|beat|beats}" is the word for one or for any other number.
 */
export function t(key: MessageKey, values: Record<string, string | number> = {}): string {
  return catalogues[language.value][key].replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, many?: string) =>
    (one !== undefined && many !== undefined ? (Number(values[name]) === 1 ? one : many) : String(values[name] ?? whole)));
}
