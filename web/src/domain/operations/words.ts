import type { Operation } from '../applied';
import { completeNote, type Edit } from '../song';
import { IdGiver, locate, locatePart, withEvent, withEvents, withPart } from './places';

export const addNote: Operation<'addNote'> = (song, edit) => {
  const { part } = locatePart(song, edit.partId);
  const ids = new IdGiver(song);
  const note = completeNote({ ...edit.note, id: ids.settle(edit.note.id, 'n') });
  return {
    song: { ...withEvents(song, part.id, 'melody', [...part.melody, note]), nextId: ids.nextId },
    edit: { ...edit, note },
    inverse: { op: 'removeNote', noteId: note.id },
  };
};

/** Lyrics sung on the note stay, without it. */
export const removeNote: Operation<'removeNote'> = (song, edit) => {
  const { part, index, event } = locate(song, 'melody', edit.noteId);
  const back: Edit = { op: 'addNote', partId: part.id, note: event };
  const sung = part.lyrics.filter((lyric) => lyric.noteId === edit.noteId);
  const silent = withPart(withEvent(song, part, 'melody', index, null), part.id, (one) => ({
    ...one,
    lyrics: one.lyrics.map((lyric) => {
      if (lyric.noteId !== edit.noteId) return lyric;
      const { noteId: _, ...rest } = lyric;
      return rest;
    }),
  }));
  const inverse: Edit = sung.length ? { op: 'batch', edits: [back, ...sung.map((lyric): Edit => ({ op: 'changeLyric', lyric }))] } : back;
  return { song: silent, edit, inverse };
};

export const changeNote: Operation<'changeNote'> = (song, edit) => {
  const { part, index, event } = locate(song, 'melody', edit.note.id);
  const note = completeNote(edit.note);
  return {
    song: withEvent(song, part, 'melody', index, note),
    edit: { ...edit, note },
    inverse: { op: 'changeNote', note: event },
  };
};

export const addLyric: Operation<'addLyric'> = (song, edit) => {
  const { part } = locatePart(song, edit.partId);
  const ids = new IdGiver(song);
  const lyric = { ...edit.lyric, id: ids.settle(edit.lyric.id, 'l') };
  return {
    song: { ...withEvents(song, part.id, 'lyrics', [...part.lyrics, lyric]), nextId: ids.nextId },
    edit: { ...edit, lyric },
    inverse: { op: 'removeLyric', lyricId: lyric.id },
  };
};

export const removeLyric: Operation<'removeLyric'> = (song, edit) => {
  const { part, index, event } = locate(song, 'lyrics', edit.lyricId);
  return { song: withEvent(song, part, 'lyrics', index, null), edit, inverse: { op: 'addLyric', partId: part.id, lyric: event } };
};

export const changeLyric: Operation<'changeLyric'> = (song, edit) => {
  const { part, index, event } = locate(song, 'lyrics', edit.lyric.id);
  return { song: withEvent(song, part, 'lyrics', index, edit.lyric), edit, inverse: { op: 'changeLyric', lyric: event } };
};
