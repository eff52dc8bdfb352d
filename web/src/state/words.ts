import { asOne } from '../domain/arrange';
import { barsOf, partLength } from '../domain/timeline';
import type { Edit, Part, Tick } from '../domain/song';
import { lineFreed, lineMoved, lineStarts, lineSung, lineWritten, nextLineStart, type WordLine } from '../domain/words';
import { t } from '../text/text';
import { change, changeAndSay, song } from './song';
import { stresses } from './stresses';

/** The words of the song, line by line. */

export function writeLine(part: Part, line: WordLine, text: string): void {
  if (text.trim() !== line.text) change(lineWritten(part, line, text, stresses.value), t('words.did.write'));
}

/** A new line behind the last; several at once where the text has them. */
export function addLines(part: Part, text: string): void {
  const lines = text.split('\n').map((one) => one.trim()).filter(Boolean);
  const isFirst = part.lyrics.length === 0;
  const starts = lineStarts(song.value, part, lines.length);
  const last = nextLineStart(song.value, part) ?? Math.max(0, partLength(song.value, part) - 1);
  // Behind others they follow each other, a bar apart, as far as the part goes.
  const bar = barsOf(song.value, part)[0]?.length ?? 0;
  const edits = lines.map((line, index): Edit => {
    const start = isFirst ? starts[index] ?? 0 : Math.min(last + index * bar, partLength(song.value, part) - 1);
    return { op: 'addLyric', partId: part.id, lyric: { start, text: line } };
  });
  change(asOne(edits), t('words.did.write'));
}

export function singLine(part: Part, line: WordLine): void {
  changeAndSay(lineSung(part, line, stresses.value), t('words.did.sing'));
}
export function freeLine(part: Part, line: WordLine): void {
  changeAndSay(lineFreed(part, line), t('words.did.free'));
}
export function moveLine(line: WordLine, start: Tick): void {
  change(lineMoved(line, start), t('words.did.move'));
}
