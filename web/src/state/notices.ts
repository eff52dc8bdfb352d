import { signal } from '@preact/signals';
import { ApiError } from '../api/client';
import { t } from '../text/text';
import { announce } from './announce';

export interface Notice {
  id: number;
  words: string;
  /** Something to do about it. */
  action?: { label: string; run: () => void };
}

/** Short words at the edge of the page about what happened; they go away by themselves. */
export const notices = signal<readonly Notice[]>([]);
let nextId = 1;

export function notify(words: string, action?: Notice['action']): void {
  const id = nextId++;
  notices.value = [...notices.value.filter((one) => one.words !== words), { id, words, ...(action ? { action } : {}) }].slice(-3);
  announce(words);
  setTimeout(() => dismiss(id), action ? 10000 : 6000);
}

export function dismiss(id: number): void {
  notices.value = notices.value.filter((one) => one.id !== id);
}

/** What went wrong, as the server says it. */
export const failureWords = (error: unknown): string => (error instanceof ApiError ? error.message : t('shell.failed'));
