import { signal } from '@preact/signals';
import { readKept, writeKept } from './kept';

/**
 * Inspirations that belong to one section. The song's document says of each only whether suggestions hear it; which
 * section it is for is remembered on this device, by song and inspiration. In the document such an inspiration is off.
 */
type Sections = Readonly<Record<string, Readonly<Record<string, string>>>>;

const place = 'amuse.sections';
const kept = readKept(place);
const sections = signal<Sections>(kept !== null && typeof kept === 'object' ? (kept as Sections) : {});

/** The section an inspiration is for; null when it is for the whole song or for nothing. */
export const sectionOf = (songId: string, itemKey: string): string | null => sections.value[songId]?.[itemKey] ?? null;

export function setSection(songId: string, itemKey: string, partId: string | null): void {
  const { [itemKey]: _, ...others } = sections.value[songId] ?? {};
  const ofSong = partId === null ? others : { ...others, [itemKey]: partId };
  const { [songId]: __, ...songs } = sections.value;
  sections.value = Object.keys(ofSong).length ? { ...songs, [songId]: ofSong } : songs;
  writeKept(place, sections.value);
}

/** A song was saved for the first time: what was said of it before holds under its name. */
export function nameSong(songId: string): void {
  const { '': unnamed, ...songs } = sections.value;
  if (!unnamed || !songId) return;
  sections.value = { ...songs, [songId]: { ...songs[songId], ...unnamed } };
  writeKept(place, sections.value);
}
