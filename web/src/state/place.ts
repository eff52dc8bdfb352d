import { computed, type ReadonlySignal } from '@preact/signals';
import type { Part, Song, Tick } from '../domain/song';
import { selection, song, type Selection } from './song';

/** The section that is worked on: the one with the selection, else the last. */
export const currentPart: ReadonlySignal<Part | undefined> = computed(() => partOf(song.value, selection.value));
export const currentPartId: ReadonlySignal<string | null> = computed(() => currentPart.value?.id ?? null);

export function partOf(of: Song, chosen: Selection | null): Part | undefined {
  return of.parts.find((part) => part.id === chosen?.partId) ?? of.parts.at(-1);
}

export interface Place {
  partId: string;
  start: Tick;
}
