import { effect, signal, type Signal } from '@preact/signals';

/** A number that this browser remembers. */
export function keptNumber(name: string, first: number): Signal<number> {
  const kept = Number(localStorage.getItem(name) ?? NaN);
  const value = signal(Number.isFinite(kept) && localStorage.getItem(name) !== null ? kept : first);
  effect(() => localStorage.setItem(name, String(value.value)));
  return value;
}
