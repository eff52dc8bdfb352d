import type { HeardChord, Transcription } from '../api/types';
import { respell } from './chordNames';
import { keyOf, noteText, type Key } from './notes';
import type { Mode } from './song';

/** What a recording was heard to play, corrected by hand. Every function gives a new transcription. */

export const kNoChord = 'N.C.';

/** A key as transcriptions write it: "Eb Maj". */
export const keyText = (key: Key): string => `${noteText(key.tonic)} ${key.mode}`;

export function keyIn(text: string): Key {
  const [tonic = 'C', mode = 'Maj'] = text.split(' ');
  return keyOf(tonic, mode as Mode);
}

/** The key that holds longest; C major where none was heard. */
export function mainKey(heard: Transcription): Key {
  const seconds = new Map<string, number>();
  for (const span of heard.keys) seconds.set(span.key, (seconds.get(span.key) ?? 0) + span.end - span.start);
  const [longest] = [...seconds].sort((a, b) => b[1] - a[1]);
  return keyIn(longest?.[0] ?? 'C Maj');
}

/** The chord that sounds at a time; the last one after the end, -1 where there is none. */
export function chordAt(heard: Transcription, seconds: number): number {
  const next = heard.chords.findIndex((chord) => chord.end > seconds);
  return next < 0 ? heard.chords.length - 1 : next;
}

/** A chord that somebody named: it is sure, and what it was takes its place among the alternatives. */
export function corrected(heard: Transcription, index: number, chord: string): Transcription {
  const chords = heard.chords.map((one, at): HeardChord => {
    if (at !== index || one.chord === chord) return one;
    const others = (one.alternatives ?? []).filter((other) => other.chord !== chord);
    return { ...one, chord, confidence: 1, alternatives: [{ chord: one.chord, p: one.confidence }, ...others].slice(0, 10) };
  });
  return { ...heard, chords };
}

const beatsIn = (heard: Transcription): number => Number(heard.meter?.split('/')[0] ?? 4);

/** Bars begin some beats later (earlier below 0). */
export function downbeatMoved(heard: Transcription, by: number): Transcription {
  const most = beatsIn(heard);
  const beats = heard.beats.map((beat) => ({ ...beat, beatInBar: ((((beat.beatInBar - 1 - by) % most) + most) % most) + 1 }));
  return { ...heard, beats };
}

/** Counts every bar anew from the first downbeat on. */
function counted(times: readonly number[], firstDownbeat: number, beatsPerBar: number): Transcription['beats'] {
  return times.map((timeSeconds, index) => ({ timeSeconds, beatInBar: ((((index - firstDownbeat) % beatsPerBar) + beatsPerBar) % beatsPerBar) + 1 }));
}

/** Twice as many beats: one in the middle of every two. Bars keep their number of beats, so there are twice as many. */
export function tempoDoubled(heard: Transcription): Transcription {
  const times = heard.beats.flatMap(({ timeSeconds }, index) => {
    const next = heard.beats[index + 1];
    return next ? [timeSeconds, (timeSeconds + next.timeSeconds) / 2] : [timeSeconds];
  });
  const downbeat = Math.max(0, heard.beats.findIndex((beat) => beat.beatInBar === 1)) * 2;
  return { ...heard, tempoBpm: (heard.tempoBpm ?? 0) * 2, beats: counted(times, downbeat, beatsIn(heard)) };
}

/** Half as many beats: every other one, the first downbeat among them. */
export function tempoHalved(heard: Transcription): Transcription {
  const downbeat = Math.max(0, heard.beats.findIndex((beat) => beat.beatInBar === 1));
  const times = heard.beats.filter((_, index) => (index - downbeat) % 2 === 0).map((beat) => beat.timeSeconds);
  return { ...heard, tempoBpm: (heard.tempoBpm ?? 0) / 2, beats: counted(times, Math.floor(downbeat / 2), beatsIn(heard)) };
}

/** Another number of beats a bar, counted from the first downbeat. */
export function metreNamed(heard: Transcription, beatsPerBar: number): Transcription {
  const downbeat = Math.max(0, heard.beats.findIndex((beat) => beat.beatInBar === 1));
  return { ...heard, meter: `${beatsPerBar}/${beatsPerBar === 6 ? 8 : 4}`, beats: counted(heard.beats.map((beat) => beat.timeSeconds), downbeat, beatsPerBar) };
}

/** One key for all of it: the same chords, spelled anew. */
export function keyNamed(heard: Transcription, key: Key): Transcription {
  const chords = heard.chords.map((one): HeardChord => ({
    ...one,
    chord: respell(one.chord, key),
    ...(one.alternatives ? { alternatives: one.alternatives.map((other) => ({ ...other, chord: respell(other.chord, key) })) } : {}),
  }));
  const start = heard.chords[0]?.start ?? 0;
  const end = heard.chords.at(-1)?.end ?? heard.durationSeconds;
  return { ...heard, chords, keys: [{ start, end, key: keyText(key), confidence: 1 }] };
}

export interface HeardRow {
  start: number;
  end: number;
}
const kLongestRow = 24;

/** The recording in rows of some bars each, cut where they are long; in rows of eight seconds where no beats were heard. */
export function rowsOf(heard: Transcription, barsInRow: number): HeardRow[] {
  const start = heard.chords[0]?.start ?? 0;
  const end = heard.chords.at(-1)?.end ?? heard.durationSeconds;
  const lines = heard.beats.filter((beat) => beat.beatInBar === 1).map((beat) => beat.timeSeconds);
  const wanted = lines.length > 1 ? lines.filter((_, index) => index % barsInRow === 0) : Array.from({ length: Math.ceil((end - start) / 8) }, (_, i) => start + 8 * i);
  const cuts = [start, ...wanted.filter((time) => time > start + 0.5 && time < end - 0.5), end];
  return cuts.slice(1).flatMap((until, index) => {
    const from = cuts[index] ?? start;
    const pieces = Math.max(1, Math.ceil((until - from) / kLongestRow));
    return Array.from({ length: pieces }, (_, i) => ({ start: from + ((until - from) * i) / pieces, end: from + ((until - from) * (i + 1)) / pieces }));
  });
}

/** The number of the bar that holds at a time, from 1; 0 before the first bar line. */
export function barNumberAt(heard: Transcription, seconds: number): number {
  return heard.beats.filter((beat) => beat.beatInBar === 1 && beat.timeSeconds <= seconds + 0.05).length;
}
