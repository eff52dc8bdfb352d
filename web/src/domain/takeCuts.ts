/** Where a recording over a loop is cut into takes. */
export interface TakeCut {
  /** Samples [from, to) of the recording. */
  from: number;
  to: number;
  /** How many samples into the take its music begins: what was sung before the bar line. */
  lead: number;
}

const kLeadSeconds = 0.5;
/** A round that was broken off before this is no take. */
const kLeastSeconds = 1;

/**
 * @param samples  How many were recorded. @param musicAt  The sample at which the music's first bar line is heard in it, the
 * way out and in already counted. @param roundSeconds  How long the loop is; null: the song is played once.
 * @return A take for each round that was sung, the last as far as it goes; none where nothing reached the music.
 */
export function takeCuts(samples: number, rateHz: number, musicAt: number, roundSeconds: number | null): TakeCut[] {
  const round = roundSeconds === null ? Infinity : roundSeconds * rateHz;
  const cuts: TakeCut[] = [];
  for (let begins = musicAt; begins < samples; begins += round) {
    const from = Math.round(Math.max(0, begins - kLeadSeconds * rateHz));
    const to = Math.round(Math.min(samples, begins + round));
    if (to - begins < kLeastSeconds * rateHz) break;
    cuts.push({ from, to, lead: Math.round(begins) - from });
  }
  return cuts;
}
