/**
 * How long sound takes out of the loudspeaker and back through the microphone, from a recording of clicks.
 * @param samples  Beginning when the first click was sent out, any scale. @param clicks  When each was sent, in seconds from there.
 * @return Seconds, 0 to `most`; null where the clicks are not heard clearly. Resolution: half a millisecond.
 */
export function findLag(samples: ArrayLike<number>, rateHz: number, clicks: readonly number[], most = 0.6): number | null {
  const hop = Math.max(1, Math.round(rateHz / 2000));
  const rises = risesOf(samples, hop);
  const at = (seconds: number): number => rises[Math.round((seconds * rateHz) / hop)] ?? 0;
  const lags = Math.floor((most * rateHz) / hop);
  let best = { lag: 0, score: 0 };
  let sum = 0;
  for (let lag = 0; lag < lags; ++lag) {
    const seconds = (lag * hop) / rateHz;
    // The product of all clicks: one loud noise alone does not make a place.
    const score = clicks.reduce((product, click) => product * Math.min(at(click + seconds), 1e6), 1) ** (1 / clicks.length);
    sum += score;
    if (score > best.score) best = { lag, score };
  }
  const mean = sum / Math.max(1, lags);
  return best.score > 0 && best.score > 8 * mean ? (best.lag * hop) / rateHz : null;
}

/** How much louder each piece is than the loudest of the ten milliseconds before it. */
function risesOf(samples: ArrayLike<number>, hop: number): Float64Array {
  const count = Math.floor(samples.length / hop);
  const peaks = new Float64Array(count);
  for (let piece = 0; piece < count; ++piece) {
    let peak = 0;
    for (let index = piece * hop; index < (piece + 1) * hop; ++index) peak = Math.max(peak, Math.abs(samples[index] ?? 0));
    peaks[piece] = peak;
  }
  const rises = new Float64Array(count);
  for (let piece = 0; piece < count; ++piece) {
    let before = 0;
    for (let back = Math.max(0, piece - 20); back < piece; ++back) before = Math.max(before, peaks[back] ?? 0);
    rises[piece] = Math.max(0, (peaks[piece] ?? 0) - before);
  }
  return rises;
}
