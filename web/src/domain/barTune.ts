import { endOf } from './arrange';
import { notesCleared, tuneIn, wordsOver } from './melody';
import type { Edit, Lyric, Note, Part, Song, Tick } from './song';
import { barsOf, barsToReach } from './timeline';

/** Tune and words over whole bars, which go where the bars go. */

/** What begins in a stretch, counted from its beginning; a note that sounds on behind it ends with it. */
export interface BarTune {
  notes: readonly Note[];
  lyrics: readonly Lyric[];
}
/** The same for another place: words have no ids yet. */
export interface TuneCopy {
  notes: readonly Note[];
  lyrics: readonly Omit<Lyric, 'id'>[];
}

/** Whether both ends of a stretch are bar lines of a part, or of the bars that it would grow by. */
export function isWholeBars(song: Song, part: Part, start: Tick, end: Tick): boolean {
  const bars = barsOf(song, { ...part, bars: barsToReach(song, part, end) });
  const lines = [0, ...bars.map(endOf)];
  return start < end && lines.includes(start) && lines.includes(end);
}

/** Tune and words of a stretch of whole bars; nothing where it is none, or holds neither. */
export function barTune(song: Song, part: Part, start: Tick, end: Tick): BarTune | null {
  if (!isWholeBars(song, part, start, end)) return null;
  const notes = tuneIn(part, start, end);
  const lyrics = wordsOver(part, notes, start, end).map((lyric) => ({ ...lyric, start: lyric.start - start }));
  return notes.length + lyrics.length > 0 ? { notes, lyrics } : null;
}

/** New notes with the syllables that are sung on them. `noteId` names the notes. */
export function tuneCopy({ notes, lyrics }: BarTune, noteId: () => string): TuneCopy {
  const ids = new Map(notes.map((note) => [note.id, noteId()]));
  return {
    notes: notes.map((note) => ({ ...note, id: ids.get(note.id) ?? note.id })),
    lyrics: lyrics.map(({ id: _, noteId: sungOn, ...lyric }) => {
      const on = sungOn ? ids.get(sungOn) : undefined;
      return on ? { ...lyric, noteId: on } : lyric;
    }),
  };
}

/** Tune and words of a stretch go, but for what is kept; a note that reaches into it ends there. */
export function tuneCleared(part: Part, start: Tick, end: Tick, kept: BarTune = { notes: [], lyrics: [] }): Edit[] {
  const stays = new Set(kept.lyrics.map((lyric) => lyric.id));
  const lines = part.lyrics.filter((lyric) => !lyric.noteId && lyric.start >= start && lyric.start < end && !stays.has(lyric.id));
  return [
    ...notesCleared(part, start, end, kept.notes),
    ...lines.map((lyric): Edit => ({ op: 'removeLyric', lyricId: lyric.id })),
  ];
}

/** Tune and words of a stretch, moved to another; its bars are left empty, and what lay in the others gives way. */
export function tuneMoved(part: Part, tune: BarTune, start: Tick, end: Tick, to: Tick): Edit[] {
  return [
    ...tuneCleared(part, start, end, tune),
    ...tuneCleared(part, to, to + end - start, tune),
    ...tune.notes.map((note): Edit => ({ op: 'changeNote', note: { ...note, start: note.start + to } })),
    ...tune.lyrics.map((lyric): Edit => ({ op: 'changeLyric', lyric: { ...lyric, start: lyric.start + to } })),
  ];
}

/** New tune and words in the place of a stretch's. */
export function tuneWritten(part: Part, tune: TuneCopy, start: Tick, end: Tick): Edit[] {
  return [
    ...tuneCleared(part, start, end),
    ...tune.notes.map((note): Edit => ({ op: 'addNote', partId: part.id, note: { ...note, start: note.start + start } })),
    ...tune.lyrics.map((lyric): Edit => ({ op: 'addLyric', partId: part.id, lyric: { ...lyric, start: lyric.start + start } })),
  ];
}
