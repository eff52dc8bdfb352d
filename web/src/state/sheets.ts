import { signal } from '@preact/signals';

export type SheetName = 'songs' | 'versions' | 'shortcuts' | 'take' | 'chordSheet' | 'leadSheet';
/** The dialog that lies over the page. */
export const sheet = signal<SheetName | null>(null);

export function openSheet(name: SheetName): void {
  sheet.value = name;
}
export function closeSheet(): void {
  sheet.value = null;
}
