import { endOf, eventAt } from '../../domain/arrange';
import { cellsOf, snap } from '../../domain/grid';
import { chordsIn, moved, startMoved, stretched, type Chosen } from '../../domain/songEdits';
import type { Chord, Edit, Part, Tick } from '../../domain/song';
import { barsOf, type Bar } from '../../domain/timeline';
import { selection, song } from '../../state/song';
import { choose, chosenStretch, dropChords, goTo, moveEnd, moveStart, startTyping } from '../../state/songActions';
import { melodyPreview } from '../../state/melody';
import { cursor, partAfter, partOf, preview } from '../../state/songView';

/** What the pointer does in the song: it chooses, moves chords, drags their edges, and marks ranges. */

type Drag =
  | { kind: 'move'; part: Part; what: Chosen; grabbed: Tick; to: { part: Part; start: Tick } | null }
  | { kind: 'edge'; part: Part; chord: Chord; side: 'start' | 'end'; at: Tick | null }
  | { kind: 'range'; part: Part; from: Tick }
  | { kind: 'bars'; part: Part; from: Bar };

let drag: Drag | null = null;
let began = { x: 0, y: 0 };
let moving = false;
/** Where the cursor was when the pointer came down. */
let before: { partId: string; tick: Tick } | null = null;
const kSlopPixels = 5;

/** The part and the exact tick under a point of the page. */
function placeAt(x: number, y: number): { part: Part; tick: Tick } | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const bar = element.closest<HTMLElement>('[data-bar]');
    const part = bar ? partOf(bar.dataset['part'] ?? '') : null;
    if (!bar || !part) continue;
    const box = bar.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (x - box.left) / box.width));
    return { part, tick: Number(bar.dataset['start']) + share * Number(bar.dataset['length']) };
  }
  return null;
}

/** Menus and fields may lie over bars. */
function isOnBar(event: Event): boolean {
  const target = event.target as Element;
  return target.closest('[data-bar]') !== null && target.closest('.chord-input, .melody-bar') === null;
}

function chordUnder(event: PointerEvent, part: Part): Chord | null {
  const id = (event.target as Element).closest<HTMLElement>('[data-chord]')?.dataset['chord'];
  return part.chords.find((one) => one.id === id) ?? null;
}

export function onPointerDown(event: PointerEvent): void {
  if (event.button !== 0 || !isOnBar(event)) return;
  const place = placeAt(event.clientX, event.clientY);
  if (!place) return;
  const { part } = place;
  const chord = chordUnder(event, part);
  began = { x: event.clientX, y: event.clientY };
  moving = false;
  before = cursor.value;
  if (chord && event.shiftKey) {
    extendTo(part, chord.start, endOf(chord));
    event.preventDefault();
    return;
  }
  const edge = (event.target as Element).closest<HTMLElement>('[data-edge], [data-start-edge]');
  if (chord && edge) {
    drag = { kind: 'edge', part, chord, side: edge.dataset['edge'] ? 'end' : 'start', at: null };
  } else if (chord) {
    const now = chosenStretch();
    const what = now?.part.id === part.id && now.chords.includes(chord) ? now : { chords: [chord], start: chord.start, end: endOf(chord) };
    drag = { kind: 'move', part, what, grabbed: place.tick - (what.chords[0]?.start ?? 0), to: null };
  } else if ((event.target as Element).closest('.bar-number')) {
    drag = barsFrom(part, place.tick, event.shiftKey);
  } else {
    const from = snapDown(part, place.tick);
    if (event.shiftKey) {
      extendTo(part, from, from);
      return;
    }
    drag = { kind: 'range', part, from };
  }
  // A touch that drags up or down scrolls; only a mouse holds on at once.
  if (event.pointerType === 'mouse') (event.currentTarget as Element).setPointerCapture(event.pointerId);
}

const barAt = (part: Part, tick: Tick): Bar | undefined => eventAt(barsOf(song.value, part), tick);

/** A bar by its number: it is chosen whole, and further ones with Shift or by dragging on. */
function barsFrom(part: Part, tick: Tick, extend: boolean): Drag | null {
  const bar = barAt(part, tick);
  if (!bar) return null;
  if (extend) extendTo(part, bar.start, endOf(bar));
  else goTo(part, bar.start, endOf(bar));
  return extend ? null : { kind: 'bars', part, from: bar };
}

function snapDown(part: Part, tick: Tick): Tick {
  const near = snap(song.value, part, tick);
  return near > tick ? snap(song.value, part, tick - 480) : near;
}

function extendTo(part: Part, start: Tick, end: Tick): void {
  const now = selection.value;
  if (!now || now.partId !== part.id) return goTo(part, start, end);
  choose(part, Math.min(now.start, start), Math.max(now.end, end));
}

export function onPointerMove(event: PointerEvent): void {
  if (!drag) return;
  if (!moving && Math.hypot(event.clientX - began.x, event.clientY - began.y) < kSlopPixels) return;
  if (!moving && event.pointerType !== 'mouse') (event.currentTarget as Element).setPointerCapture(event.pointerId);
  moving = true;
  const place = placeAt(event.clientX, event.clientY);
  if (!place) return;
  const finer = event.altKey ? 4 : 1;
  if (drag.kind === 'range') {
    if (place.part.id !== drag.part.id) return;
    const at = snap(song.value, drag.part, place.tick, finer);
    choose(drag.part, Math.min(drag.from, at), Math.max(drag.from, at));
  } else if (drag.kind === 'bars') {
    const bar = place.part.id === drag.part.id ? barAt(drag.part, place.tick) : undefined;
    if (bar) choose(drag.part, Math.min(drag.from.start, bar.start), Math.max(endOf(drag.from), endOf(bar)));
  } else if (drag.kind === 'edge') {
    if (place.part.id !== drag.part.id) return;
    drag.at = snap(song.value, drag.part, place.tick, finer);
    show(drag.part, drag.side === 'end' ? stretched(song.value, drag.part, drag.chord, drag.at) : startMoved(song.value, drag.part, drag.chord, drag.at));
  } else {
    drag.to = { part: place.part, start: snap(song.value, place.part, place.tick - drag.grabbed, finer) };
    if (place.part.id === drag.part.id) show(drag.part, moved(song.value, drag.part, drag.what, drag.to.start - (drag.what.chords[0]?.start ?? 0)).edits);
    else hide();
  }
}

/** The part as it would be. */
function show(part: Part, edits: readonly Edit[]): void {
  const after = partAfter(part.id, edits);
  preview.value = after ? new Map([[part.id, after.chords]]) : null;
  melodyPreview.value = after ? { partId: part.id, notes: after.melody, lyrics: after.lyrics } : null;
}
function hide(): void {
  preview.value = null;
  melodyPreview.value = null;
}

export function onPointerUp(event: PointerEvent): void {
  const now = drag;
  endDrag();
  if (!now) return;
  if (!moving) return onPress(event, now);
  if (now.kind === 'edge' && now.at !== null) (now.side === 'end' ? moveEnd : moveStart)(now.part, now.chord, now.at);
  if (now.kind === 'move' && now.to) dropChords(now.part, now.what, now.to.part, now.to.start);
}

export function endDrag(): void {
  drag = null;
  hide();
}

function onPress(event: PointerEvent, now: Drag): void {
  const place = placeAt(event.clientX, event.clientY);
  if (!place || now.kind === 'bars') return;
  if (now.kind === 'range') {
    goTo(now.part, pressedTick(now.part, now.from));
    return;
  }
  // The pointer is captured, so the event no longer says what lies under it.
  const chord = now.kind === 'edge' ? now.chord : chordsIn(now.part, place.tick, place.tick + 1)[0] ?? now.what.chords[0];
  if (chord) goTo(now.part, chord.start, endOf(chord));
}

/** An empty bar is entered at its beginning; pressed again, at the beat. */
function pressedTick(part: Part, tick: Tick): Tick {
  const cell = cellsOf(song.value, part).find((one) => !one.chord && one.start <= tick && endOf(one) > tick);
  const inside = before && cell && before.partId === part.id && before.tick >= cell.start && before.tick < endOf(cell);
  return cell && !inside ? cell.start : tick;
}

/** Twice pressed: typed. */
export function onDoubleClick(event: MouseEvent): void {
  const place = placeAt(event.clientX, event.clientY);
  if (!place || !isOnBar(event)) return;
  const under = chordsIn(place.part, place.tick, place.tick + 1)[0];
  const gap = cellsOf(song.value, place.part).find((one) => !one.chord && one.start <= place.tick && endOf(one) > place.tick);
  const start = under?.start ?? gap?.start ?? snapDown(place.part, place.tick);
  cursor.value = { partId: place.part.id, tick: start };
  startTyping(place.part, start, null);
}
