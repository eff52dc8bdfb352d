/** What this device remembers beside the songs. Where the browser keeps nothing (private windows), nothing is kept. */

export function readKept(place: string): unknown {
  try {
    const text = localStorage.getItem(place);
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

export function writeKept(place: string, value: unknown): void {
  try {
    localStorage.setItem(place, JSON.stringify(value));
  } catch {
    // Full or forbidden: the page works on without it.
  }
}
