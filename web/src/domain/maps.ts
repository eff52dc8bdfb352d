import { eventAt } from './arrange';
import { applyAll, EditError } from './edits';
import type { Edit, Song, Tick } from './song';
import { playedParts } from './timeline';

/** Where a change of tempo, metre or key stands in the music: in which part, and how far into it. */
interface Anchor {
  partId: string;
  offset: Tick;
}

function anchorOf(song: Song, at: Tick): Anchor | null {
  const playing = eventAt(playedParts(song), at);
  return playing ? { partId: playing.part.id, offset: at - playing.start } : null;
}

/** The played tick of an anchor, at the first playing of its part. */
function tickOf(song: Song, anchor: Anchor): Tick | null {
  const playing = playedParts(song).find((one) => one.part.id === anchor.partId);
  return playing ? playing.start + anchor.offset : null;
}

/**
 * Edits that change how long parts are or in which order they come, and with them those that set the changes of tempo
 * and key anew, so that they stay with the music they stood at. Songs without such changes get the edits as they are.
 * Changes of metre stay at their ticks: the edits are refused where they then fit no longer.
 */
export function keepingMaps(song: Song, edits: Edit[]): Edit[] {
  const tempos = song.tempoMap.filter((change) => change.at > 0);
  const keys = song.keyMap.filter((change) => change.at > 0);
  if (tempos.length + keys.length === 0) return edits;
  const after = outcome(song, edits);
  if (!after) return edits;
  const moved: Edit[] = [];
  const target = (at: Tick): Tick | null => {
    const anchor = anchorOf(song, at);
    return anchor ? tickOf(after, anchor) : at;
  };
  for (const { at } of tempos) if (target(at) !== at) moved.push({ op: 'setTempo', at, bpm: null });
  for (const { at } of keys) if (target(at) !== at) moved.push({ op: 'setKey', at, key: null });
  for (const { at, bpm } of tempos) {
    const to = target(at);
    if (to !== null && to !== at && to > 0) moved.push({ op: 'setTempo', at: to, bpm });
  }
  for (const { at, key, mode } of keys) {
    const to = target(at);
    if (to !== null && to !== at && to > 0) moved.push({ op: 'setKey', at: to, key, mode });
  }
  return moved.length ? [{ op: 'batch', edits: [...edits, ...moved] }] : edits;
}

/** Nothing where the edits will be refused anyway. */
function outcome(song: Song, edits: Edit[]): Song | null {
  try {
    return applyAll(song, edits).song;
  } catch (error) {
    if (error instanceof EditError) return null;
    throw error;
  }
}
