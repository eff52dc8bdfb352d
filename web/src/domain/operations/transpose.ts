import { EditError, type Operation } from '../applied';
import { transposeChordName } from '../chordNames';
import { keyOf, makeKey, noteText, pitchClassOf, type Key } from '../notes';
import type { Chord, Edit, Part, Song, Tick } from '../song';
import { firstStartOf, keyAt } from '../timeline';
import { replacing } from './chords';
import { locate, locatePart, withEvent, withPart } from './places';

function check(semitones: number): void {
  if (Math.abs(semitones) > 24) throw new EditError('InvalidArgument', 'transpose by at most 24 semitones');
}

/** The key a transposition arrives in; whole octaves keep the spelling. */
function movedKey(key: Key, semitones: number): Key {
  return semitones % 12 === 0 ? key : makeKey(pitchClassOf(key.tonic) + semitones, key.mode);
}

function moved(chord: Chord, semitones: number, key: Key): Chord {
  return {
    ...chord,
    symbol: semitones % 12 === 0 ? chord.symbol : transposeChordName(chord.symbol, semitones, key),
    ...(chord.voicing ? { voicing: chord.voicing.map((pitch) => pitch + semitones) } : {}),
  };
}

/** A part moved, its chords spelled for the keys they arrive in; `song` tells the keys before. */
function movedPart(song: Song, part: Part, start: Tick, semitones: number): Part {
  return {
    ...part,
    chords: part.chords.map((chord) => moved(chord, semitones, movedKey(keyAt(song, start + chord.start), semitones))),
    melody: part.melody.map((note) => ({ ...note, pitch: note.pitch + semitones })),
  };
}

/** Edits that respell what moving back does not spell as it was: Gb moved up and down again is F# by itself. */
function repairs(before: Part, back: Part): Edit[] {
  return before.chords.filter((chord, index) => chord.symbol !== back.chords[index]?.symbol).map(replacing);
}

function withRepairs(inverse: Edit, added: Edit[]): Edit {
  return added.length ? { op: 'batch', edits: [inverse, ...added] } : inverse;
}

export const transposeChord: Operation<'transposeChord'> = (song, edit) => {
  check(edit.semitones);
  const { part, index, event } = locate(song, 'chords', edit.chordId);
  const key = keyAt(song, firstStartOf(song, part.id) + event.start);
  return { song: withEvent(song, part, 'chords', index, moved(event, edit.semitones, key)), edit, inverse: replacing(event) };
};

export const transposePart: Operation<'transposePart'> = (song, edit) => {
  check(edit.semitones);
  const { part } = locatePart(song, edit.partId);
  const start = firstStartOf(song, part.id);
  const after = movedPart(song, part, start, edit.semitones);
  const back = movedPart(song, after, start, -edit.semitones);
  return {
    song: withPart(song, part.id, () => after),
    edit,
    inverse: withRepairs({ op: 'transposePart', partId: part.id, semitones: -edit.semitones }, repairs(part, back)),
  };
};

function movedSong(song: Song, semitones: number): Song {
  return {
    ...song,
    parts: song.parts.map((part) => movedPart(song, part, firstStartOf(song, part.id), semitones)),
    keyMap: song.keyMap.map((change) => ({ ...change, key: noteText(movedKey(keyOf(change.key, change.mode), semitones).tonic) })),
  };
}

export const transposeSong: Operation<'transposeSong'> = (song, edit) => {
  check(edit.semitones);
  const after = movedSong(song, edit.semitones);
  const back = movedSong(after, -edit.semitones);
  const added = song.parts.flatMap((part, index) => repairs(part, back.parts[index] ?? part));
  for (const [index, change] of song.keyMap.entries()) {
    if (back.keyMap[index]?.key !== change.key) added.push({ op: 'setKey', at: change.at, key: change.key, mode: change.mode });
  }
  return { song: after, edit, inverse: withRepairs({ op: 'transposeSong', semitones: -edit.semitones }, added) };
};
