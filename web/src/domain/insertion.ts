import { endOf, placed, withoutSpan, type Placed } from './arrange';
import type { Edit, Origin, Part, Song, Tick } from './song';
import { rewritten } from './songEdits';
import { beatTicks, meterInPart } from './timeline';

/** What a suggestion brings into the song: chords with their lengths in beats of the metre; a bar each without. */
export interface Insertable {
  chords: string[];
  beats: number[];
  /** Where each chord comes from; nothing: all from the same. */
  origins?: Origin[];
}

/** The pieces of chords that lie outside locked ones. */
function aroundLocked(chords: readonly Placed[], part: Part): Placed[] {
  const locked = part.chords.filter((one) => one.locked);
  return locked.reduce((pieces, one) => withoutSpan(pieces, one.start, endOf(one)), [...chords]);
}

/**
 * The edits that put a progression into a part from a tick on: what lies there gives way, locked chords stay, the part
 * grows by whole bars where it must. `end` is the tick after the last chord. Nothing when there is no such part.
 */
export function insertionEdits(song: Song, partId: string, start: Tick, progression: Insertable, origin: Origin): { edits: Edit[]; end: Tick } | null {
  const part = song.parts.find((one) => one.id === partId);
  if (!part) return null;
  const meter = meterInPart(song, partId, start);
  let at = start;
  const added: Placed[] = progression.chords.map((symbol, index) => {
    const length = Math.round((progression.beats[index] ?? meter.beats) * beatTicks(meter));
    const chord: Placed = { start: at, length, symbol, locked: false, origin: progression.origins?.[index] ?? origin };
    at += length;
    return chord;
  });
  return { edits: rewritten(song, part, placed(part.chords, aroundLocked(added, part))), end: at };
}
