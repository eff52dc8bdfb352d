import { asOne, endOf, overlaps } from './arrange';
import { isInScale, letterPitch, mod12, type Key } from './notes';
import type { Edit, Note, Part, Song, Tick } from './song';
import { barsToReach, partLength } from './timeline';

/** What people do to the tune of a part, as edits. It is one voice: notes give way to the one that comes. */

/** A note without an id is a new one. */
export type PlacedNote = Omit<Note, 'id'> & { id?: string };

const kLowest = 24;
const kHighest = 108;

/** The words sung on a note. */
export const wordsOn = (part: Part, noteId: string): Part['lyrics'] => part.lyrics.filter((lyric) => lyric.noteId === noteId);

/** A note goes, and the syllable on it. */
export function noteRemoved(part: Part, noteId: string): Edit[] {
  return asOne([...wordsOn(part, noteId).map((lyric): Edit => ({ op: 'removeLyric', lyricId: lyric.id })), { op: 'removeNote', noteId }]);
}

/** A note as it becomes, with its syllable. */
function changed(part: Part, note: Note): Edit[] {
  const before = part.melody.find((one) => one.id === note.id);
  const moved = before && before.start !== note.start ? wordsOn(part, note.id) : [];
  return [{ op: 'changeNote', note }, ...moved.map((lyric): Edit => ({ op: 'changeLyric', lyric: { ...lyric, start: note.start } }))];
}

/**
 * A note in its new place, or a new note. What lies under it gives way: a note that begins there goes, one that reaches in
 * ends there. The part grows where the note reaches beyond it.
 */
export function notePlaced(song: Song, part: Part, wanted: PlacedNote): Edit[] {
  const note = { ...wanted, start: Math.max(-part.pickupTicks, wanted.start), pitch: Math.min(kHighest, Math.max(kLowest, wanted.pitch)) };
  const end = endOf(note);
  const edits: Edit[] = end > partLength(song, part) ? [{ op: 'setBars', partId: part.id, bars: barsToReach(song, part, end) }] : [];
  for (const other of part.melody) {
    if (other.id === note.id || !overlaps(other, note.start, end)) continue;
    if (other.start < note.start) edits.push({ op: 'changeNote', note: { ...other, length: note.start - other.start } });
    else edits.push(...noteRemoved(part, other.id));
  }
  const { id } = note;
  if (id === undefined) edits.push({ op: 'addNote', partId: part.id, note });
  else edits.push(...changed(part, { ...note, id }));
  return asOne(edits);
}

/** The nearest pitch of the key's scale; the lower of two. */
export function snapPitch(pitch: number, key: Key): number {
  for (const by of [0, -1, 1, -2, 2]) if (isInScale(mod12(pitch + by), key)) return pitch + by;
  return pitch;
}

/** The next pitch of the scale above or below. */
export function scaleStep(pitch: number, key: Key, by: 1 | -1): number {
  let next = pitch + by;
  while (!isInScale(mod12(next), key)) next += by;
  return next;
}

/** The pitch that a typed letter means in a key (F is F sharp in D major), nearest to another. */
export function pitchOfLetter(letter: string, key: Key, near: number): number {
  const wanted = letterPitch(letter, key);
  const above = near + mod12(wanted - near);
  return above - near > 6 ? above - 12 : above;
}

/** The pitches a lane shows: an octave and a fourth at least, around what is there. */
export function laneRange(notes: readonly { pitch: number }[]): { low: number; high: number } {
  const pitches = notes.map((note) => note.pitch);
  const least = pitches.length ? Math.min(...pitches) - 2 : 59;
  const most = pitches.length ? Math.max(...pitches) + 2 : 76;
  const missing = Math.max(0, 17 - (most - least));
  return { low: least - Math.floor(missing / 2), high: most + Math.ceil(missing / 2) };
}

/** The note that sounds at or before a tick. */
export function noteBefore(part: Part, tick: Tick): Note | undefined {
  return part.melody.findLast((note) => note.start <= tick);
}
