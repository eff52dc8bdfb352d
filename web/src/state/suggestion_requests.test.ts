import { describe, expect, it } from 'vitest';
import type { Brief } from '../api/types';
import { emptySong, type Song } from '../domain/song';
import type { Card } from './cards';
import { restingDials } from './dials';
import { chordRequest, freshRequest, nearRequest } from './suggestion_requests';

const brief: Brief = {
  keywords: [{ word: 'rainy', weight: 1 }], affect: { valence: -0.5, arousal: 0, tension: 0, complexity: 0.8 }, genres: [],
  mode: { name: 'Min', why: '' }, tempoBpm: [70, 80], notes: [],
};
const song = emptySong();
const inEs: Song = { ...song, keyMap: [{ at: 0, key: 'Eb', mode: 'Dor' }] };
const at = (of: Song) => ({ song: of, part: of.parts[0] });
const card = {
  key: 'A', mode: 'Min', meter: '3/4', bars: 4, suggestion: { chords: ['Am', 'F', 'C', 'G'], beats: [4, 2, 2, 8] },
} as unknown as Card;

describe('freshRequest', () => {
  it('leaves key and mode to the inspiration on a new song, and asks for the song\'s once it has one', () => {
    expect(freshRequest(at(song), brief, restingDials, [])).not.toHaveProperty('key');
    expect(freshRequest(at(inEs), brief, restingDials, [])).toMatchObject({ key: 'Eb', mode: 'Dor' });
  });
  it('leaves the metre to the inspiration on a new song, and asks for the song\'s once it has chords or another metre', () => {
    expect(freshRequest(at(song), brief, restingDials, [])).not.toHaveProperty('meter');
    expect(freshRequest(at({ ...song, meterMap: [{ at: 0, meter: '6/8' }] }), brief, restingDials, [])).toMatchObject({ meter: '6/8' });
    const chord = { id: 'c1', start: 0, length: 3840, symbol: 'Am', locked: false, origin: { kind: 'human' } } as const;
    const begun: Song = { ...song, parts: song.parts.map((part) => ({ ...part, chords: [chord] })) };
    expect(freshRequest(at(begun), brief, restingDials, [])).toMatchObject({ meter: '4/4' });
  });
  it('asks nobody but the built-in proposer for a song that gives no words', () => {
    expect(freshRequest(at(song), brief, restingDials, [])).not.toHaveProperty('proposer');
    const closed: Song = { ...song, sharing: { words: false, pictures: true, sounds: true } };
    expect(freshRequest(at(closed), brief, restingDials, [])).toMatchObject({ proposer: 'builtin' });
    expect(nearRequest(at(closed), brief, restingDials, card, 'like', [])).toMatchObject({ proposer: 'builtin' });
  });
  it('sends the brief as it was read, and the dials beside it', () => {
    const request = freshRequest(at(song), brief, { ...restingDials, richness: 0.5, brightness: -0.25 }, []);
    expect(request).toMatchObject({ inspiration: brief, shifts: { richness: 0.5, brightness: -0.25 } });
  });
});

it('asks for plainer chords near a card, in its key', () => {
  expect(nearRequest(at(inEs), brief, { ...restingDials, richness: -0.8 }, card, 'plainer', [['Am', 'F']])).toMatchObject({
    key: 'A', mode: 'Min', meter: '3/4', bars: 4, exclude: [['Am', 'F']], like: ['Am', 'F', 'C', 'G'], shifts: { richness: -1 },
  });
});

it('asks for one chord between its neighbours, and not for itself', () => {
  const [part] = song.parts;
  const chord = { id: 'c1', start: 0, length: 3840, symbol: 'Am', locked: false, origin: { kind: 'human' } } as const;
  const with1 = { ...part!, bars: 1, chords: [chord] };
  expect(chordRequest({ song, part: with1 }, brief, restingDials, with1, chord)).toMatchObject({ context: '_ . . .', exclude: [['Am']], key: 'C' });
});
