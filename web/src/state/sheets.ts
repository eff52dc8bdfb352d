import { signal } from '@preact/signals';

export type SheetName = 'songs' | 'versions' | 'shortcuts' | 'take' | 'chordSheet' | 'leadSheet' | 'provenance' | 'compare' | 'listen' | 'camera';
/** The dialog that lies over the page. */
export const sheet = signal<SheetName | null>(null);

export function openSheet(name: SheetName): void {
  sheet.value = name;
}
export function closeSheet(): void {
  sheet.value = null;
}

/** What the song is compared with: an earlier version, or the end of another branch. */
export interface Compared {
  label: string;
  version?: number;
  branch?: string;
}
export const compared = signal<Compared | null>(null);

export function compareWith(what: Compared): void {
  compared.value = what;
  sheet.value = 'compare';
}
