import { asOne, endOf } from './arrange';
import type { Stresses } from './stresses';
import { lineOf, scan, syllablesOf, type Syllable } from './syllables';
import type { Edit, Lyric, Note, Part, Song, Tick } from './song';
import { barsOf, beatTicks, meterInPart, partLength } from './timeline';

/** A line of a part's words: one lyric, or syllables on notes that follow each other. */
export interface WordLine {
  kind: 'line' | 'sung';
  start: Tick;
  text: string;
  lyrics: Lyric[];
  /** As they are sung; notes that hold one are left out. */
  syllables: Syllable[];
  /** The notes it has until the next line begins. */
  notes: Note[];
}

/** A part's words as lines. Sung syllables belong together until the tune rests for a beat, or longer where it often does; a word is never parted. */
export function wordLines(song: Song, part: Part, stresses: Stresses | null = null): WordLine[] {
  const groups: { kind: WordLine['kind']; lyrics: Lyric[] }[] = [];
  for (const lyric of part.lyrics) {
    const note = lyric.noteId ? part.melody.find((one) => one.id === lyric.noteId) : undefined;
    const last = groups.at(-1);
    const goesOn = last?.kind === 'sung' && (last.lyrics.at(-1)?.text.endsWith('-') || (note && restBefore(part, note) < restOfLines(song, part, lyric.start)));
    if (note && last && goesOn) last.lyrics.push(lyric);
    else groups.push({ kind: note ? 'sung' : 'line', lyrics: [lyric] });
  }
  return groups.map(({ kind, lyrics }, index) => {
    const start = lyrics[0]?.start ?? 0;
    const next = groups[index + 1]?.lyrics[0]?.start ?? Infinity;
    const text = kind === 'sung' ? lineOf(withHolds(part, lyrics)) : lyrics[0]?.text ?? '';
    return {
      kind, start, text, lyrics,
      syllables: scan(text, stresses).filter((one) => one.text !== '_'),
      notes: part.melody.filter((note) => note.start >= start && note.start < next),
    };
  });
}

/** The syllables on notes that are stressed, by their lyrics' ids. */
export function stressedLyrics(song: Song, part: Part, stresses: Stresses): Set<string> {
  const sung = wordLines(song, part, stresses).filter(({ kind }) => kind === 'sung');
  return new Set(sung.flatMap(({ lyrics, syllables }) => lyrics.filter((_, index) => syllables[index]?.isStressed).map(({ id }) => id)));
}

/** The silence at which a line ends: a beat; where a tune rests as long after most of its notes, half as much again as there. */
function restOfLines(song: Song, part: Part, at: Tick): Tick {
  const rests = part.melody.slice(1).map((note) => restBefore(part, note)).sort((a, b) => a - b);
  const usual = rests[Math.floor((rests.length - 1) / 2)] ?? 0;
  return Math.max(beatTicks(meterInPart(song, part.id, at)), 1.5 * usual);
}

/** The silence in the tune before a note. */
function restBefore(part: Part, note: Note): Tick {
  const before = part.melody[part.melody.indexOf(note) - 1];
  return before ? note.start - endOf(before) : Infinity;
}

/** The texts of syllables, with "_" for notes between them that have none. */
function withHolds(part: Part, lyrics: readonly Lyric[]): string[] {
  const first = part.melody.findIndex((note) => note.id === lyrics[0]?.noteId);
  const last = part.melody.findIndex((note) => note.id === lyrics.at(-1)?.noteId);
  return part.melody.slice(first, last + 1).map((note) => lyrics.find((lyric) => lyric.noteId === note.id)?.text ?? '_');
}

/** The line's syllables, one to a note; what has no note of its own is sung on the last. */
function laid(part: Part, text: string, notes: readonly Note[], stresses: Stresses | null): Edit[] {
  const syllables = syllablesOf(text, stresses);
  const last = notes.length - 1;
  const shown = syllables.length > notes.length ? [...syllables.slice(0, last), lineOf(syllables.slice(last)).replace(/-(?=\S)/g, '')] : syllables;
  return shown.flatMap((syllable, index): Edit[] => {
    const note = notes[index];
    if (!note || syllable === '_') return [];
    return [{ op: 'addLyric', partId: part.id, lyric: { start: note.start, text: syllable, noteId: note.id } }];
  });
}

const gone = (line: WordLine): Edit[] => line.lyrics.map((lyric): Edit => ({ op: 'removeLyric', lyricId: lyric.id }));

/** A line with other words; without words it goes. Sung lines are laid under their notes anew. */
export function lineWritten(part: Part, line: WordLine, text: string, stresses: Stresses | null = null): Edit[] {
  const words = text.trim();
  const [first] = line.lyrics;
  if (!words) return asOne(gone(line));
  if (line.kind === 'line' && first) return [{ op: 'changeLyric', lyric: { ...first, text: words } }];
  return asOne([...gone(line), ...laid(part, words, line.notes, stresses)]);
}

/** A line of words laid under the tune, from the note where it begins. Gives nothing where there is no note. */
export function lineSung(part: Part, line: WordLine, stresses: Stresses | null = null): Edit[] {
  if (line.notes.length === 0) return [];
  return asOne([...gone(line), ...laid(part, line.text, line.notes, stresses)]);
}

/** A sung line as a whole line again. */
export function lineFreed(part: Part, line: WordLine): Edit[] {
  const text = line.text.replaceAll('_', ' ').replace(/-(?=\S)/g, '').replace(/\s+/g, ' ').trim();
  return asOne([...gone(line), { op: 'addLyric', partId: part.id, lyric: { start: line.start, text } }]);
}

/** A line at another bar line. */
export function lineMoved(line: WordLine, start: Tick): Edit[] {
  const [first] = line.lyrics;
  return first && line.kind === 'line' ? [{ op: 'changeLyric', lyric: { ...first, start } }] : [];
}

/** Where the first lines of a part go, all at once: spread over its bars, on bar lines as far as there are enough, else on beats. */
export function lineStarts(song: Song, part: Part, count: number): Tick[] {
  const bars = barsOf(song, part);
  const length = partLength(song, part);
  return Array.from({ length: count }, (_, index) => {
    if (count <= bars.length) return bars[Math.floor((index * bars.length) / count)]?.start ?? 0;
    const beat = beatTicks(meterInPart(song, part.id, 0));
    return Math.min(length - 1, Math.floor((index * length) / count / beat) * beat);
  });
}

/** Where the next line of words goes: half the usual four bars behind the last one, on a bar line. Null where the part is full. */
export function nextLineStart(song: Song, part: Part): Tick | null {
  const last = part.lyrics.at(-1);
  const bars = barsOf(song, part);
  if (!last) return 0;
  const sung = part.melody.find((note) => note.id === last.noteId);
  const from = sung ? endOf(sung) : last.start + 1;
  const free = bars.filter((bar) => bar.start >= from && bar.start < partLength(song, part));
  const second = free.find((bar) => bar.start >= last.start + 2 * bar.length);
  return (second ?? free[0])?.start ?? null;
}
