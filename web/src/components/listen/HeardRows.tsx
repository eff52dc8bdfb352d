import { useEffect, useMemo, useRef } from 'preact/hooks';
import { effect } from '@preact/signals';
import type { HeardChord, Transcription } from '../../api/types';
import { clockText } from '../../domain/clock';
import { barNumberAt, kNoChord, rowsOf, type HeardRow } from '../../domain/heard';
import { cursor, goTo, heard, joinChord, moveBeginning, playing, second, soundingChord, splitChord, stepBack, stretch, takeAlternative, toggleSound, wave } from '../../state/listening';
import { t } from '../../text/text';
import { peaksOf } from '../inspire/peaks';

const kWide = 1000;
const kHigh = 48;

/** The recording in rows of whole bars: its wave, its beats, and over them its chords, which keys go through. */
export function HeardRows() {
  const now = heard.value;
  const narrow = matchMedia('(max-width: 40rem)').matches;
  const rows = useMemo(() => (now ? rowsOf(now, narrow ? 2 : 4) : []), [now, narrow]);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => effect(() => {
    const at = cursor.value;
    // Only where the keyboard is among the chords already: a correction elsewhere does not take it away.
    if (list.current?.contains(document.activeElement)) list.current.querySelector<HTMLElement>(`[data-chord="${at}"]`)?.focus();
  }), []);
  // What was waited for has the keyboard.
  useEffect(() => list.current?.querySelector<HTMLElement>('[data-chord="0"]')?.focus(), []);
  if (!now) return null;
  return (
    <div class="heard" role="group" aria-label={t('listen.chords')} ref={list} onKeyDown={keyPressed}>
      {rows.map((row) => <Row key={row.start} row={row} now={now} />)}
    </div>
  );
}

function keyPressed(event: KeyboardEvent): void {
  const chords = heard.value?.chords.length ?? 0;
  const moves: Record<string, number> = { ArrowRight: cursor.value + 1, ArrowLeft: cursor.value - 1, Home: 0, End: chords - 1 };
  const to = moves[event.key];
  if (to !== undefined) goTo(to, event.shiftKey || undefined);
  else if (/^[1-9]$/.test(event.key)) takeAlternative(Number(event.key));
  else if (event.key === '0') stepBack();
  else if (event.ctrlKey || event.metaKey || event.altKey) return;
  else if (event.key === 's' || event.key === 'S') splitChord();
  else if (event.key === 'j' || event.key === 'J') joinChord();
  else if (event.key === ',') moveBeginning(-1);
  else if (event.key === '.') moveBeginning(1);
  else if (event.key === ' ') toggleSound();
  else return;
  event.preventDefault();
}

function Row({ row, now }: { row: HeardRow; now: Transcription }) {
  const place = (seconds: number): number => ((seconds - row.start) / (row.end - row.start)) * 100;
  const section = (now.sections ?? []).find((one) => one.start >= row.start - 0.3 && one.start < row.end - 0.3);
  return (
    <div class="heard-row">
      <span class="heard-time soft small" aria-hidden="true">{clockText(row.start)}{section ? <b> {section.label}</b> : null}</span>
      <div class="heard-lane">
        <Wave row={row} now={now} />
        {now.chords.map((chord, index) => (chord.end > row.start + 0.01 && chord.start < row.end - 0.01
          ? <ChordBox key={index} chord={chord} index={index} now={now} isFirst={chord.start >= row.start - 0.01}
              left={Math.max(0, place(chord.start))} right={Math.min(100, place(chord.end))} /> : null))}
        <Playhead row={row} />
      </div>
    </div>
  );
}

/** The wave and the beats; what they say is said by the chords. */
function Wave({ row, now }: { row: HeardRow; now: Transcription }) {
  const samples = wave.value;
  const path = useMemo(() => {
    if (!samples) return '';
    const part = samples.samples.subarray(Math.round(row.start * samples.rateHz), Math.round(row.end * samples.rateHz));
    const peaks = peaksOf(part, 250);
    return peaks.map((peak, index) => `M${index * 4 + 2} ${(kHigh * (1 - peak)) / 2}V${(kHigh * (1 + peak)) / 2 + 1}`).join('');
  }, [samples, row]);
  const x = (seconds: number): number => ((seconds - row.start) / (row.end - row.start)) * kWide;
  const beats = now.beats.filter((beat) => beat.timeSeconds >= row.start - 0.01 && beat.timeSeconds < row.end);
  return (
    <svg class="heard-wave" viewBox={`0 0 ${kWide} ${kHigh}`} preserveAspectRatio="none" aria-hidden="true">
      <path class="wave-line" d={path} />
      {beats.map((beat) => (
        <line key={beat.timeSeconds} class={beat.beatInBar === 1 ? 'downbeat' : 'beat'} x1={x(beat.timeSeconds)} x2={x(beat.timeSeconds)} y1={beat.beatInBar === 1 ? 0 : kHigh * 0.7} y2={kHigh} />
      ))}
    </svg>
  );
}

interface ChordBoxProps {
  chord: HeardChord;
  index: number;
  now: Transcription;
  /** It begins in this row; else it goes on here, and has its box in the row before. */
  isFirst: boolean;
  left: number;
  right: number;
}

function ChordBox({ chord, index, now, isFirst, left, right }: ChordBoxProps) {
  const percent = Math.round(chord.confidence * 100);
  const style = { left: `${left}%`, width: `${right - left}%` };
  const name = chord.chord === kNoChord ? '–' : chord.chord;
  const classes = `heard-chord${soundingChord.value === index ? ' sounds' : ''}${percent < 50 ? ' unsure' : ''}`;
  if (!isFirst) return <span class={`${classes} goes-on`} style={style} aria-hidden="true" />;
  const part = stretch.value;
  const isChosen = part !== null && index >= part.from && index <= part.to;
  return (
    <button type="button" class={classes} style={style} data-chord={index} tabIndex={cursor.value === index ? 0 : -1}
      aria-current={cursor.value === index} aria-pressed={isChosen}
      aria-label={t('listen.chord', { chord: chord.chord === kNoChord ? t('listen.none') : chord.chord, bar: barNumberAt(now, chord.start), time: clockText(chord.start), percent })}
      onClick={(event) => goTo(index, event.shiftKey || undefined)}>
      <span class="heard-name">{name}</span>
      <svg class="heard-sure" viewBox="0 0 100 4" preserveAspectRatio="none"><rect width={percent} height={4} /></svg>
    </button>
  );
}

/** Moves by its style alone; nothing is drawn anew for it. */
function Playhead({ row }: { row: HeardRow }) {
  const line = useRef<HTMLSpanElement>(null);
  useEffect(() => effect(() => {
    const element = line.current;
    if (!element) return;
    const at = second.value;
    const isHere = playing.value && at >= row.start && at < row.end;
    if (element.hidden && isHere) element.scrollIntoView({ block: 'nearest' });
    element.hidden = !isHere;
    if (isHere) element.style.left = `${((at - row.start) / (row.end - row.start)) * 100}%`;
  }), [row]);
  return <span class="heard-playhead" ref={line} hidden aria-hidden="true" />;
}
