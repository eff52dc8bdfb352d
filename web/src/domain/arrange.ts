import { replacing } from './operations/chords';
import type { Chord, Edit, Part, Tick } from './song';

/** A chord without an id is a new one. */
export type Placed = Omit<Chord, 'id'> & { id?: string };

export const endOf = (event: { start: Tick; length: Tick }): Tick => event.start + event.length;

export function overlaps(event: { start: Tick; length: Tick }, start: Tick, end: Tick): boolean {
  return event.start < end && endOf(event) > start;
}

/** What lies at a tick, of events that do not overlap. */
export function eventAt<E extends { start: Tick; length: Tick }>(events: readonly E[], tick: Tick): E | undefined {
  return events.find((event) => event.start <= tick && endOf(event) > tick);
}

/** Chords with a stretch of time freed: what lies in it goes, what reaches into it is cut. */
export function withoutSpan(chords: readonly Placed[], start: Tick, end: Tick): Placed[] {
  return chords.flatMap((chord): Placed[] => {
    if (!overlaps(chord, start, end)) return [chord];
    const pieces: Placed[] = [];
    if (chord.start < start) pieces.push({ ...chord, length: start - chord.start });
    if (endOf(chord) > end) {
      const { id, ...rest } = chord;
      // The first piece keeps the name by which others know the chord.
      const tail = { ...rest, start: end, length: endOf(chord) - end };
      pieces.push(pieces.length === 0 && id !== undefined ? { ...tail, id } : tail);
    }
    return pieces;
  });
}

/** Chords put where others may lie; these give way. */
export function placed(chords: readonly Placed[], added: readonly Placed[]): Placed[] {
  let free: Placed[] = [...chords];
  for (const one of added) free = withoutSpan(free, one.start, endOf(one));
  return byStart([...free, ...added]);
}

export function byStart(chords: readonly Placed[]): Placed[] {
  return [...chords].sort((a, b) => a.start - b.start);
}

function sameVoicing(a?: number[], b?: number[]): boolean {
  return a === b || (a !== undefined && b !== undefined && a.length === b.length && a.every((pitch, at) => pitch === b[at]));
}

/** The edits that turn a part's chords into others, as one batch. */
export function editsTo(part: Part, wanted: readonly Placed[]): Edit[] {
  const edits: Edit[] = [];
  const kept = new Set(wanted.map((chord) => chord.id));
  for (const chord of part.chords) if (!kept.has(chord.id)) edits.push({ op: 'removeChord', chordId: chord.id });
  for (const chord of wanted) {
    const before = part.chords.find((one) => one.id === chord.id);
    if (!before) {
      edits.push({ op: 'insertChord', partId: part.id, chord });
      continue;
    }
    const chordId = before.id;
    if (before.start !== chord.start) edits.push({ op: 'moveChord', chordId, start: chord.start });
    if (before.length !== chord.length) edits.push({ op: 'stretchChord', chordId, length: chord.length });
    if (before.symbol !== chord.symbol) {
      edits.push(replacing({ ...chord, id: chordId }));
    } else if (!sameVoicing(before.voicing, chord.voicing)) {
      edits.push({ op: 'setVoicing', chordId, voicing: chord.voicing ?? null });
    }
    if (before.locked !== chord.locked) edits.push({ op: 'lockChord', chordId, locked: chord.locked });
  }
  return asOne(edits);
}

/** Edits as one change: all or none. */
export function asOne(edits: Edit[]): Edit[] {
  return edits.length > 1 ? [{ op: 'batch', edits }] : edits;
}
