import { computed, effect, signal } from '@preact/signals';
import type { Placed } from '../domain/arrange';
import { applyAll } from '../domain/edits';
import { chordsIn } from '../domain/songEdits';
import type { Edit, Part, Tick } from '../domain/song';
import { selection, song } from './song';

/** How chords are named in the song. */
export type Naming = 'names' | 'romans' | 'nashville';
const kept = localStorage.getItem('amuse.naming');
export const naming = signal<Naming>(kept === 'romans' || kept === 'nashville' ? kept : 'names');
effect(() => localStorage.setItem('amuse.naming', naming.value));

/** The cell that has the keyboard: by the tick where it begins, or where the cursor stands in it. */
export const cursor = signal<{ partId: string; tick: Tick } | null>(null);

/** The keyboard goes to the cursor's cell once that is drawn. */
export function focusCursorCell(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.sections .cell[tabindex="0"]')?.focus());
}

/** What is being typed, and where it goes. */
export interface Editing {
  partId: string;
  start: Tick;
  end: Tick;
  chordId: string | null;
  text: string;
  /** The text is what a key on the cell began; otherwise it stands there to be typed over. */
  begun: boolean;
}
export const editing = signal<Editing | null>(null);

/** Chords of parts as they would be after the drag that is going on. */
export const preview = signal<ReadonlyMap<string, readonly Placed[]> | null>(null);

/** Bars side by side, as the page is wide. */
export const barsInRow = signal(4);

export function partOf(id: string): Part | null {
  return song.value.parts.find((one) => one.id === id) ?? null;
}

/** A part as it would be after edits; null where they can't be done. */
export function partAfter(id: string, edits: readonly Edit[]): Part | null {
  try {
    return applyAll(song.value, edits).song.parts.find((one) => one.id === id) ?? null;
  } catch {
    return null;
  }
}

/** The part and the chords that are chosen. */
export const chosen = computed(() => {
  const place = selection.value;
  const part = place ? song.value.parts.find((one) => one.id === place.partId) ?? null : null;
  if (!place || !part) return null;
  return { part, place, chords: chordsIn(part, place.start, place.end) };
});

// A part that is gone, by undoing or from elsewhere, has nothing chosen in it.
effect(() => {
  const place = selection.value;
  if (place && !song.value.parts.some((part) => part.id === place.partId)) selection.value = null;
});
