import { endOf, eventAt } from './arrange';
import { gridOf, type GridBar } from './grid';
import { mod12, noteText, octaveOf, signatureOf, spell, type Key } from './notes';
import { kTicksPerQuarter, type Lyric, type Mode, type Note, type Part, type Song, type Tick } from './song';
import { beatTicks, firstStartOf, holdsAt, keyAt, playedParts } from './timeline';

/**
 * A song as a lead sheet in ABC, the notation that is drawn for print: every section that is played, once, with its chords,
 * melody and words. Notes are written to the sixteenth; files hold them exactly.
 * Source: The ABC music standard 2.1 (abcnotation.com, 2011).
 */
export interface LeadSheet {
  abc: string;
  /** A note was moved to the nearest sixteenth. */
  rounded: boolean;
}

const kGrid = kTicksPerQuarter / 4;
const kBarsInLine = 4;
/** Lengths in sixteenths that one note can have. */
const kLengths = [16, 12, 8, 6, 4, 3, 2, 1];

const modeWords: Record<Mode, string> = { Maj: '', Min: 'm', Dor: ' dor', Phr: ' phr', Lyd: ' lyd', Mix: ' mix', Loc: ' loc', Hmin: 'm', Phdm: ' phr' };

const keyText = ({ tonic, mode }: Key): string => noteText(tonic) + modeWords[mode];

/** What the signature does to a letter: -1, 0 or 1. Harmonic minor and Phrygian dominant are written in the plain mode. */
function signed(letter: number, key: Key): number {
  const count = signatureOf(key);
  const order = count > 0 ? [3, 0, 4, 1, 5, 2, 6] : [6, 2, 5, 1, 4, 0, 3];
  return order.slice(0, Math.abs(count)).includes(letter) ? Math.sign(count) : 0;
}

const signs: Record<number, string> = { [-2]: '__', [-1]: '_', 0: '=', 1: '^', 2: '^^' };

/** A pitch as ABC writes it; `shown` is what accidentals hold in the bar so far. */
function pitchText(pitch: number, key: Key, shown: Map<string, number>): string {
  const note = spell(mod12(pitch), key);
  const octave = octaveOf(pitch, note);
  const place = `${note.letter}/${octave}`;
  const holds = shown.get(place) ?? signed(note.letter, key);
  shown.set(place, note.accidental);
  const letter = noteText(note).charAt(0);
  const name = octave >= 5 ? letter.toLowerCase() + "'".repeat(octave - 5) : letter + ','.repeat(Math.max(0, 4 - octave));
  return (holds === note.accidental ? '' : signs[note.accidental] ?? '') + name;
}

/** A length in sixteenths as lengths that single notes have, the longest first. */
function pieces(sixteenths: number): number[] {
  const found: number[] = [];
  let left = sixteenths;
  while (left > 0) {
    const length = kLengths.find((one) => one <= left) ?? 1;
    found.push(length);
    left -= length;
  }
  return found;
}

const toGrid = (tick: Tick): Tick => Math.round(tick / kGrid) * kGrid;

/** The melody on the grid; notes too short for it are left out. */
function gridNotes(part: Part): Note[] {
  return part.melody
    .map((note) => ({ ...note, start: toGrid(note.start), length: toGrid(endOf(note)) - toGrid(note.start) }))
    .filter((note) => note.length > 0);
}

interface Written {
  music: string;
  /** A word for each note that is written, in ABC's signs. */
  words: string[];
}

const lyricText = (lyric: Lyric | undefined): string =>
  lyric ? lyric.text.replace(/(?!-$)-/g, '\\-').replace(/\s+/g, '~').replace(/[*_|]/g, '') || '*' : '*';
const quoted = (text: string): string => `"${text.replaceAll('"', "'")}"`;

/** One bar: cut where a note or a chord begins or ends. */
function barOf(part: Part, notes: readonly Note[], bar: GridBar, key: Key): Written {
  const end = endOf(bar);
  const shown = new Map<string, number>();
  const chordAt = new Map(bar.segments.filter((one) => one.first && (one.cell.chord !== null || part.chords.length > 0))
    .filter((one) => one.cell.chord !== null || part.chords.some((chord) => endOf(chord) === one.start))
    .map((one) => [toGrid(one.start), one.cell.chord?.symbol ?? 'N.C.']));
  const cuts = new Set<Tick>([bar.start, end, ...chordAt.keys()]);
  for (const note of notes) for (const tick of [note.start, endOf(note)]) if (tick > bar.start && tick < end) cuts.add(tick);
  const ticks = [...cuts].filter((tick) => tick >= bar.start && tick <= end).sort((a, b) => a - b);
  const beat = beatTicks(bar.meter);
  const rest = part.melody.length ? 'z' : 'x';
  const written: Written = { music: '', words: [] };
  ticks.slice(0, -1).forEach((start, index) => {
    const until = ticks[index + 1] ?? end;
    const note = eventAt(notes, start);
    const symbol = chordAt.get(start);
    if (symbol !== undefined) written.music += quoted(symbol);
    let at = start;
    for (const length of pieces((until - start) / kGrid)) {
      const count = length === 1 ? '' : String(length);
      if (note) {
        const goesOn = at + length * kGrid < endOf(note);
        written.music += `${pitchText(note.pitch, key, shown)}${count}${goesOn ? '-' : ''}`;
        const lyric = part.lyrics.find((one) => one.noteId === note.id);
        written.words.push(at === note.start ? lyricText(lyric) : lyric ? '_' : '*');
      } else {
        written.music += `${rest}${count}`;
      }
      at += length * kGrid;
      // Notes of one beat hang together.
      if ((at - bar.start) % beat === 0) written.music += ' ';
    }
  });
  return written;
}

/** Changes of key and metre at a bar line, as ABC tells them. */
function changesAt(song: Song, at: Tick): string {
  const meter = song.meterMap.find((change) => change.at === at && at > 0);
  const key = song.keyMap.find((change) => change.at === at && at > 0);
  return (meter ? `[M:${meter.meter}]` : '') + (key ? `[K:${keyText(keyAt(song, at))}]` : '');
}

function linesOf(song: Song, part: Part): string[] {
  const notes = gridNotes(part);
  const from = firstStartOf(song, part.id);
  const bars = gridOf(song, part);
  const pickup = bars[0] && bars[0].start < 0 ? 1 : 0;
  const lines: string[] = [];
  for (let first = 0; first < bars.length; first += first === 0 ? kBarsInLine + pickup : kBarsInLine) {
    const row = bars.slice(first, first + kBarsInLine + (first === 0 ? pickup : 0));
    const written = row.map((bar) => ({ ...barOf(part, notes, bar, keyAt(song, Math.max(0, from + bar.start))), changes: changesAt(song, from + bar.start) }));
    const isLast = first + row.length >= bars.length;
    lines.push(`${written.map((one) => one.changes + one.music.trim()).join(' | ')} ${isLast ? '||' : '|'}`);
    const words = written.flatMap((one) => one.words);
    if (words.some((one) => one !== '*' && one !== '_')) lines.push(`w: ${words.join(' ')}`);
  }
  return lines;
}

/** One line of text: nothing in it may begin a field of its own. */
const line = (text: string): string => text.replace(/\s+/g, ' ').replace(/%/g, '\\%').trim();

export function leadSheetOf(song: Song): LeadSheet {
  const parts = [...new Set(playedParts(song).map((one) => one.part))];
  const lines = [
    'X:1', `T:${line(song.title) || ' '}`, `M:${holdsAt(song.meterMap, 0).meter}`, 'L:1/16',
    `Q:1/4=${Math.round(holdsAt(song.tempoMap, 0).bpm)}`, `K:${keyText(keyAt(song, 0))}`,
  ];
  const words: string[] = [];
  for (const part of parts) {
    lines.push(`P:${line(part.name)}`, ...linesOf(song, part));
    const own = part.lyrics.filter((lyric) => !lyric.noteId);
    if (own.length) words.push(`W:${line(part.name)}`, ...own.map((lyric) => `W:${line(lyric.text)}`), 'W:');
  }
  const rounded = parts.some((part) => part.melody.some((note) => note.start % kGrid !== 0 || note.length % kGrid !== 0));
  return { abc: [...lines, ...words].join('\n'), rounded };
}
