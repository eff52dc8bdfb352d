import { partLength } from '../domain/timeline';
import type { Part, Tick } from '../domain/song';
import { lineFreed, lineMoved, lineSung, lineWritten, nextLineStart, type WordLine } from '../domain/words';
import { t } from '../text/text';
import { announce } from './announce';
import { change, song } from './song';

/** The words of the song, line by line. */

export function writeLine(part: Part, line: WordLine, text: string): void {
  if (text.trim() !== line.text) change(lineWritten(part, line, text), t('words.did.write'));
}

/** A new line behind the last, or at a tick; several lines at once where the text has them. */
export function addLines(part: Part, text: string): void {
  const lines = text.split('\n').map((one) => one.trim()).filter(Boolean);
  let now = part;
  for (const line of lines) {
    const start = nextLineStart(song.value, now) ?? Math.max(0, partLength(song.value, now) - 1);
    if (!change([{ op: 'addLyric', partId: part.id, lyric: { start, text: line } }], t('words.did.write'))) return;
    now = song.value.parts.find((one) => one.id === part.id) ?? now;
  }
}

export function singLine(part: Part, line: WordLine): void {
  if (change(lineSung(part, line), t('words.did.sing'))) announce(t('words.did.sing'));
}
export function freeLine(part: Part, line: WordLine): void {
  if (change(lineFreed(part, line), t('words.did.free'))) announce(t('words.did.free'));
}
export function moveLine(line: WordLine, start: Tick): void {
  change(lineMoved(line, start), t('words.did.move'));
}
