import { signal } from '@preact/signals';

/** On a phone, which of the two is seen. */
export const view = signal<'ideas' | 'song'>('ideas');

const narrowQuery = typeof matchMedia === 'function' ? matchMedia('(max-width: 700px)') : null;
/** Whether only one of the two is seen at a time; layout.css has the same width. */
export const narrow = signal(narrowQuery?.matches ?? false);
narrowQuery?.addEventListener('change', (event) => { narrow.value = event.matches; });
