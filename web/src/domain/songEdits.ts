import { asOne, byStart, editsTo, endOf, overlaps, placed, withoutSpan, type Placed } from './arrange';
import { barTune, isWholeBars, tuneCleared, tuneCopy, tuneMoved, tuneWritten, type TuneCopy } from './barTune';
import { respell } from './chordNames';
import { inKey, type Key } from './notes';
import { replacing } from './operations/chords';
import type { Chord, Edit, Part, Song, Tick } from './song';
import { barsToReach, firstStartOf, keyAt, partLength } from './timeline';

/** What people do to chords of a part, as edits. Each gives nothing where there is nothing to do. */

export function chordsIn(part: Part, start: Tick, end: Tick): Chord[] {
  return part.chords.filter((chord) => overlaps(chord, start, end));
}

/** A part's chords become others; the part grows where they, or what else goes along up to `reach`, reach beyond it. */
export function rewritten(song: Song, part: Part, chords: readonly Placed[], reach: Tick = 0): Edit[] {
  const end = Math.max(reach, ...chords.map(endOf));
  const grow: Edit[] = end > partLength(song, part) ? [{ op: 'setBars', partId: part.id, bars: barsToReach(song, part, end) }] : [];
  return asOne([...grow, ...editsTo(part, chords)]);
}

/** Chords in the place of a stretch; what lies there gives way. Tune and words come along where the stretch is whole bars. */
export function written(song: Song, part: Part, start: Tick, end: Tick, added: readonly Placed[], tune: TuneCopy | null = null): Edit[] {
  const along = tune && isWholeBars(song, part, start, end) ? tuneWritten(part, tune, start, end) : [];
  return asOne([...rewritten(song, part, placed(withoutSpan(part.chords, start, end), added), along.length ? end : 0), ...along]);
}

export function removed(part: Part, start: Tick, end: Tick): Edit[] {
  const ids = new Set(chordsIn(part, start, end).map((chord) => chord.id));
  return editsTo(part, part.chords.filter((chord) => !ids.has(chord.id)));
}

/** A stretch cut out: its chords, and where it is whole bars their tune and words. */
export function cutOut(song: Song, part: Part, start: Tick, end: Tick): Edit[] {
  return asOne([...removed(part, start, end), ...(isWholeBars(song, part, start, end) ? tuneCleared(part, start, end) : [])]);
}

/** Chords as they are chosen: with the silence around them, as far as it is chosen too. */
export interface Chosen {
  chords: readonly Chord[];
  start: Tick;
  end: Tick;
}

/**
 * Chosen chords moved in time by as much as fits before them; others give way. Whole bars that come to lie on bar lines take
 * their tune and words along.
 */
export function moved(song: Song, part: Part, { chords, start, end }: Chosen, by: Tick): { edits: Edit[]; by: Tick } {
  const first = chords[0];
  if (!first) return { edits: [], by: 0 };
  const fitting = Math.max(by, -part.pickupTicks - first.start);
  const ids = new Set(chords.map((chord) => chord.id));
  const others = part.chords.filter((chord) => !ids.has(chord.id));
  const wanted = placed(others, chords.map((chord) => ({ ...chord, start: chord.start + fitting })));
  const tune = fitting !== 0 && isWholeBars(song, part, start + fitting, end + fitting) ? barTune(song, part, start, end) : null;
  const along = tune ? tuneMoved(part, tune, start, end, start + fitting) : [];
  return { edits: asOne([...rewritten(song, part, wanted, tune ? end + fitting : 0), ...along]), by: fitting };
}

/** Chosen chords moved by some ticks and into another part, spelled for its key; whole bars with their tune and words. */
export function movedOver(song: Song, from: Part, { chords, start, end }: Chosen, to: Part, by: Tick, noteId: () => string): Edit[] {
  const arriving = spelledFor(song, to, chords.map(({ id: _, ...chord }) => ({ ...chord, start: chord.start + by })));
  const tune = isWholeBars(song, to, start + by, end + by) ? barTune(song, from, start, end) : null;
  return [{
    op: 'batch',
    edits: [
      ...chords.map((chord): Edit => ({ op: 'removeChord', chordId: chord.id })),
      ...rewritten(song, to, placed(to.chords, arriving), tune ? end + by : 0),
      ...(tune ? [...tuneCleared(from, start, end), ...tuneWritten(to, tuneCopy(tune, noteId), start + by, end + by)] : []),
    ],
  }];
}

/** A chord with another end; the next ones give way, and one that touched it follows. */
export function stretched(song: Song, part: Part, chord: Chord, end: Tick): Edit[] {
  if (end <= chord.start || end === endOf(chord)) return [];
  const others = part.chords.filter((one) => one.id !== chord.id);
  const next = others.find((one) => one.start === endOf(chord));
  // Made shorter, the next chord comes earlier and fills what is freed, unless it is locked.
  const followed = end < endOf(chord) && next && !next.locked
    ? others.map((one) => (one.id === next.id ? { ...one, start: end, length: endOf(one) - end } : one))
    : others;
  return rewritten(song, part, placed(followed, [{ ...chord, length: end - chord.start }]));
}

/** A chord with another beginning: the one before it gives way, or follows. */
export function startMoved(song: Song, part: Part, chord: Chord, start: Tick): Edit[] {
  const end = endOf(chord);
  if (start >= end || start === chord.start || start < -part.pickupTicks) return [];
  const others = part.chords.filter((one) => one.id !== chord.id);
  const before = others.find((one) => endOf(one) === chord.start);
  const followed = start > chord.start && before && !before.locked
    ? others.map((one) => (one.id === before.id ? { ...one, length: start - one.start } : one))
    : others;
  return rewritten(song, part, placed(followed, [{ ...chord, start, length: end - start }]));
}

/** The chords become one, the first, that sounds as long as all of them. */
export function joined(song: Song, part: Part, chords: readonly Chord[]): Edit[] {
  const first = chords[0];
  const last = chords.at(-1);
  if (!first || !last) return [];
  const next = first === last ? part.chords[part.chords.indexOf(first) + 1] : last;
  if (!next) return [];
  const gone = new Set(part.chords.filter((chord) => chord.start > first.start && chord.start <= next.start).map((chord) => chord.id));
  const kept = part.chords.filter((chord) => !gone.has(chord.id));
  return rewritten(song, part, kept.map((chord) => (chord.id === first.id ? { ...first, length: endOf(next) - first.start } : chord)));
}

/** Every chord spelled as a key wants it. */
function respelled(song: Song, keyOfPart: (partStart: Tick, chord: Chord) => Key): Edit[] {
  return song.parts.flatMap((part) => {
    const start = firstStartOf(song, part.id);
    return part.chords.flatMap((chord): Edit[] => {
      const symbol = respell(chord.symbol, keyOfPart(start, chord));
      return symbol === chord.symbol ? [] : [replacing({ ...chord, symbol })];
    });
  });
}

/** Another key from a played tick on; the chords sound as before and are spelled anew. */
export function keyChanged(song: Song, at: Tick, key: Key): Edit[] {
  const set: Edit = { op: 'setKey', at, ...inKey(key) };
  const keyMap = [...song.keyMap.filter((one) => one.at !== at), { at, ...inKey(key) }].sort((a, b) => a.at - b.at);
  const after: Song = { ...song, keyMap };
  return asOne([set, ...respelled(song, (start, chord) => keyAt(after, Math.max(0, start + chord.start)))]);
}

/** A copy of a part's music under another name; not yet played. `noteId` names its notes; other ids are given when it is added. */
export function copyOf(part: Part, name: string, noteId: () => string): Extract<Edit, { op: 'addPart' }>['part'] {
  const tune = tuneCopy({ notes: part.melody, lyrics: part.lyrics }, noteId);
  return {
    name, bars: part.bars, pickupTicks: part.pickupTicks,
    chords: part.chords.map(({ id: _, ...chord }) => chord),
    melody: [...tune.notes],
    lyrics: [...tune.lyrics],
    ...(part.energy !== undefined ? { energy: part.energy } : {}),
    ...(part.density !== undefined ? { density: part.density } : {}),
  };
}

/** Chords in another key and at another place: pasted chords follow the key they arrive in only by their spelling. */
export function spelledFor(song: Song, part: Part, chords: readonly Placed[]): Placed[] {
  const start = firstStartOf(song, part.id);
  return byStart(chords).map((chord) => ({ ...chord, symbol: respell(chord.symbol, keyAt(song, Math.max(0, start + chord.start))) }));
}
