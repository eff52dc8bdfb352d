import type { Edit } from '../api/types';

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

function random(length: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => letters.charAt(byte % letters.length)).join('');
}

/** So that a change that is sent twice is done once. */
export function freshKey(): string {
  return random(20);
}
/** An id that no other page makes at the same time: "c-x7f3k2a1q". */
export function freshId(letter: string): string {
  return `${letter}-${random(9)}`;
}

/** Edits whose new chords, notes, words and parts have ids of their own, so that changes made apart can be joined. */
export function withIds(edits: readonly Edit[]): Edit[] {
  return edits.map((edit): Edit => {
    switch (edit.op) {
      case 'insertChord': return { ...edit, chord: { ...edit.chord, id: edit.chord.id ?? freshId('c') } };
      case 'splitChord': return { ...edit, newId: edit.newId ?? freshId('c') };
      case 'addNote': return { ...edit, note: { ...edit.note, id: edit.note.id ?? freshId('n') } };
      case 'addLyric': return { ...edit, lyric: { ...edit.lyric, id: edit.lyric.id ?? freshId('l') } };
      case 'addSuggestion': return { ...edit, suggestion: { ...edit.suggestion, id: edit.suggestion.id ?? freshId('s') } };
      case 'addPart': return { ...edit, part: partWithIds(edit.part) };
      case 'batch': return { ...edit, edits: withIds(edit.edits) };
      default: return edit;
    }
  });
}

function partWithIds(part: Extract<Edit, { op: 'addPart' }>['part']): Extract<Edit, { op: 'addPart' }>['part'] {
  return {
    ...part,
    id: part.id ?? freshId('p'),
    chords: (part.chords ?? []).map((chord) => ({ ...chord, id: chord.id ?? freshId('c') })),
    melody: (part.melody ?? []).map((note) => ({ ...note, id: note.id ?? freshId('n') })),
    lyrics: (part.lyrics ?? []).map((lyric) => ({ ...lyric, id: lyric.id ?? freshId('l') })),
  };
}
