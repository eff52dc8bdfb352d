// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { applyAll } from './edits';
import { insertionEdits } from './insertion';
import { emptySong, type Song } from './song';

const human = { kind: 'human' } as const;
function inserted(song: Song, start: number, chords: string[], beats: number[]): Song {
  const insertion = insertionEdits(song, 'p1', start, { chords, beats }, human);
  if (!insertion) throw new Error('no part');
  return applyAll(song, insertion.edits).song;
}
const chordsOf = (song: Song): string => song.parts[0]?.chords.map((one) => `${one.symbol}@${one.start / 960}+${one.length / 960}`).join(' ') ?? '';

describe('putting a progression into a part', () => {
  it('lays chords by their beats', () => {
    expect(chordsOf(inserted(emptySong(), 0, ['C', 'G'], [4, 2]))).toBe('C@0+4 G@4+2');
  });
  it('lets what is there give way, cut where it reaches out', () => {
    const song = inserted(emptySong(), 0, ['C', 'F', 'G', 'C'], [4, 4, 4, 4]);
    expect(chordsOf(inserted(song, 2 * 960, ['Am'], [4]))).toBe('C@0+2 Am@2+4 F@6+2 G@8+4 C@12+4');
  });
  it('lets every chord say where it comes from', () => {
    const heard = (startSeconds: number) => ({ kind: 'transcription', source: 'take.ogg', startSeconds, endSeconds: startSeconds + 2, confidence: 0.5 }) as const;
    const insertion = insertionEdits(emptySong(), 'p1', 0, { chords: ['C', 'G'], beats: [4, 4], origins: [heard(0), heard(2)] }, human);
    const song = applyAll(emptySong(), insertion?.edits ?? []).song;
    expect(song.parts[0]?.chords.map((one) => one.origin)).toEqual([heard(0), heard(2)]);
  });
  it('keeps locked chords', () => {
    let song = inserted(emptySong(), 0, ['C', 'F'], [4, 4]);
    const id = song.parts[0]?.chords[1]?.id ?? '';
    song = applyAll(song, [{ op: 'lockChord', chordId: id, locked: true }]).song;
    expect(chordsOf(inserted(song, 0, ['Am', 'Dm'], [6, 6]))).toBe('Am@0+4 F@4+4 Dm@8+4');
  });
  it('makes the part longer by whole bars', () => {
    const song = inserted(emptySong(), 12 * 960, ['C', 'G'], [4, 1]);
    expect(song.parts[0]?.bars).toBe(5);
  });
});
