import type { Operation } from '../applied';
import { completePart, type Edit, type Part } from '../song';
import { IdGiver, locatePart, noIndex, sorted, withPart } from './places';

export const addPart: Operation<'addPart'> = (song, edit) => {
  const index = edit.index ?? song.parts.length;
  if (index > song.parts.length) throw noIndex('song\'s parts');
  const ids = new IdGiver(song);
  const { part } = edit;
  const id = ids.settle(part.id, 'p');
  const added = completePart({
    ...part,
    id,
    chords: (part.chords ?? []).map((chord) => ({ ...chord, id: ids.settle(chord.id, 'c') })),
    melody: (part.melody ?? []).map((note) => ({ ...note, id: ids.settle(note.id, 'n') })),
    lyrics: (part.lyrics ?? []).map((lyric) => ({ ...lyric, id: ids.settle(lyric.id, 'l') })),
  });
  const inOrder: Part = { ...added, chords: sorted(added.chords), melody: sorted(added.melody), lyrics: sorted(added.lyrics) };
  const parts = [...song.parts];
  parts.splice(index, 0, inOrder);
  return {
    song: { ...song, parts, nextId: ids.nextId },
    edit: { op: 'addPart', part: inOrder, index },
    inverse: { op: 'removePart', partId: id },
  };
};

export const removePart: Operation<'removePart'> = (song, edit) => {
  const { part, index } = locatePart(song, edit.partId);
  const back: Edit = { op: 'addPart', part, index };
  const order = song.order.filter((id) => id !== edit.partId);
  const wasPlayed = order.length < song.order.length;
  return {
    song: { ...song, parts: song.parts.filter((one) => one !== part), order },
    edit,
    inverse: wasPlayed ? { op: 'batch', edits: [back, { op: 'setOrder', order: song.order }] } : back,
  };
};

export const renamePart: Operation<'renamePart'> = (song, edit) => {
  const { part } = locatePart(song, edit.partId);
  return {
    song: withPart(song, part.id, (one) => ({ ...one, name: edit.name })),
    edit,
    inverse: { op: 'renamePart', partId: part.id, name: part.name },
  };
};

export const movePart: Operation<'movePart'> = (song, edit) => {
  const { part, index } = locatePart(song, edit.partId);
  if (edit.index >= song.parts.length) throw noIndex('song\'s parts');
  const parts = song.parts.filter((one) => one !== part);
  parts.splice(edit.index, 0, part);
  return { song: { ...song, parts }, edit, inverse: { op: 'movePart', partId: part.id, index } };
};

export const setBars: Operation<'setBars'> = (song, edit) => {
  const { part } = locatePart(song, edit.partId);
  return {
    song: withPart(song, part.id, (one) => ({ ...one, bars: edit.bars })),
    edit,
    inverse: { op: 'setBars', partId: part.id, bars: part.bars },
  };
};

export const setPickup: Operation<'setPickup'> = (song, edit) => {
  const { part } = locatePart(song, edit.partId);
  return {
    song: withPart(song, part.id, (one) => ({ ...one, pickupTicks: edit.ticks })),
    edit,
    inverse: { op: 'setPickup', partId: part.id, ticks: part.pickupTicks },
  };
};

export const setPartLevel: Operation<'setPartLevel'> = (song, edit) => {
  const { part } = locatePart(song, edit.partId);
  return {
    song: withPart(song, part.id, ({ energy: _energy, density: _density, ...rest }) => ({
      ...rest,
      ...(edit.energy != null ? { energy: edit.energy } : {}),
      ...(edit.density != null ? { density: edit.density } : {}),
    })),
    edit,
    inverse: { op: 'setPartLevel', partId: part.id, energy: part.energy ?? null, density: part.density ?? null },
  };
};

export const setOrder: Operation<'setOrder'> = (song, edit) => ({
  song: { ...song, order: edit.order },
  edit,
  inverse: { op: 'setOrder', order: song.order },
});
