import { asOne, byStart, editsTo, endOf, overlaps, placed, withoutSpan, type Placed } from './arrange';
import { respell } from './chordNames';
import { inKey, type Key } from './notes';
import { replacing } from './operations/chords';
import type { Chord, Edit, Part, Song, Tick } from './song';
import { barsToReach, firstStartOf, keyAt, partLength } from './timeline';

/** What people do to chords of a part, as edits. Each gives nothing where there is nothing to do. */

export function chordsIn(part: Part, start: Tick, end: Tick): Chord[] {
  return part.chords.filter((chord) => overlaps(chord, start, end));
}

/** A part's chords become others; the part grows where they reach beyond it. */
export function rewritten(song: Song, part: Part, chords: readonly Placed[]): Edit[] {
  const end = Math.max(0, ...chords.map(endOf));
  const grow: Edit[] = end > partLength(song, part) ? [{ op: 'setBars', partId: part.id, bars: barsToReach(song, part, end) }] : [];
  return asOne([...grow, ...editsTo(part, chords)]);
}

/** Chords in the place of a stretch; what lies there gives way. */
export function written(song: Song, part: Part, start: Tick, end: Tick, added: readonly Placed[]): Edit[] {
  return rewritten(song, part, placed(withoutSpan(part.chords, start, end), added));
}

export function removed(part: Part, start: Tick, end: Tick): Edit[] {
  const ids = new Set(chordsIn(part, start, end).map((chord) => chord.id));
  return editsTo(part, part.chords.filter((chord) => !ids.has(chord.id)));
}

/** Chords moved in time by as much as fits before them; others give way. */
export function moved(song: Song, part: Part, chords: readonly Chord[], by: Tick): { edits: Edit[]; by: Tick } {
  const first = chords[0];
  if (!first) return { edits: [], by: 0 };
  const fitting = Math.max(by, -part.pickupTicks - first.start);
  const ids = new Set(chords.map((chord) => chord.id));
  const others = part.chords.filter((chord) => !ids.has(chord.id));
  return { edits: rewritten(song, part, placed(others, chords.map((chord) => ({ ...chord, start: chord.start + fitting })))), by: fitting };
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
  const notes = new Map(part.melody.map((note) => [note.id, noteId()]));
  return {
    name, bars: part.bars, pickupTicks: part.pickupTicks,
    chords: part.chords.map(({ id: _, ...chord }) => chord),
    melody: part.melody.map((note) => ({ ...note, id: notes.get(note.id) ?? noteId() })),
    lyrics: part.lyrics.map(({ id: _, noteId: sungOn, ...lyric }) => {
      const on = sungOn ? notes.get(sungOn) : undefined;
      return on ? { ...lyric, noteId: on } : lyric;
    }),
    ...(part.energy !== undefined ? { energy: part.energy } : {}),
    ...(part.density !== undefined ? { density: part.density } : {}),
  };
}

/** Chords in another key and at another place: pasted chords follow the key they arrive in only by their spelling. */
export function spelledFor(song: Song, part: Part, chords: readonly Placed[]): Placed[] {
  const start = firstStartOf(song, part.id);
  return byStart(chords).map((chord) => ({ ...chord, symbol: respell(chord.symbol, keyAt(song, Math.max(0, start + chord.start))) }));
}
