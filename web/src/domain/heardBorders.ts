import type { HeardChord, Transcription } from '../api/types';

/** Where the chords of a transcription begin, corrected by hand. Every function gives a new transcription, or the same where nothing can be done. */

const kWithoutBeats = 0.25;
const kNear = 0.02;

/** Where chords may begin: on beats and in the middle between two, on quarters of a second where no beats were heard. */
export function placesOf(heard: Transcription): number[] {
  const start = heard.chords[0]?.start ?? 0;
  const end = heard.chords.at(-1)?.end ?? heard.durationSeconds;
  const times = heard.beats.map((beat) => beat.timeSeconds);
  const first = times[0] ?? end;
  const last = times.at(-1) ?? end;
  const quarters = (from: number, until: number): number[] => Array.from({ length: Math.max(0, Math.ceil((until - from) / kWithoutBeats - kNear)) }, (_, i) => from + kWithoutBeats * i);
  const beats = times.flatMap((time, index) => {
    const next = times[index + 1];
    return next === undefined ? [time] : [time, (time + next) / 2];
  });
  return [...quarters(start, first), ...beats, ...quarters(last + kWithoutBeats, end)];
}

function withBorder(heard: Transcription, index: number, at: number): Transcription {
  const chords = heard.chords.map((one, place): HeardChord => (place === index ? { ...one, start: at } : place === index - 1 ? { ...one, end: at } : one));
  return { ...heard, chords };
}

/** The chord begins a place earlier (-1) or later (1), and the one before it ends there; neither may vanish. */
export function beginningMoved(heard: Transcription, index: number, by: -1 | 1): Transcription {
  const chord = heard.chords[index];
  const before = heard.chords[index - 1];
  if (!chord || !before) return heard;
  const places = placesOf(heard).filter((time) => time > before.start + kNear && time < chord.end - kNear);
  const at = by < 0 ? places.findLast((time) => time < chord.start - kNear) : places.find((time) => time > chord.start + kNear);
  return at === undefined ? heard : withBorder(heard, index, at);
}

/** Two of one chord, parted at the place that is nearest to `seconds` (where it has none inside, in its middle). */
export function split(heard: Transcription, index: number, seconds: number): Transcription {
  const chord = heard.chords[index];
  if (!chord || chord.end - chord.start < 2 * kNear) return heard;
  const inside = placesOf(heard).filter((time) => time > chord.start + kNear && time < chord.end - kNear);
  const at = inside.reduce((best, time) => (Math.abs(time - seconds) < Math.abs(best - seconds) ? time : best), inside[0] ?? (chord.start + chord.end) / 2);
  return { ...heard, chords: heard.chords.toSpliced(index, 1, { ...chord, end: at }, { ...chord, start: at }) };
}

/** The chord goes on to the end of the one after it, whose name is an alternative from now on. */
export function joinedWithNext(heard: Transcription, index: number): Transcription {
  const chord = heard.chords[index];
  const next = heard.chords[index + 1];
  if (!chord || !next) return heard;
  const share = (chord.end - chord.start) / Math.max(kNear, next.end - chord.start);
  const others = (chord.alternatives ?? []).filter((other) => other.chord !== next.chord);
  const whole: HeardChord = next.chord === chord.chord
    ? { ...chord, end: next.end, confidence: chord.confidence * share + next.confidence * (1 - share) }
    : { ...chord, end: next.end, confidence: 1, alternatives: [{ chord: next.chord, p: next.confidence * (1 - share) }, ...others].slice(0, 10) };
  return { ...heard, chords: heard.chords.toSpliced(index, 2, whole) };
}
