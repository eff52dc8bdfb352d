import { EditError, type Operation } from '../applied';
import { completeChord, type Chord } from '../song';
import { IdGiver, locate, locatePart, withEvent, withEvents } from './places';

export const insertChord: Operation<'insertChord'> = (song, edit) => {
  const { part } = locatePart(song, edit.partId);
  const ids = new IdGiver(song);
  const chord = completeChord({ ...edit.chord, id: ids.settle(edit.chord.id, 'c') });
  return {
    song: { ...withEvents(song, part.id, 'chords', [...part.chords, chord]), nextId: ids.nextId },
    edit: { ...edit, chord },
    inverse: { op: 'removeChord', chordId: chord.id },
  };
};

/** The edit that makes a chord what it is now. */
export function replacing(chord: Chord): { op: 'replaceChord'; chordId: string; symbol: string; voicing?: number[]; origin: Chord['origin'] } {
  return {
    op: 'replaceChord', chordId: chord.id, symbol: chord.symbol,
    ...(chord.voicing ? { voicing: chord.voicing } : {}), origin: chord.origin,
  };
}

export const replaceChord: Operation<'replaceChord'> = (song, edit) => {
  const { part, index, event } = locate(song, 'chords', edit.chordId);
  const { voicing: _, ...rest } = event;
  const chord: Chord = { ...rest, symbol: edit.symbol, origin: edit.origin ?? { kind: 'human' }, ...(edit.voicing ? { voicing: edit.voicing } : {}) };
  return { song: withEvent(song, part, 'chords', index, chord), edit: { ...edit, origin: chord.origin }, inverse: replacing(event) };
};

export const removeChord: Operation<'removeChord'> = (song, edit) => {
  const { part, index, event } = locate(song, 'chords', edit.chordId);
  return { song: withEvent(song, part, 'chords', index, null), edit, inverse: { op: 'insertChord', partId: part.id, chord: event } };
};

export const moveChord: Operation<'moveChord'> = (song, edit) => {
  const { part, index, event } = locate(song, 'chords', edit.chordId);
  return {
    song: withEvent(song, part, 'chords', index, { ...event, start: edit.start }),
    edit,
    inverse: { op: 'moveChord', chordId: event.id, start: event.start },
  };
};

export const stretchChord: Operation<'stretchChord'> = (song, edit) => {
  const { part, index, event } = locate(song, 'chords', edit.chordId);
  return {
    song: withEvent(song, part, 'chords', index, { ...event, length: edit.length }),
    edit,
    inverse: { op: 'stretchChord', chordId: event.id, length: event.length },
  };
};

export const splitChord: Operation<'splitChord'> = (song, edit) => {
  const { part, index, event } = locate(song, 'chords', edit.chordId);
  const end = event.start + event.length;
  if (edit.at <= event.start || edit.at >= end) throw new EditError('InvalidArgument', 'a chord is split at a tick inside it');
  const ids = new IdGiver(song);
  const newId = ids.settle(edit.newId, 'c');
  const chords = [...part.chords];
  chords.splice(index, 1, { ...event, length: edit.at - event.start }, { ...event, id: newId, start: edit.at, length: end - edit.at });
  return {
    song: { ...withEvents(song, part.id, 'chords', chords), nextId: ids.nextId },
    edit: { ...edit, newId },
    inverse: { op: 'joinChords', chordId: event.id },
  };
};

export const joinChords: Operation<'joinChords'> = (song, edit) => {
  const { part, index, event } = locate(song, 'chords', edit.chordId);
  const next = part.chords[index + 1];
  if (!next) throw new EditError('InvalidArgument', 'the last chord of a part has none after it to be joined with');
  const chords = [...part.chords];
  chords.splice(index, 2, { ...event, length: next.start + next.length - event.start });
  return {
    song: withEvents(song, part.id, 'chords', chords),
    edit,
    inverse: {
      op: 'batch',
      edits: [
        { op: 'stretchChord', chordId: event.id, length: event.length },
        { op: 'insertChord', partId: part.id, chord: next },
      ],
    },
  };
};

export const lockChord: Operation<'lockChord'> = (song, edit) => {
  const { part, index, event } = locate(song, 'chords', edit.chordId);
  return {
    song: withEvent(song, part, 'chords', index, { ...event, locked: edit.locked }),
    edit,
    inverse: { op: 'lockChord', chordId: event.id, locked: event.locked },
  };
};

export const setVoicing: Operation<'setVoicing'> = (song, edit) => {
  const { part, index, event } = locate(song, 'chords', edit.chordId);
  const { voicing: _, ...rest } = event;
  return {
    song: withEvent(song, part, 'chords', index, edit.voicing ? { ...rest, voicing: edit.voicing } : rest),
    edit,
    inverse: { op: 'setVoicing', chordId: event.id, voicing: event.voicing ?? null },
  };
};
