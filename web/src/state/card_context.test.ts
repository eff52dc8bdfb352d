import { expect, it } from 'vitest';
import type { Edit } from '../api/types';
import { emptySong, type Part, type Song } from '../domain/song';
import { auditionSong } from '../sound/audition';
import { requestFor } from '../sound/performing';
import { barsBefore } from './card_context';
import type { Card } from './cards';

const bar = 3840;
const partOf = (id: string, symbols: string[]): Part => ({
  id, name: id, bars: symbols.length, pickupTicks: 0, melody: [], lyrics: [],
  chords: symbols.map((symbol, index) => ({ id: `${id}-${index}`, symbol, start: index * bar, length: bar, locked: false, origin: { kind: 'human' } })),
});
const song: Song = { ...emptySong(), parts: [partOf('verse', ['C', 'Am', 'F', 'G']), partOf('chorus', ['F', 'Bb', 'C'])], order: ['verse', 'chorus'] };
const made: Edit[] = [
  { op: 'addPart', part: { id: 'bridge', name: 'Bridge', bars: 1, chords: [] } }, { op: 'setOrder', order: ['verse', 'bridge', 'chorus'] },
] as Edit[];
const card = (own: Partial<Card>): Card => ({
  kind: 'continue', meter: '4/4', edits: [], place: null, heard: { chords: ['Dm7'], beats: [4] }, ...own,
} as Card);

it.each<[string, Partial<Card>, string[]]>([
  ['behind a section', { place: { partId: 'verse', start: 4 * bar } }, ['F', 'G']],
  ['in its midst', { place: { partId: 'verse', start: 3 * bar } }, ['Am', 'F']],
  ['in its second bar', { place: { partId: 'chorus', start: bar } }, ['F']],
  ['at its beginning, behind the section before', { place: { partId: 'chorus', start: 0 } }, ['F', 'G']],
  ['at the song’s beginning', { place: { partId: 'verse', start: 0 } }, []],
  ['in a section of its own, behind the one it follows', { edits: made, place: { partId: 'bridge', start: 0 } }, ['F', 'G']],
  ['that says no place, where the songwriter is', {}, ['Bb', 'C']],
  ['in another metre', { meter: '3/4', place: { partId: 'verse', start: 4 * bar } }, []],
  ['for one chord, which has its neighbours with it', { kind: 'chord', place: { partId: 'verse', start: bar } }, []],
])('asks to perform the song’s last two bars before a card %s', (_where, own, symbols) => {
  const context = barsBefore(card(own), song, { partId: 'chorus', start: 3 * bar });
  const heard = { chords: ['Dm7'], beats: [4], key: 'C', meter: '4/4' };
  const body = requestFor(auditionSong(song, heard, context, undefined).song, null, 'loop');
  expect(body.song?.parts?.flatMap((part) => (part.chords ?? []).map((chord) => chord.symbol))).toEqual([...symbols, 'Dm7']);
});
