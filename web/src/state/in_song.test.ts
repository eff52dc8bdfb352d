import { describe, expect, it } from 'vitest';
import type { Edit, Suggested } from '../api/types';
import { applyAll } from '../domain/edits';
import { emptySong, type Origin, type Song } from '../domain/song';
import type { Card } from './cards';
import { editsForNow, ownOfNear } from './in_song';

const song: Song = emptySong();
const origin: Origin = { kind: 'human' };
const contrast = [
  { op: 'addPart', part: { id: 'p9', name: 'Chorus', bars: 2, energy: 0.7, chords: [{ id: 'c9', start: 0, length: 7680, symbol: 'Am', origin }] } },
  { op: 'setOrder', order: ['p1', 'p9'] },
] as Edit[];
const card = (edits: Edit[] | null): Card => ({ meter: '4/4', edits, says: ['darker'], place: { partId: 'p9', start: 0 } } as Card);
const near = { chords: ['Em', 'C', 'D'], beats: [4, 2, 4] } as Suggested;

describe('a card made from another', () => {
  it('makes a section like that one’s, of its own chords and as many bars as they fill', () => {
    const own = ownOfNear(card(contrast), near, origin);
    expect(own.says).toEqual([]);
    const after = applyAll(song, editsForNow(song, own.edits ?? [])).song;
    expect(after.parts[1]).toMatchObject({ name: 'Chorus', bars: 3, energy: 0.7 });
    expect(after.parts[1]?.chords.map((chord) => [chord.symbol, chord.start])).toEqual([['Em', 0], ['C', 3840], ['D', 5760]]);
    expect(after.order).toEqual(['p1', after.parts[1]?.id]);
  });
  it('goes to the same place where that one makes none', () => {
    expect(ownOfNear(card(null), near, origin)).toEqual({ edits: null, says: [], place: { partId: 'p9', start: 0 }, heard: null });
  });
});

describe('a section made twice', () => {
  it('has ids of its own each time, and the one before is still played', () => {
    const once = applyAll(song, editsForNow(song, contrast)).song;
    const twice = applyAll(once, editsForNow(once, contrast)).song;
    const [, first, second] = twice.parts;
    expect(first?.id).not.toBe(second?.id);
    expect(twice.order).toEqual(['p1', second?.id, first?.id]);
  });
  it('is played last where the section it was to follow is gone', () => {
    const edits = [contrast[0], { op: 'setOrder', order: ['gone', 'p9'] }] as Edit[];
    expect(applyAll(song, editsForNow(song, edits)).song.order[0]).toBe('p1');
  });
});
