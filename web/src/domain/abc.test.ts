import { expect, it } from 'vitest';
import { leadSheetOf } from './abc';
import { complete, emptySong, type Song } from './song';

type ApiPart = Parameters<typeof complete>[0]['parts'][number];
function songOf(part: Partial<ApiPart>, more: Partial<Song> = {}): Song {
  return complete({ ...emptySong('Quiet rain'), ...more, parts: [{ id: 'p1', name: 'Verse', bars: 1, ...part }] });
}
/** The lines of music and words. */
const musicOf = (song: Song): string[] => leadSheetOf(song).abc.split('\n').slice(7);

it('writes chords over a melody, with its words', () => {
  const song = songOf({
    chords: [{ id: 'c1', start: 0, length: 1920, symbol: 'Am7' }, { id: 'c2', start: 1920, length: 1920, symbol: 'F' }],
    melody: [{ id: 'n1', start: 0, length: 960, pitch: 69 }, { id: 'n2', start: 960, length: 1920, pitch: 72 }, { id: 'n3', start: 3360, length: 480, pitch: 59 }],
    lyrics: [{ id: 'l1', start: 0, text: 'qui-', noteId: 'n1' }, { id: 'l2', start: 960, text: 'et', noteId: 'n2' }],
  });
  // The long note is tied where its chord changes.
  expect(musicOf(song)).toEqual(['"Am7"A4 c4- "F"c4 z2B,2 ||', 'w: qui- et _ *']);
});

it('writes accidentals once in a bar, and naturals against the signature', () => {
  const notes = [66, 66, 65, 70].map((pitch, index) => ({ id: `n${index + 1}`, start: index * 960, length: 960, pitch }));
  expect(musicOf(songOf({ melody: notes }))).toEqual(['^F4 F4 =F4 _B4 ||']);
  const inD = { keyMap: [{ at: 0, key: 'D', mode: 'Maj' as const }] };
  expect(musicOf(songOf({ melody: notes }, inD))).toEqual(['F4 F4 =F4 _B4 ||']);
});

it('puts notes into the octaves people read', () => {
  const notes = [48, 60, 72, 84].map((pitch, index) => ({ id: `n${index + 1}`, start: index * 960, length: 960, pitch }));
  expect(musicOf(songOf({ melody: notes }))).toEqual(["C,4 C4 c4 c'4 ||"]);
  // C flat belongs to the octave above its sound, B sharp to the one below.
  const inGb = { keyMap: [{ at: 0, key: 'Gb', mode: 'Maj' as const }] };
  expect(musicOf(songOf({ melody: [{ id: 'n1', start: 0, length: 3840, pitch: 71 }] }, inGb))).toEqual(['c16 ||']);
});

it('leaves bars without a tune open, and tells silence', () => {
  const chords = [{ id: 'c1', start: 0, length: 1920, symbol: 'C' }];
  expect(musicOf(songOf({ chords }))).toEqual(['"C"x8 "N.C."x8 ||']);
});

it('says when a note was moved to the grid', () => {
  const triplet = [0, 320, 640].map((start, index) => ({ id: `n${index + 1}`, start, length: 320, pitch: 60 }));
  expect(leadSheetOf(songOf({ melody: triplet })).rounded).toBe(true);
  expect(leadSheetOf(songOf({ melody: [{ id: 'n1', start: 0, length: 240, pitch: 60 }] })).rounded).toBe(false);
});

it('lets no title or word become a field', () => {
  const { abc } = leadSheetOf(songOf({ name: 'Verse', lyrics: [{ id: 'l1', start: 0, text: 'a | b: c' }] }, { title: 'One %two' }));
  expect(abc).toContain('T:One \\%two');
  expect(abc).toContain('W:a | b: c');
});
