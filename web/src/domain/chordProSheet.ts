/** Chords over words, to be printed: read from the ChordPro that the server writes (docs/song.md). */
export interface SheetPiece {
  chord: string;
  words: string;
}
export type SheetLine =
  | { kind: 'words'; pieces: SheetPiece[] }
  /** Bars without words: "C | Am . F". */
  | { kind: 'bars'; bars: string[] }
  /** A new key, metre or tempo within a section. */
  | { kind: 'remark'; text: string };
export interface SheetSection {
  name: string;
  lines: SheetLine[];
  /** The chorus as it was before. */
  again: boolean;
}
export interface ChordProSheet {
  title: string;
  /** Key, metre, tempo, capo at the beginning: [name, value]. */
  facts: [name: string, value: string][];
  sections: SheetSection[];
}

const kFacts = ['key', 'time', 'tempo', 'capo'];

function piecesOf(line: string): SheetPiece[] {
  const pieces: SheetPiece[] = [];
  const [before = '', ...rest] = line.split('[');
  if (before) pieces.push({ chord: '', words: before });
  for (const one of rest) {
    const close = one.indexOf(']');
    pieces.push({ chord: one.slice(0, Math.max(0, close)), words: one.slice(close + 1) });
  }
  return pieces;
}

export function readChordPro(text: string): ChordProSheet {
  const sheet: ChordProSheet = { title: '', facts: [], sections: [] };
  let section: SheetSection | null = null;
  let bars = '';
  for (const line of text.split('\n')) {
    const directive = /^\{(\w+)(?::\s*(.*))?\}$/.exec(line.trim());
    const [, name = '', value = ''] = directive ?? [];
    if (name === 'title') {
      sheet.title = value;
    } else if (name === 'x_amuse_bars') {
      bars = value;
    } else if (name === 'chorus') {
      const before = sheet.sections.findLast((one) => /^(chorus|refrain)/i.test(one.name));
      sheet.sections.push({ name: before?.name ?? '', lines: [], again: true });
    } else if (name.startsWith('start_of_')) {
      section = { name: value, lines: [], again: false };
      sheet.sections.push(section);
    } else if (name.startsWith('end_of_')) {
      section = null;
    } else if (kFacts.includes(name)) {
      if (section) section.lines.push({ kind: 'remark', text: value });
      else sheet.facts = [...sheet.facts.filter(([known]) => known !== name), [name, value]];
    } else if (!directive && section && line.trim()) {
      const pieces = piecesOf(line);
      const hasWords = pieces.some((piece) => piece.words.trim());
      section.lines.push(hasWords || !bars ? { kind: 'words', pieces } : { kind: 'bars', bars: bars.split('|').map((one) => one.trim()) });
      bars = '';
    } else if (!directive && section && bars) {
      section.lines.push({ kind: 'bars', bars: bars.split('|').map((one) => one.trim()) });
      bars = '';
    }
  }
  return sheet;
}
