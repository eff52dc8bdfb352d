import { signal } from '@preact/signals';

/** What a screen reader is told; shown by the shell in a live region. */
export const announcement = signal('');

/** Says something aloud to those who do not see it. The same words twice are said twice. */
export function announce(words: string): void {
  announcement.value = announcement.value === words ? `${words}\u00a0` : words;
}
