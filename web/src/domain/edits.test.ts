// @vitest-environment node
import { describe, expect, it } from 'vitest';
import golden from '../../../tests/golden/song/edits.json';
import type { ApiSong } from '../api/types';
import { apply, EditError } from './edits';
import { complete, type Edit, type Song } from './song';

interface Case {
  name: string;
  before: ApiSong;
  edits: Edit[];
  after?: ApiSong;
  inverse?: Edit[];
  error?: string;
}
// C++ reads symbols and writes their one form; here the server has done so before.
const cases = (JSON.parse(JSON.stringify(golden.cases).replaceAll('C6/9', 'C69')) as unknown) as Case[];

/** As C++ writes it: what is left out has its default. */
function plain(edit: Edit): unknown {
  return JSON.parse(JSON.stringify(edit, (_, value: unknown) => (isSong(value) ? { ...complete(value), nextId: 0 } : value))) as unknown;
}
function isSong(value: unknown): value is ApiSong {
  return typeof value === 'object' && value !== null && 'schemaVersion' in value;
}
function music(song: Song): Song {
  return { ...song, nextId: 0 };
}

describe('the golden edits, as C++ applies them', () => {
  for (const one of cases.filter((row) => !row.error)) {
    it(one.name, () => {
      let song = complete(one.before);
      const inverses: Edit[] = [];
      for (const edit of one.edits) {
        const applied = apply(song, edit);
        song = applied.song;
        inverses.unshift(applied.inverse);
      }
      expect(song).toEqual(complete(one.after as ApiSong));
      expect(inverses.map(plain)).toEqual((one.inverse as Edit[]).map(plain));
      for (const inverse of inverses) song = apply(song, inverse).song;
      expect(music(song)).toEqual(music(complete(one.before)));
    });
  }
  for (const one of cases.filter((row) => row.error)) {
    it(one.name, () => {
      let song = complete(one.before);
      for (const edit of one.edits.slice(0, -1)) song = apply(song, edit).song;
      const last = one.edits.at(-1) as Edit;
      let code = 'none';
      try {
        apply(song, last);
      } catch (error) {
        if (!(error instanceof EditError)) throw error;
        code = error.code;
      }
      expect(code).toBe(one.error);
    });
  }
});
