import { asOne, endOf, overlaps } from './arrange';
import { isInScale, letterPitch, mod12, type Key } from './notes';
import type { Edit, Lyric, Note, Part, Song, Tick } from './song';
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

/** The tune freed in a stretch: a note that begins there goes, with its syllable; one that reaches in ends there. */
export function notesCleared(part: Part, start: Tick, end: Tick, kept: readonly { id?: string }[] = []): Edit[] {
  return part.melody.flatMap((note): Edit[] => {
    if (!overlaps(note, start, end) || kept.some((one) => one.id === note.id)) return [];
    return note.start < start ? [{ op: 'changeNote', note: { ...note, length: start - note.start } }] : noteRemoved(part, note.id);
  });
}

/** The notes that begin in a stretch, counted from its beginning; they end with it. */
export const tuneIn = (part: Part, from: Tick, to: Tick): Note[] =>
  part.melody.filter((note) => note.start >= from && note.start < to).map((note) => ({ ...note, start: note.start - from, length: Math.min(note.length, to - note.start) }));

/** The syllables sung on notes, and the lines that begin in a stretch. */
export function wordsOver(part: Part, notes: readonly { id: string }[], from: Tick, to: Tick): Lyric[] {
  const sung = new Set(notes.map((note) => note.id));
  return part.lyrics.filter((lyric) => (lyric.noteId ? sung.has(lyric.noteId) : lyric.start >= from && lyric.start < to));
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
  edits.push(...notesCleared(part, note.start, end, [note]));
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
