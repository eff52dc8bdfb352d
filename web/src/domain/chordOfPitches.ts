import { mod12, noteText, spell, type Key } from './notes';

/**
 * Chord shapes above their root, by semitones, as symbols are written; simpler ones first.
 * Source: the chord symbols that the interface reads (data/chord_qualities.tsv, and modifiers such as b9).
 */
export const chordShapes: readonly [name: string, semitones: readonly number[]][] = [
  ['', [0, 4, 7]], ['m', [0, 3, 7]], ['7', [0, 4, 7, 10]], ['maj7', [0, 4, 7, 11]], ['m7', [0, 3, 7, 10]], ['dim', [0, 3, 6]], ['aug', [0, 4, 8]],
  ['sus4', [0, 5, 7]], ['sus2', [0, 2, 7]], ['5', [0, 7]], ['6', [0, 4, 7, 9]], ['m6', [0, 3, 7, 9]], ['m7b5', [0, 3, 6, 10]], ['dim7', [0, 3, 6, 9]],
  ['mMaj7', [0, 3, 7, 11]], ['7sus4', [0, 5, 7, 10]], ['add9', [0, 2, 4, 7]], ['9', [0, 2, 4, 7, 10]], ['maj9', [0, 2, 4, 7, 11]], ['m9', [0, 2, 3, 7, 10]],
  ['madd9', [0, 2, 3, 7]], ['69', [0, 2, 4, 7, 9]], ['m69', [0, 2, 3, 7, 9]], ['7#5', [0, 4, 8, 10]], ['7b5', [0, 4, 6, 10]], ['7b9', [0, 1, 4, 7, 10]],
  ['7#9', [0, 3, 4, 7, 10]], ['7#11', [0, 4, 6, 7, 10]], ['maj7#11', [0, 4, 6, 7, 11]], ['9sus4', [0, 2, 5, 7, 10]], ['mMaj9', [0, 2, 3, 7, 11]],
  ['11', [0, 2, 4, 5, 7, 10]], ['m11', [0, 2, 3, 5, 7, 10]], ['13', [0, 2, 4, 7, 9, 10]], ['maj13', [0, 2, 4, 7, 9, 11]], ['13sus4', [0, 2, 5, 7, 9, 10]],
  ['m13', [0, 2, 3, 5, 7, 9, 10]],
];

/** As hands press them: without the fifth, and high chords without what lies between, where no other chord has the same notes. */
const handShapes: typeof chordShapes = [
  ['7', [0, 4, 10]], ['maj7', [0, 4, 11]], ['m7', [0, 3, 10]], ['9', [0, 2, 4, 10]], ['maj9', [0, 2, 4, 11]], ['m9', [0, 2, 3, 10]], ['69', [0, 2, 4, 9]],
  ['7b9', [0, 1, 4, 10]], ['7#9', [0, 3, 4, 10]], ['m11', [0, 3, 5, 7, 10]], ['m11', [0, 2, 3, 5, 10]], ['13', [0, 4, 7, 9, 10]], ['13', [0, 2, 4, 9, 10]],
  ['13', [0, 4, 9, 10]], ['maj13', [0, 2, 4, 9, 11]],
];
const shapes = [...chordShapes, ...handShapes];

/** The chord that keys pressed together are, spelled in a key, with its bass where that is not the root; null where they are none. */
export function chordOfPitches(pitches: readonly number[], key: Key): string | null {
  const bass = pitches[0];
  if (bass === undefined) return null;
  const classes = [...new Set(pitches.map(mod12))];
  let best: { symbol: string; cost: number } | null = null;
  for (const root of classes) {
    const above = classes.map((one) => mod12(one - root)).sort((a, b) => a - b).join();
    const index = shapes.findIndex(([, semitones]) => semitones.join() === above);
    if (index < 0) continue;
    const isOnRoot = mod12(bass) === root;
    const symbol = noteText(spell(root, key)) + (shapes[index]?.[0] ?? '') + (isOnRoot ? '' : `/${noteText(spell(mod12(bass), key))}`);
    // A root in the bass decides: C E G A is C6, A C E G is Am7.
    const cost = index + (isOnRoot ? 0 : 100);
    if (!best || cost < best.cost) best = { symbol, cost };
  }
  return best?.symbol ?? null;
}
