// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { applyAll } from './edits';
import { insertionEdits } from './insertion';
import { keyOf } from './notes';
import { joined, keyChanged, moved, removed, startMoved, stretched, type Chosen } from './songEdits';
import { emptySong, type Chord, type Edit, type Part, type Song } from './song';

/** Chords in the first part, by beats: written('C 4', 'F 2'). */
function withChords(...chords: string[]): Song {
  const split = chords.map((one) => one.split(' '));
  const insertion = insertionEdits(emptySong(), 'p1', 0, { chords: split.map((one) => one[0] ?? ''), beats: split.map((one) => Number(one[1])) }, { kind: 'human' });
  return applyAll(emptySong(), insertion?.edits ?? []).song;
}
const part = (song: Song): Part => {
  const [first] = song.parts;
  if (!first) throw new Error('no part');
  return first;
};
const chord = (song: Song, index: number): Chord => {
  const found = part(song).chords[index];
  if (!found) throw new Error('no chord');
  return found;
};
const only = (one: Chord): Chosen => ({ chords: [one], start: one.start, end: one.start + one.length });
const text = (song: Song): string => part(song).chords.map((one) => `${one.symbol}@${one.start / 960}+${one.length / 960}`).join(' ');
const after = (song: Song, edits: Edit[]): string => text(applyAll(song, edits).song);

describe('chords by hand', () => {
  const song = withChords('C 4', 'F 4', 'G 4');
  it('are moved over others, which give way', () => {
    expect(after(song, moved(song, part(song), only(chord(song, 0)), 2 * 960).edits)).toBe('C@2+4 F@6+2 G@8+4');
  });
  it('are moved to the first bar line at most', () => {
    expect(moved(song, part(song), only(chord(song, 1)), -99 * 960).by).toBe(-4 * 960);
  });
  it('are made longer over the next, or shorter with the next behind them', () => {
    expect(after(song, stretched(song, part(song), chord(song, 0), 6 * 960))).toBe('C@0+6 F@6+2 G@8+4');
    expect(after(song, stretched(song, part(song), chord(song, 0), 2 * 960))).toBe('C@0+2 F@2+6 G@8+4');
  });
  it('leave a gap before a locked chord when they are made shorter', () => {
    const locked = applyAll(song, [{ op: 'lockChord', chordId: chord(song, 1).id, locked: true }]).song;
    expect(after(locked, stretched(locked, part(locked), chord(locked, 0), 2 * 960))).toBe('C@0+2 F@4+4 G@8+4');
  });
  it('begin later with the one before up to them', () => {
    expect(after(song, startMoved(song, part(song), chord(song, 1), 6 * 960))).toBe('C@0+6 F@6+2 G@8+4');
  });
  it('are joined: the first sounds as long as all of them', () => {
    expect(after(song, joined(song, part(song), part(song).chords))).toBe('C@0+12');
    expect(after(song, joined(song, part(song), [chord(song, 1)]))).toBe('C@0+4 F@4+8');
    expect(joined(song, part(song), [chord(song, 2)])).toEqual([]);
  });
  it('are removed where a range touches them', () => {
    expect(after(song, removed(part(song), 3 * 960, 5 * 960))).toBe('G@8+4');
  });
  it('make the part longer when they reach beyond it', () => {
    const long = applyAll(song, moved(song, part(song), only(chord(song, 2)), 5 * 960).edits).song;
    expect(part(long).bars).toBe(5);
  });
});

describe('another key', () => {
  it('spells the chords anew, voicings and locks stay', () => {
    const song = withChords('C 4', 'G# 4', 'C#m7 4');
    expect(applyAll(song, keyChanged(song, 0, keyOf('Eb', 'Maj'))).song.parts[0]?.chords.map((one) => one.symbol)).toEqual(['C', 'Ab', 'Dbm7']);
    expect(applyAll(song, keyChanged(song, 0, keyOf('E', 'Maj'))).song.parts[0]?.chords.map((one) => one.symbol)).toEqual(['C', 'G#', 'C#m7']);
  });
});
