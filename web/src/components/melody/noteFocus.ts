import { useLayoutEffect } from 'preact/hooks';
import type { Part } from '../../domain/song';
import { melodyPlace } from '../../state/melody';

/** The keyboard goes with the place in the tune, unless it is elsewhere on the page; at once, so that no key is lost. */
export function useNoteFocus(root: { current: HTMLElement | null }, part: Part): void {
  const place = melodyPlace.value;
  const mine = place?.partId === part.id ? place : null;
  useLayoutEffect(() => {
    if (!mine) return;
    const active = document.activeElement;
    if (active && active !== document.body && !active.closest('.melody')) return;
    const target = mine.noteId ? `button[data-note="${CSS.escape(mine.noteId)}"]` : '.note-caret';
    root.current?.querySelector<HTMLElement>(target)?.focus({ preventScroll: false });
  }, [mine?.noteId, mine?.tick, part.melody]);
}
