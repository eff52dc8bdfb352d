import { eventAt } from '../domain/arrange';
import { barInserted, barsTaken } from '../domain/bars';
import { copyOf } from '../domain/songEdits';
import { barsOf } from '../domain/timeline';
import { keepingMaps } from '../domain/maps';
import type { Edit, Part } from '../domain/song';
import { t } from '../text/text';
import { freshId } from './freshIds';
import { changeAndSay, song } from './song';
import { goTo } from './songActions';
import { chosen, partOf } from './songView';

/** What buttons do to sections and their order. Tempo, metre and key stay with the music where the order changes. */

function changed(edits: Edit[], label: string): boolean {
  return changeAndSay(keepingMaps(song.value, edits), label);
}

const kUsualNames = ['Verse', 'Chorus', 'Bridge', 'Intro', 'Outro'] as const;

/** A name that no section has: the next usual one, else one with a number. */
function freshName(wanted?: string): string {
  const taken = new Set(song.value.parts.map((part) => part.name));
  const usual = wanted ?? kUsualNames.find((name) => !taken.has(name)) ?? 'Verse';
  if (!taken.has(usual)) return usual;
  const stem = usual.replace(/ \d+$/, '');
  for (let number = 2; ; ++number) if (!taken.has(`${stem} ${number}`)) return `${stem} ${number}`;
}

/** An empty section at the end, played last. */
export function addPart(): void {
  const name = freshName();
  const id = freshId('p');
  const added = changed([{
    op: 'batch',
    edits: [{ op: 'addPart', part: { id, name, bars: 4 } }, { op: 'setOrder', order: [...song.value.order, id] }],
  }], t('song.did.addPart', { part: name }));
  const part = partOf(id);
  if (added && part) goTo(part, 0);
}

export function addCopy(part: Part): void {
  const id = freshId('p');
  const at = song.value.order.lastIndexOf(part.id);
  const order = [...song.value.order];
  order.splice(at < 0 ? order.length : at + 1, 0, id);
  const index = song.value.parts.indexOf(part) + 1;
  changed([{
    op: 'batch',
    edits: [{ op: 'addPart', part: { ...copyOf(part, freshName(part.name), () => freshId('n')), id }, index }, { op: 'setOrder', order }],
  }], t('song.did.copyPart', { part: part.name }));
}

export function removePart(part: Part): void {
  changed([{ op: 'removePart', partId: part.id }], t('song.did.removePart', { part: part.name }));
}

/** To another place among the sections as they are shown; the order they are played in is `setOrder`. */
export function movePartBy(part: Part, by: number): void {
  changed([{ op: 'movePart', partId: part.id, index: song.value.parts.indexOf(part) + by }], t('song.did.movePart', { part: part.name }));
}

/** Once more after its last playing, or its last playing less. */
export function playMore(part: Part, by: 1 | -1): void {
  const order = [...song.value.order];
  const at = order.lastIndexOf(part.id);
  if (by === 1) order.splice(at < 0 ? order.length : at + 1, 0, part.id);
  else if (at >= 0) order.splice(at, 1);
  setOrder(order);
}

export function setOrder(order: string[]): void {
  changed([{ op: 'setOrder', order }], t('song.did.order', { order: order.map((id) => partOf(id)?.name ?? '').join(', ') }));
}

/** The first and last bar of what is chosen, or of where the cursor stands. */
function chosenBars(): { part: Part; bars: ReturnType<typeof barsOf>; first: number; last: number } | null {
  const now = chosen.value;
  if (!now) return null;
  const bars = barsOf(song.value, now.part);
  const at = (tick: number): number => bars.findIndex((bar) => bar === eventAt(bars, Math.max(0, tick)));
  const first = at(now.place.start);
  const last = at(Math.max(now.place.start, now.place.end - 1));
  return first < 0 ? null : { part: now.part, bars, first, last: last < 0 ? bars.length - 1 : last };
}

/** An empty bar before what is chosen; chords, tune and words behind it move with their bars. */
export function barBefore(): void {
  const now = chosenBars();
  const bar = now?.bars[now.first];
  if (now && bar && changed(barInserted(now.part, bar), t('song.did.addBar'))) goTo(now.part, bar.start);
}

/** The bars of what is chosen go, with chords, tune and words. */
export function takeBarsOut(): void {
  const now = chosenBars();
  const first = now?.bars[now.first];
  const last = now?.bars[now.last];
  if (now && first && last && changed(barsTaken(now.part, now.bars, first, last), t('song.did.barsOut'))) goTo(partOf(now.part.id) ?? now.part, first.start);
}
