import { endOf, eventAt, overlaps } from '../../domain/arrange';
import { cellsOf, gridOf, type Cell } from '../../domain/grid';
import type { Part, Tick } from '../../domain/song';
import { partLength } from '../../domain/timeline';
import { barBefore, takeBarsOut } from '../../state/partActions';
import { redo, selection, song, undo } from '../../state/song';
import {
  beatAt, choose, chooseAll, goTo, joinChosen, lockChosen, moveChosen, moveChosenBars, removeChosen, splitChosen, startTyping, stretchChosen, transposeChosen,
} from '../../state/songActions';
import { barsInRow, cursor, partOf } from '../../state/songView';
import { keysOf } from '../../state/shortcuts';
import { openStripIdeas } from './StripIdeas';

/** What keys do on a cell of the song; the shortcut sheet has the same list (components/shell/ShortcutSheet.tsx). */

function here(): { part: Part; tick: Tick; cell: Cell | null } | null {
  const place = cursor.value;
  const part = place ? partOf(place.partId) : null;
  if (!place || !part) return null;
  const cell = eventAt(cellsOf(song.value, part), place.tick) ?? null;
  return { part, tick: place.tick, cell };
}

function enter(part: Part, cell: Cell): void {
  goTo(part, cell.start, cell.chord ? endOf(cell) : cell.start);
}

/** The next or previous cell, over the edge of the part too. The place after the last bar is a cell. */
function step(by: 1 | -1): void {
  const now = here();
  if (!now) return;
  const cells = cellsOf(song.value, now.part);
  const at = now.cell ? cells.findIndex((one) => one.start === now.cell?.start) : cells.length;
  const next = cells[at + by];
  if (next) return enter(now.part, next);
  if (by === 1 && now.cell) return goTo(now.part, partLength(song.value, now.part));
  const parts = song.value.parts;
  const other = parts[parts.indexOf(now.part) + by];
  if (!other) return;
  if (by === -1) return goTo(other, partLength(song.value, other));
  const first = cellsOf(song.value, other)[0];
  if (first) enter(other, first);
}

/** A row of bars up or down. */
function stepRow(by: 1 | -1): void {
  const now = here();
  if (!now) return;
  const bars = gridOf(song.value, now.part);
  const at = bars.findIndex((bar) => bar.start <= now.tick && endOf(bar) > now.tick);
  const bar = bars[at];
  const target = bars[(at < 0 ? bars.length : at) + by * barsInRow.value];
  if (target) return enterAt(now.part, target.start + (bar ? now.tick - bar.start : 0));
  const parts = song.value.parts;
  const other = parts[parts.indexOf(now.part) + by];
  if (!other) return;
  enterAt(other, by === 1 ? 0 : Math.max(0, partLength(song.value, other) - 1));
}

function enterAt(part: Part, tick: Tick): void {
  const cell = eventAt(cellsOf(song.value, part), tick);
  if (cell) enter(part, cell);
}

function stepInGap(by: 1 | -1): void {
  const now = here();
  if (!now?.cell || now.cell.chord) return moveChosen(by);
  const tick = now.tick + by * beatAt(now.part, now.tick);
  if (tick >= now.cell.start && tick < endOf(now.cell)) goTo(now.part, tick);
}

/** What is chosen grows, or shrinks, by a cell; the cursor stays at its beginning. */
function extend(by: 1 | -1): void {
  const now = here();
  const place = selection.value;
  if (!now || !place) return;
  const cells = cellsOf(song.value, now.part);
  const inside = cells.filter((one) => overlaps(one, place.start, Math.max(place.end, place.start + 1)));
  const last = inside.at(-1);
  const next = last ? cells[cells.indexOf(last) + 1] : undefined;
  if (by === 1) {
    const target = place.end === place.start ? last : next;
    if (target) choose(now.part, place.start, endOf(target));
  } else if (inside.length > 1 && last) {
    choose(now.part, place.start, last.start);
  }
}

const commands: Record<string, () => void> = {
  ArrowRight: () => step(1),
  ArrowLeft: () => step(-1),
  ArrowDown: () => stepRow(1),
  ArrowUp: () => stepRow(-1),
  Home: () => { const now = here(); if (now) enterAt(now.part, -now.part.pickupTicks); },
  End: () => { const now = here(); if (now) enterAt(now.part, partLength(song.value, now.part) - 1); },
  'Shift+ArrowRight': () => extend(1),
  'Shift+ArrowLeft': () => extend(-1),
  'Alt+ArrowRight': () => stepInGap(1),
  'Alt+ArrowLeft': () => stepInGap(-1),
  'Alt+PageDown': () => moveChosenBars(1),
  'Alt+PageUp': () => moveChosenBars(-1),
  'Alt+Shift+ArrowRight': () => stretchChosen(1),
  'Alt+Shift+ArrowLeft': () => stretchChosen(-1),
  'Alt+ArrowUp': () => transposeChosen(1),
  'Alt+ArrowDown': () => transposeChosen(-1),
  Enter: () => { const now = here(); if (now) startTyping(now.part, now.tick, null); },
  F2: () => { const now = here(); if (now) startTyping(now.part, now.tick, null); },
  'Shift+Enter': barBefore,
  'Shift+Delete': takeBarsOut,
  Delete: removeChosen,
  Backspace: removeChosen,
  S: splitChosen,
  J: joinChosen,
  K: lockChosen,
  O: openStripIdeas,
  'Mod+A': () => { const now = here(); if (now) chooseAll(now.part); },
  'Mod+Z': undo,
  'Mod+Shift+Z': redo,
  'Mod+Y': redo,
  Escape: () => { const place = selection.value; if (place) selection.value = { ...place, end: place.start }; },
};

export function onCellKey(event: KeyboardEvent): void {
  if (!(event.target instanceof HTMLElement) || !event.target.dataset['cell']) return;
  const keys = keysOf(event);
  const command = commands[keys];
  const begins = /^[A-Ga-g|]$/.test(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (begins) {
    const now = here();
    if (now) startTyping(now.part, now.tick, event.key.toUpperCase());
  } else if (command) {
    command();
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}
