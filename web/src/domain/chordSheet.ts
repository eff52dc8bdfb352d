import { endOf, eventAt, overlaps, type Placed } from './arrange';
import type { Chord, Part, Song, Tick } from './song';
import { barsOf, barTicks, meterInPart } from './timeline';

/**
 * Chords as plain text: "| C . Am . | F | % |". Bars between "|", the symbols of a bar share it equally, "." holds the
 * chord before, "-" is silence, "%" repeats the bar before. The server's text format reads it too.
 */
export function sheetOf(song: Song, part: Part, start: Tick, end: Tick): string {
  const bars = barsOf(song, part).filter((bar) => overlaps(bar, start, end));
  const lines = bars.map((bar) => barText(part.chords, Math.max(bar.start, start), Math.min(endOf(bar), end)));
  return lines.length ? `| ${lines.join(' | ')} |` : '';
}

function barText(chords: readonly Chord[], start: Tick, end: Tick): string {
  const inside = chords.filter((chord) => overlaps(chord, start, end));
  const edges = [start, end, ...inside.flatMap((chord) => [Math.max(chord.start, start), Math.min(endOf(chord), end)])];
  const step = edges.reduce((common, edge) => divisor(common, edge - start), 0) || end - start;
  const slots: string[] = [];
  for (let at = start; at < end; at += step) {
    const chord = eventAt(inside, at);
    if (!chord) slots.push('-');
    else slots.push(chord.start === at || at === start ? chord.symbol : '.');
  }
  return slots.join(' ');
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

/** What a text of chords means: the symbols in it and where they stand from the first bar line on. */
export interface Sheet {
  chords: { symbol: string; start: Tick; length: Tick }[];
  length: Tick;
}

/** Reads what people paste: bars by "|" or lines, else a chord a bar. Symbols are taken as they are. */
export function readSheet(text: string, barLength: Tick): Sheet {
  const chords: Sheet['chords'] = [];
  let at = 0;
  let before: string[] = [];
  for (const bar of barsOfText(text)) {
    const slots = bar.length === 1 && bar[0] === '%' ? before : bar;
    const length = barLength / slots.length;
    for (const slot of slots) {
      const last = chords.at(-1);
      if (slot === '.' && last && last.start + last.length === at) last.length += length;
      else if (slot !== '-' && slot !== '.') chords.push({ symbol: slot, start: at, length });
      at += length;
    }
    before = slots;
  }
  return { chords: chords.map((chord) => ({ ...chord, start: Math.round(chord.start), length: Math.round(chord.length) })), length: at };
}

function barsOfText(text: string): string[][] {
  const words = (piece: string): string[] => piece.split(/[\s,]+/).filter(Boolean);
  if (text.includes('|')) return text.split(/[|\n]+/).map((piece) => words(piece.replace(/[:[\]]/g, ' '))).filter((bar) => bar.length > 0);
  const lines = text.split('\n').map(words).filter((line) => line.length > 0);
  // Lines of chords without bar lines: each chord is a bar, as song books have it.
  return lines.flatMap((line) => line.map((word) => [word]));
}

/** Chords to be put into a part at a tick. */
export function placedSheet(sheet: Sheet, at: Tick): Placed[] {
  return sheet.chords.map(({ symbol, start, length }) => ({ symbol, start: at + start, length, locked: false, origin: { kind: 'human' } }));
}

export function barLengthAt(song: Song, part: Part, tick: Tick): Tick {
  return barTicks(meterInPart(song, part.id, tick));
}
