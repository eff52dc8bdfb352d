import type { Performance } from '../api/types';
import { kTicksPerQuarter, type Tick } from '../domain/song';
import { barTicks, beatTicks, parseMeter } from '../domain/timeline';
import grooveLevels from './groove_levels.json';

type Track = Performance['tracks'][number];
export type Channel = Track['instrument'];
export const channels: readonly Channel[] = ['drums', 'bass', 'keys', 'guitar', 'pad', 'melody'];

/** A note to be played; `length` is how long it sounds, pedal included. Seconds count from the score's beginning. */
export interface ScoreNote {
  tick: Tick;
  seconds: number;
  length: number;
  pitch: number;
  velocity: number;
  track: ScoreTrack;
}

export interface ScoreTrack {
  channel: Channel;
  /** General MIDI program; a kit for drums. */
  program: number;
  /** Amplitude. */
  gain: number;
  /** -1 left to 1 right. */
  pan: number;
  /** Share sent to the room, 0 to 1. */
  reverb: number;
}

/** How loud a track is from a time on, beside its gain: its expression, 0 to 127. */
export interface Swell {
  tick: Tick;
  seconds: number;
  value: number;
  track: ScoreTrack;
}

export interface Beat {
  tick: Tick;
  /** First of its bar. */
  accent: boolean;
}

/** What `perform` answers, ready to be scheduled: everything sorted by time, and time by tick. */
export interface Score {
  /** The groove that plays, also where the song leaves the choice open. */
  groove: string;
  length: Tick;
  leadIn: Tick;
  tracks: readonly ScoreTrack[];
  notes: readonly ScoreNote[];
  swells: readonly Swell[];
  beats: readonly Beat[];
  secondsAt: (tick: Tick) => number;
  tickAt: (seconds: number) => Tick;
}

const pedal = 64;
const expression = 11;
export const fullExpression = 127;

export const amplitude = (db: number): number => 10 ** (db / 20);

/** @param performance  As /perform answers. Cost: linear in its notes. */
export function scoreOf(performance: Performance): Score {
  // Grooves are balanced in themselves; this makes them equally loud.
  const level = amplitude((grooveLevels as Record<string, number>)[performance.groove] ?? 0);
  const tracks = performance.tracks.map((track) => trackOf(track, level));
  const notes = performance.tracks.flatMap((track, index) => notesOf(track, tracks[index]!));
  notes.sort((a, b) => a.seconds - b.seconds);
  const swells = performance.tracks.flatMap((track, index) => swellsOf(track, tracks[index]!));
  swells.sort((a, b) => a.seconds - b.seconds);
  return { groove: performance.groove, length: performance.length, leadIn: performance.leadIn, tracks, notes, swells, beats: beatsOf(performance), ...clockOf(performance) };
}

function trackOf(track: Track, level: number): ScoreTrack {
  return {
    channel: track.instrument,
    program: track.program,
    gain: level * (track.volume / 127) ** 2, // as General MIDI and FluidSynth have it
    pan: Math.max(-1, (track.pan - 64) / 63),
    reverb: track.reverb / 127,
  };
}

function notesOf(track: Track, own: ScoreTrack): ScoreNote[] {
  const notes = track.notes.map(({ start, seconds, lengthSeconds, pitch, velocity }): ScoreNote =>
    ({ tick: start, seconds, length: lengthSeconds, pitch, velocity, track: own }));
  sustain(notes, track.controls.filter((control) => control.controller === pedal));
  return notes;
}

const swellsOf = (track: Track, own: ScoreTrack): Swell[] =>
  track.controls.filter(({ controller }) => controller === expression).map(({ at, seconds, value }) => ({ tick: at, seconds, value, track: own }));

/** A track's expression at a tick; null for tracks that never swell. */
export function swellAt(score: Score, track: ScoreTrack, tick: Tick): number | null {
  const own = score.swells.filter((swell) => swell.track === track);
  return own.length === 0 ? null : own.findLast((swell) => swell.tick <= tick)?.value ?? fullExpression;
}

/** Notes let go while the pedal is down sound until it comes up, or until their string is struck again. */
function sustain(notes: ScoreNote[], pedals: Track['controls']): void {
  if (pedals.length === 0) return;
  const nextOfPitch = new Map<number, number>();
  for (let index = notes.length - 1; index >= 0; --index) {
    const note = notes[index]!;
    const end = note.seconds + note.length;
    const held = pedals.findLast(({ seconds }) => seconds <= end);
    const up = held && held.value >= 64 ? pedals.find(({ seconds, value }) => seconds > end && value < 64) : undefined;
    if (up) note.length = Math.max(note.length, Math.min(up.seconds, nextOfPitch.get(note.pitch) ?? Infinity) - note.seconds);
    nextOfPitch.set(note.pitch, note.seconds);
  }
}

function clockOf({ tempoMap }: Performance): Pick<Score, 'secondsAt' | 'tickAt'> {
  let seconds = 0;
  const steps = tempoMap.map(({ at, bpm }, index) => {
    const before = tempoMap[index - 1];
    if (before) seconds += ((at - before.at) * 60) / (before.bpm * kTicksPerQuarter);
    return { at, seconds, ticksPerSecond: (bpm * kTicksPerQuarter) / 60 };
  });
  const first = steps[0] ?? { at: 0, seconds: 0, ticksPerSecond: 1920 };
  return {
    secondsAt: (tick) => {
      const step = steps.findLast(({ at }) => at <= tick) ?? first;
      return step.seconds + (tick - step.at) / step.ticksPerSecond;
    },
    tickAt: (at) => {
      const step = steps.findLast((one) => one.seconds <= at) ?? first;
      return step.at + (at - step.seconds) * step.ticksPerSecond;
    },
  };
}

/** What is counted: the beats of the metre, dotted quarters in 6/8, 9/8 and 12/8. */
function beatsOf({ meterMap, length }: Performance): Beat[] {
  const beats: Beat[] = [];
  meterMap.forEach(({ at, meter: text }, index) => {
    const meter = parseMeter(text);
    const end = meterMap[index + 1]?.at ?? length;
    const grouped = meter.unit === 8 && meter.beats % 3 === 0 && meter.beats > 3 ? 3 : 1;
    const step = beatTicks(meter) * grouped;
    const bar = barTicks(meter);
    for (let tick = at; tick < end; tick += step) beats.push({ tick, accent: (tick - at) % bar === 0 });
  });
  return beats;
}

/** The bar line at or after a tick; the end where there is none. */
export function barLineFrom(score: Score, tick: Tick): Tick {
  return score.beats.find((beat) => beat.accent && beat.tick >= tick)?.tick ?? score.length;
}

/** The bar line at or before a tick. */
export function barLineBefore(score: Score, tick: Tick): Tick {
  return score.beats.findLast((beat) => beat.accent && beat.tick <= tick)?.tick ?? 0;
}
