import { mod12, noteText, spell, type Key } from './notes';

/**
 * Chord shapes above their root, by semitones, as symbols are written; simpler ones first.
 * Source: the qualities of the interface's chord symbols (docs/architecture.md, theory).
 */
const shapes: readonly [name: string, semitones: readonly number[]][] = [
  ['', [0, 4, 7]], ['m', [0, 3, 7]], ['7', [0, 4, 7, 10]], ['maj7', [0, 4, 7, 11]], ['m7', [0, 3, 7, 10]], ['dim', [0, 3, 6]], ['aug', [0, 4, 8]],
  ['sus4', [0, 5, 7]], ['sus2', [0, 2, 7]], ['5', [0, 7]], ['6', [0, 4, 7, 9]], ['m6', [0, 3, 7, 9]], ['m7b5', [0, 3, 6, 10]], ['dim7', [0, 3, 6, 9]],
  ['mMaj7', [0, 3, 7, 11]], ['7sus4', [0, 5, 7, 10]], ['add9', [0, 2, 4, 7]], ['9', [0, 2, 4, 7, 10]], ['maj9', [0, 2, 4, 7, 11]], ['m9', [0, 2, 3, 7, 10]],
  // Without their fifth, as hands often leave it.
  ['7', [0, 4, 10]], ['maj7', [0, 4, 11]], ['m7', [0, 3, 10]],
];

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
