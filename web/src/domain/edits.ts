import { EditError, type Applied } from './applied';
import * as chords from './operations/chords';
import * as parts from './operations/parts';
import * as transpose from './operations/transpose';
import * as whole from './operations/whole';
import * as words from './operations/words';
import type { Edit, Song } from './song';
import { validate } from './validate';

export { EditError } from './applied';

type Operations = { [Op in Exclude<Edit['op'], 'batch'>]: (song: Song, edit: Extract<Edit, { op: Op }>) => Applied };
const operations: Operations = { ...chords, ...parts, ...transpose, ...whole, ...words };

function carryOut(song: Song, edit: Edit, depth: number): Applied {
  if (edit.op === 'batch') return carryOutBatch(song, edit.edits, depth);
  const operation = operations[edit.op] as (song: Song, edit: Edit) => Applied;
  return operation(song, edit);
}

/** Inverses come last first, batches among them unpacked. */
function carryOutBatch(song: Song, edits: readonly Edit[], depth: number): Applied {
  if (depth === 0) throw new EditError('TooLarge', 'batches are nested too deep');
  const done = carryOutAll(song, edits, depth - 1);
  const inverses = done.applied.map((one) => one.inverse).reverse().flatMap((one) => (one.op === 'batch' ? one.edits : [one]));
  return {
    song: done.song,
    edit: { op: 'batch', edits: done.applied.map((one) => one.edit) },
    inverse: { op: 'batch', edits: inverses },
  };
}

function carryOutAll(song: Song, edits: readonly Edit[], depth: number): { song: Song; applied: Applied[] } {
  const applied: Applied[] = [];
  let current = song;
  for (const edit of edits) {
    const one = carryOut(current, edit, depth);
    applied.push(one);
    current = one.song;
  }
  return { song: current, applied };
}

/**
 * Applies an edit; the song that is given stays as it is. The inverse gives it back, except `nextId`.
 * Throws EditError: NotFound (an id or index that is not there), InvalidArgument (the outcome breaks a rule), TooLarge.
 */
export function apply(song: Song, edit: Edit): Applied {
  const done = carryOut(song, edit, 8);
  validate(done.song);
  return done;
}

/** Edits as one change: only the outcome has to be valid. `inverse` are the edits that undo it, in their order. */
export function applyAll(song: Song, edits: readonly Edit[]): { song: Song; edits: Edit[]; inverse: Edit[] } {
  const done = carryOutAll(song, edits, 8);
  validate(done.song);
  return {
    song: done.song,
    edits: done.applied.map((one) => one.edit),
    inverse: done.applied.map((one) => one.inverse).reverse(),
  };
}
