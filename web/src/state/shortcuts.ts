import { signal } from '@preact/signals';
import type { MessageKey } from '../text/text';

/** One thing the keyboard does anywhere on the page; the shortcut sheet is made from these. */
export interface Shortcut {
  /** "Space", "L", "Mod+Z", "Shift+?": Mod is Ctrl, on a Mac Command; letters as on the key. */
  keys: string;
  label: MessageKey;
  group: 'song' | 'ideas' | 'cards' | 'sound' | 'page';
  run: (event: KeyboardEvent) => void;
  /** Also while typing in a field (only with Mod). */
  inFields?: boolean;
  /** Nothing: always. */
  when?: () => boolean;
}

export const shortcuts = signal<readonly Shortcut[]>([]);

/** Adds shortcuts; gives back what takes them away. */
export function addShortcuts(...added: Shortcut[]): () => void {
  shortcuts.value = [...shortcuts.value, ...added];
  return () => {
    shortcuts.value = shortcuts.value.filter((one) => !added.includes(one));
  };
}

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** The event's keys as a shortcut writes them: "Mod+Shift+Z". */
export function keysOf(event: KeyboardEvent): string {
  const key = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const mod = isMac ? event.metaKey : event.ctrlKey;
  // A sign such as "?" already says that Shift is held.
  const shift = event.shiftKey && (key.length > 1 || /[A-Z]/.test(key));
  return [mod ? 'Mod' : '', event.altKey ? 'Alt' : '', shift ? 'Shift' : '', key].filter(Boolean).join('+');
}

/** Whether typing there is text, so that single keys belong to it. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['button', 'checkbox', 'radio', 'range', 'file'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

/** Space and Enter on a button press the button; but among the song's cells Space plays. */
function ownsKey(target: EventTarget | null, keys: string): boolean {
  if (keys === 'Space' && target instanceof HTMLElement && target.closest('[data-cell], .melody')) return false;
  return (keys === 'Space' || keys === 'Enter') && target instanceof HTMLElement
    && target.closest('button, a, summary, input, [role=button], [role=menuitem]') !== null;
}

export function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const keys = keysOf(event);
  const typing = isTextField(event.target);
  if (ownsKey(event.target, keys)) return;
  const found = shortcuts.value.find((one) => one.keys === keys && (!typing || one.inFields) && (one.when?.() ?? true));
  if (!found) return;
  event.preventDefault();
  found.run(event);
}
