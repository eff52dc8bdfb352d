import { isSongFile, openFile } from './files';
import { hear, isHearingCard } from './hearing';
import { addFile, addText, brief, briefState, choose, dismiss, readAgain, settled, type Sending } from './inspirations';
import type { KeywordChoices } from './keyword_choices';
import { mediaKindOf } from './readings';
import type { Card } from './cards';
import { askAgain, askFresh, asked, cards, tellFirst } from './suggestions';
import { wordText } from '../text/reasons';
import { t } from '../text/text';
import { announce } from './announce';

/** What follows from what: an inspiration leads to cards, changed keywords to new ones. */

/** Tells those who do not see them what new cards there are; where none came, the problem is said where it stands. */
export function announceCards(list: readonly Card[]): void {
  if (list.length) announce(t('cards.announce', { count: list.length, words: list.map((card) => wordText(card.suggestion.word)).join(', ') }));
}

async function askAndTell(): Promise<void> {
  await settled();
  if (briefState.value === 'failed') return;
  announceCards(await askFresh());
}

/** What could not be read is read again; cards follow. */
export async function readOnceMore(): Promise<void> {
  readAgain();
  await askAndTell();
}

/** A file that did not arrive is sent again. */
export async function sendAgain(one: Sending): Promise<void> {
  dismiss(one.id);
  await inspireByFiles([one.file]);
}

/** Words come in; cards follow. */
export async function inspireByText(text: string): Promise<void> {
  if (!text.trim()) return;
  addText(text, t('ideas.did.add'));
  await askAndTell();
}

/**
 * Files dropped or pasted on the page: a song's file is opened, the rest are inspirations. `plainText` is what a text file is
 * there: words to be inspired by, or a chart.
 */
export async function takeFiles(files: readonly File[], plainText: 'words' | 'chart'): Promise<void> {
  const isSong = (file: File): boolean => isSongFile(file) || (plainText === 'chart' && file.name.toLowerCase().endsWith('.txt'));
  const found = files.find(isSong);
  if (found) return openFile(found);
  return inspireByFiles(files);
}

/** Files come in: pictures and sounds are read, plain text counts as words. Cards follow when all of them are there. */
export async function inspireByFiles(files: readonly File[]): Promise<void> {
  const arrived = await Promise.all(files.map(async (file) => {
    const kind = mediaKindOf(file);
    if (kind) return addFile(file, kind, t('ideas.did.add'));
    if (!file.type.startsWith('text/') || file.size > 65_000) {
      announce(t('ideas.noKind', { name: file.name }));
      return false;
    }
    addText(await file.text(), t('ideas.did.add'));
    return true;
  }));
  if (arrived.some(Boolean)) await askAndTell();
}

/** An example: its cards, and the first of them sounding. */
export async function startWith(example: () => Promise<void>): Promise<void> {
  tellFirst((first) => void hear(first));
  await example();
}

let soon: ReturnType<typeof setTimeout> | undefined;

/** Keywords or dials were changed: new cards follow after a breath. What sounded goes on with the first of them. */
export function refreshSoon(afterMs = 350): void {
  clearTimeout(soon);
  if (!brief.value && !cards.value.length) return;
  soon = setTimeout(() => void refresh(), afterMs);
}

/** Changes the song's keywords; new cards follow. */
export function decide(next: KeywordChoices): void {
  choose(next, t('ideas.did.keywords'));
  refreshSoon();
}

async function refresh(): Promise<void> {
  await settled();
  if (isHearingCard()) tellFirst((first) => void hear(first));
  const next = asked.value && asked.value.kind !== 'fresh' ? await askAgain() : await askFresh();
  announceCards(next);
}
