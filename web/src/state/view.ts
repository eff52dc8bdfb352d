import { signal } from '@preact/signals';

/** On a phone, which of the two is seen. */
export const view = signal<'ideas' | 'song'>('ideas');
