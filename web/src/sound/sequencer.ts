import type { Tick } from '../domain/song';
import { fullExpression, swellAt, type Score, type ScoreNote, type ScoreTrack } from './score';

/** Where the sequencer's notes go. All times are seconds of the sound's clock, and may lie in the near future. */
export interface Sink {
  note(note: ScoreNote, when: number, length: number): void;
  playClick(when: number, accent: boolean): void;
  /** A track's expression from then on, 0 to 127. */
  swell(track: ScoreTrack, value: number, when: number): void;
  /** Tracks as they are from then on. */
  setTracks(tracks: readonly ScoreTrack[], when: number): void;
  /**
   * Nothing asked for so far sounds from then on: what begins then (or up to 13 ms before, for that belongs to it) never
   * does, what sounds is let go, save what `keep` names by noteKey.
   */
  cut(when: number, keep?: ReadonlySet<string>): void;
}

/** A score and the stretch of it that goes round; null: it is played once. */
export interface Piece {
  score: Score;
  loop: { start: Tick; end: Tick } | null;
}

/** Ticks [from, to) of a piece, sounding from `at` on. */
interface Span {
  piece: Piece;
  from: Tick;
  to: Tick;
  at: number;
  /** What is handed out next. */
  nextNote: number;
  nextSwell: number;
  nextBeat: number;
  /** Notes that ring on behind `to`, by noteKey: the piece that takes over holds them too. */
  held: ReadonlySet<string>;
}

/** Notes lie up to 12 ms before their beat: those belong to the bar that begins there. */
export const earlySeconds = 0.013;
/** What has less than this left where playing begins in the midst of it is not taken up. */
const chaseSeconds = 0.25;

/** Names a note that two scores share, so that it need not be struck again when one takes over from the other. */
export const noteKey = (note: ScoreNote): string => `${note.track.channel} ${note.pitch} ${note.tick}`;

const timeAt = (span: Span, tick: Tick): number =>
  span.at + span.piece.score.secondsAt(tick) - span.piece.score.secondsAt(span.from);
const endOf = (span: Span): number => timeAt(span, span.to);

/**
 * Decides what sounds when. It is asked to `advance` many times a second and hands out what begins before its horizon; a
 * change of score takes what lies behind the bar line back. Holds no audio: `now` is the clock, `sink` plays.
 */
export class Sequencer {
  /** How far ahead notes are handed out, in seconds: more than the longest pause of the caller. */
  horizon = 0.25;
  metronome = false;
  private spans: Span[] = [];

  constructor(private readonly now: () => number, private readonly sink: Sink) {}

  get running(): boolean {
    const last = this.spans.at(-1);
    return last !== undefined && (last.piece.loop !== null || this.now() < endOf(last));
  }

  /** The piece that sounds now. */
  get piece(): Piece | null {
    return this.spanAt(this.now())?.piece ?? null;
  }

  /** The tick that sounds at a time; of the beginning before it. Null when nothing plays. */
  tickAt(time: number): Tick | null {
    const span = this.spanAt(time);
    if (!span) return null;
    const { score } = span.piece;
    const tick = score.tickAt(score.secondsAt(span.from) + Math.max(0, time - span.at));
    return Math.min(tick, span.to);
  }

  /** Begins at a tick. @param countIn  A bar of clicks first. @returns When that tick sounds. */
  start(piece: Piece, from: Tick, when: number, countIn = false): number {
    this.stop();
    const at = countIn ? this.countIn(piece, from, when) : when;
    this.push(piece, from, at);
    this.advance();
    return at;
  }

  stop(): void {
    if (this.spans.length > 0) this.sink.cut(this.now());
    this.spans = [];
  }

  /**
   * Another piece takes over at the next bar line (or beat). @param follow  The tick at which it goes on, given the tick
   * where the old one stops.
   */
  takeOver(piece: Piece, follow: (stopped: Tick) => Tick, at: 'bar' | 'beat' = 'bar'): void {
    const place = this.nextLine(at);
    if (!place) return;
    const { index, tick } = place;
    const span = this.spans[index]!;
    const when = timeAt(span, tick);
    const stopped = span.piece.loop && tick >= span.piece.loop.end ? span.piece.loop.start : tick;
    const from = follow(stopped);
    const kept = stopped === from ? this.shared(span.piece, piece, from) : new Set<string>();
    span.to = tick;
    span.held = kept;
    this.spans.length = index + 1;
    if (span.from === tick) this.spans.length = index; // it never began
    this.sink.cut(when, kept);
    this.push(piece, from, when, kept);
    this.advance();
  }

  /** Hands out everything that begins before the horizon. */
  advance(): void {
    const until = this.now() + this.horizon;
    this.forget();
    for (let index = 0; index < this.spans.length; ++index) {
      const span = this.spans[index]!;
      this.handOut(span, until);
      const { loop } = span.piece;
      if (index === this.spans.length - 1 && loop && endOf(span) < until) this.push(span.piece, loop.start, endOf(span));
    }
  }

  private push(piece: Piece, from: Tick, at: number, kept: ReadonlySet<string> = new Set()): void {
    const { score, loop } = piece;
    const to = loop && from < loop.end ? loop.end : score.length;
    const begin = score.secondsAt(from) - (from > 0 ? earlySeconds : 0);
    const span: Span = {
      piece, from, to, at,
      nextNote: firstFrom(score.notes, (note) => note.seconds >= begin),
      nextSwell: firstFrom(score.swells, (swell) => swell.tick > from),
      nextBeat: firstFrom(score.beats, (beat) => beat.tick >= from),
      held: new Set(),
    };
    const isOther = this.spans.at(-1)?.piece.score !== score;
    if (isOther) this.sink.setTracks(score.tracks, at);
    for (const track of score.tracks) {
      const value = swellAt(score, track, from);
      if (value !== null || isOther) this.sink.swell(track, value ?? fullExpression, at);
    }
    this.spans.push(span);
    for (const note of this.soundingAt(piece, from, chaseSeconds)) if (!kept.has(noteKey(note))) this.play(span, note);
  }

  /** What both pieces have sounding through a tick. */
  private shared(old: Piece, next: Piece, tick: Tick): Set<string> {
    const before = new Set(this.soundingAt(old, tick, 0).map(noteKey));
    return new Set(this.soundingAt(next, tick, 0).map(noteKey).filter((key) => before.has(key)));
  }

  /** What was struck before a tick and goes on sounding for some time behind it. */
  private soundingAt({ score }: Piece, from: Tick, seconds: number): ScoreNote[] {
    if (from <= 0) return [];
    const at = score.secondsAt(from);
    const sounding: ScoreNote[] = [];
    for (const note of score.notes) {
      if (note.seconds >= at - earlySeconds) break;
      if (note.track.channel !== 'drums' && note.seconds + note.length > at + seconds) sounding.push(note);
    }
    return sounding;
  }

  private handOut(span: Span, until: number): void {
    const { score } = span.piece;
    const last = score.secondsAt(span.to) - (span.to < score.length ? earlySeconds : 0);
    const offset = span.at - score.secondsAt(span.from);
    for (let note; (note = score.notes[span.nextNote]) && note.seconds < last && note.seconds + offset < until; span.nextNote++) {
      this.play(span, note);
    }
    for (let swell; (swell = score.swells[span.nextSwell]) && swell.tick < span.to && timeAt(span, swell.tick) < until; span.nextSwell++) {
      this.sink.swell(swell.track, swell.value, timeAt(span, swell.tick));
    }
    for (let beat; (beat = score.beats[span.nextBeat]) && beat.tick < span.to && timeAt(span, beat.tick) < until; span.nextBeat++) {
      if (this.metronome) this.sink.playClick(timeAt(span, beat.tick), beat.accent);
    }
  }

  private play(span: Span, note: ScoreNote): void {
    const begins = span.at + note.seconds - span.piece.score.secondsAt(span.from);
    const when = Math.max(begins, span.at - earlySeconds);
    const chased = begins < when;
    const end = span.held.has(noteKey(note)) ? begins + note.length : Math.min(begins + note.length, endOf(span));
    const start = chased ? span.at : Math.max(when, this.now());
    if (end > start) this.sink.note(note, start, end - start);
  }

  private countIn({ score }: Piece, from: Tick, when: number): number {
    const line = score.beats.findLast((beat) => beat.accent && beat.tick <= from) ?? score.beats[0];
    const begin = line?.tick ?? 0;
    const bar = score.beats.filter((beat) => beat.tick >= begin);
    const second = bar.findIndex((beat, index) => index > 0 && beat.accent);
    const beats = second > 0 ? bar.slice(0, second) : bar;
    const end = second > 0 ? bar[second]!.tick : score.length;
    for (const beat of beats) this.sink.playClick(when + score.secondsAt(beat.tick) - score.secondsAt(begin), beat.accent);
    return when + score.secondsAt(end) - score.secondsAt(begin);
  }

  /** The next line to change at, at least a moment ahead: the span it lies in, and its tick there. */
  private nextLine(kind: 'bar' | 'beat'): { index: number; tick: Tick } | null {
    const soonest = this.now() + 0.03;
    for (let index = 0; index < this.spans.length; ++index) {
      const span = this.spans[index]!;
      if (endOf(span) < soonest) continue;
      const beat = span.piece.score.beats.find(({ tick, accent }) =>
        tick >= span.from && tick < span.to && (accent || kind === 'beat') && timeAt(span, tick) >= soonest);
      if (beat) return { index, tick: beat.tick };
      return { index, tick: span.to };
    }
    return null;
  }

  private spanAt(time: number): Span | undefined {
    return this.spans.findLast((span) => span.at <= time) ?? this.spans[0];
  }

  /** Spans that are over are not asked for again (half a second is left for what lies between us and the ear). */
  private forget(): void {
    const now = this.now();
    while (this.spans.length > 1 && endOf(this.spans[0]!) < now - 0.5) this.spans.shift();
  }
}

/** The first index for which it holds, of a list in which it holds from some place on. */
function firstFrom<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(items[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
