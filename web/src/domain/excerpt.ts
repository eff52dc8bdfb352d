import { endOf, eventAt, overlaps } from './arrange';
import { wordsOver } from './melody';
import type { Part, Song, Tick } from './song';
import { barsOf, firstStartOf, holdsAt, playedParts } from './timeline';

/** A map's changes from a played tick to another, counted from the first. */
function mapWithin<Change extends { at: Tick }>(map: readonly Change[], from: Tick, to: Tick): Change[] {
  const inside = map.filter((change) => change.at > from && change.at < to);
  return [{ ...holdsAt(map, from), at: 0 }, ...inside.map((change) => ({ ...change, at: change.at - from }))];
}

/** What lies in a stretch, cut at its ends and counted from `from`. */
function cut<E extends { start: Tick; length: Tick }>(events: readonly E[], start: Tick, end: Tick, from: Tick): E[] {
  return events.filter((event) => overlaps(event, start, end)).map((event) => {
    const begins = Math.max(event.start, start);
    return { ...event, start: begins - from, length: Math.min(endOf(event), end) - begins };
  });
}

/**
 * A stretch of a part as a song of its own, in whole bars, with the tempo, metre and key it has there; what lies in those
 * bars but not in the stretch is silent. Its ids are those of the song. A stretch that begins in the pickup keeps it.
 */
export function excerptOf(song: Song, part: Part, start: Tick, end: Tick): Song {
  const bars = barsOf(song, part);
  const first = eventAt(bars, Math.max(0, start)) ?? bars[0];
  const last = eventAt(bars, Math.max(0, end - 1)) ?? bars.at(-1);
  const from = first?.start ?? 0;
  const to = last ? endOf(last) : from;
  const count = bars.filter((bar) => bar.start >= from && endOf(bar) <= to).length;
  // The maps stand in the song as it is played; a part that is not played has those of the beginning.
  const isPlayed = playedParts(song).some((one) => one.part.id === part.id);
  const at = isPlayed ? firstStartOf(song, part.id) + from : 0;
  const until = isPlayed ? at + to - from : 1;
  const melody = cut(part.melody, start, end, from);
  return {
    ...song,
    tempoMap: mapWithin(song.tempoMap, at, until),
    meterMap: mapWithin(song.meterMap, at, until),
    keyMap: mapWithin(song.keyMap, at, until),
    parts: [{
      ...part, bars: Math.max(1, count), pickupTicks: start < 0 ? part.pickupTicks : 0, melody,
      chords: cut(part.chords, start, end, from),
      lyrics: wordsOver(part, melody, start, end).map((lyric) => ({ ...lyric, start: lyric.start - from })),
    }],
    order: [part.id],
    inspirations: [],
    suggestions: [],
  };
}
