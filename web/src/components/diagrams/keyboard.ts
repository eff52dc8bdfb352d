/** A piano's keys as they lie: C is 0. */
const whiteKeys = [0, 2, 4, 5, 7, 9, 11];

export interface DrawnKey {
  pitch: number;
  black: boolean;
  /** In widths of a white key, from the keyboard's left edge. */
  x: number;
}

/** Whole octaves around some pitches, two at least. */
export function keysAround(pitches: readonly number[]): DrawnKey[] {
  const from = Math.floor(Math.min(...pitches, 127) / 12) * 12;
  const octaves = Math.max(2, Math.ceil((Math.max(...pitches, 0) + 1 - from) / 12));
  const keys: DrawnKey[] = [];
  for (let pitch = from; pitch < from + octaves * 12; ++pitch) {
    const inOctave = pitch % 12;
    const black = !whiteKeys.includes(inOctave);
    const whitesBefore = Math.floor((pitch - from) / 12) * 7 + whiteKeys.filter((white) => white < inOctave).length;
    keys.push({ pitch, black, x: black ? whitesBefore - 0.3 : whitesBefore });
  }
  // White keys first: black ones lie over them.
  return [...keys.filter(({ black }) => !black), ...keys.filter(({ black }) => black)];
}

/** The frets a diagram shows: from the nut where the hand reaches it, else from the lowest finger on. */
export function fretWindow(frets: readonly number[]): { first: number; count: number } {
  const pressed = frets.filter((fret) => fret > 0);
  const highest = Math.max(4, ...pressed);
  const first = highest <= 4 ? 1 : Math.min(...pressed);
  return { first, count: Math.max(4, highest - first + 1) };
}
