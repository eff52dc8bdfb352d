import { notePlaced, snapPitch, type PlacedNote } from '../../domain/melody';
import type { Note, Part, Tick } from '../../domain/song';
import { changeNote, goToNote, goToTick, hearPitch, melodyPlace, melodyPreview, snapToScale, stepNear, stepTicks, writeNote } from '../../state/melody';
import { song } from '../../state/song';
import { keyOfPlace } from '../../state/songActions';
import { partAfter, partOf } from '../../state/songView';

/** What the pointer does in the tune: it draws notes, moves them and drags their ends. */

type Drag =
  | { kind: 'draw'; part: Part; from: Tick; note: PlacedNote }
  | { kind: 'move'; part: Part; before: Note; grabbed: Tick; note: Note }
  | { kind: 'end'; part: Part; before: Note; note: Note };

let drag: Drag | null = null;
let began = { x: 0, y: 0 };
let moving = false;
const kSlopPixels = 4;
const kEdgePixels = 9;

/** The exact tick and the pitch under a point; above and below the lane the nearest bar's. */
function placeAt(x: number, y: number, partId: string): { tick: Tick; pitch: number } | null {
  let best: { distance: number; place: { tick: Tick; pitch: number } } | null = null;
  for (const lane of document.querySelectorAll<HTMLElement>(`[data-melody="${CSS.escape(partId)}"]`)) {
    const box = lane.getBoundingClientRect();
    const distance = Math.max(box.left - x, x - box.right, 0) + Math.max(box.top - y, y - box.bottom, 0);
    if (best && best.distance <= distance) continue;
    const share = Math.min(0.9999, Math.max(0, (x - box.left) / box.width));
    const high = Number(lane.dataset['high']);
    const rows = high - Number(lane.dataset['low']) + 1;
    const row = Math.floor(((y - box.top) / box.height) * rows);
    best = { distance, place: { tick: Number(lane.dataset['start']) + share * Number(lane.dataset['length']), pitch: high - row } };
  }
  return best?.place ?? null;
}

const stepBefore = (tick: Tick): Tick => Math.floor(tick / stepTicks.value) * stepTicks.value;

function pitchFor(part: Part, tick: Tick, pitch: number, chromatic: boolean): number {
  return chromatic || !snapToScale.value ? pitch : snapPitch(pitch, keyOfPlace(part, tick));
}

export function onMelodyDown(event: PointerEvent): void {
  const target = event.target instanceof Element ? event.target : null;
  const lane = target?.closest<HTMLElement>('[data-melody]');
  const part = lane ? partOf(lane.dataset['melody'] ?? '') : null;
  if (event.button !== 0 || !lane || !part) return;
  const place = placeAt(event.clientX, event.clientY, part.id);
  if (!place) return;
  began = { x: event.clientX, y: event.clientY };
  moving = false;
  const element = target?.closest<HTMLElement>('[data-note]');
  const note = part.melody.find((one) => one.id === element?.dataset['note']);
  if (note && element) {
    const nearEnd = element.getBoundingClientRect().right - event.clientX < Math.min(kEdgePixels, element.clientWidth / 3);
    drag = nearEnd ? { kind: 'end', part, before: note, note } : { kind: 'move', part, before: note, grabbed: place.tick - note.start, note };
  } else {
    const from = stepBefore(place.tick);
    drag = { kind: 'draw', part, from, note: { start: from, length: stepTicks.value, pitch: pitchFor(part, from, place.pitch, event.altKey), velocity: 80 } };
    if (event.pointerType === 'mouse') show(drag);
  }
  if (event.pointerType === 'mouse') lane.setPointerCapture(event.pointerId);
  event.stopPropagation();
}

/** The tune as it would be. */
function show({ part, note }: Drag): void {
  const after = partAfter(part.id, notePlaced(song.value, part, note));
  melodyPreview.value = after ? { partId: part.id, notes: after.melody } : null;
}

export function onMelodyMove(event: PointerEvent): void {
  if (!drag) return;
  event.stopPropagation();
  if (!moving && Math.hypot(event.clientX - began.x, event.clientY - began.y) < kSlopPixels) return;
  // A touch beside the notes scrolls the page.
  if (!moving && event.pointerType !== 'mouse' && drag.kind === 'draw') return endMelodyDrag();
  moving = true;
  const { part } = drag;
  const place = placeAt(event.clientX, event.clientY, part.id);
  if (!place) return;
  if (drag.kind === 'draw') {
    const end = Math.max(drag.from + stepTicks.value, stepBefore(place.tick) + stepTicks.value);
    drag.note = { ...drag.note, length: end - drag.from, pitch: pitchFor(part, drag.from, place.pitch, event.altKey) };
  } else if (drag.kind === 'end') {
    drag.note = { ...drag.before, length: Math.max(stepTicks.value / 2, stepNear(place.tick) - drag.before.start) };
  } else {
    const start = Math.max(-part.pickupTicks, stepNear(place.tick - drag.grabbed));
    const pitch = pitchFor(part, start, place.pitch, event.altKey);
    if (pitch !== drag.note.pitch) hearPitch(pitch);
    drag.note = { ...drag.before, start, pitch };
  }
  show(drag);
}

export function onMelodyUp(event: PointerEvent): void {
  const now = drag;
  endMelodyDrag();
  if (!now) return;
  event.stopPropagation();
  if (now.kind === 'draw') return writeNote(now.part, now.note.start, now.note.length, now.note.pitch);
  if (!moving) {
    goToNote(now.part, now.before);
    return hearPitch(now.before.pitch);
  }
  changeNote(now.part, now.before, now.note);
}

export function endMelodyDrag(): void {
  drag = null;
  melodyPreview.value = null;
}

/** The place goes where the keyboard goes, by Tab or a screen reader. */
export function onMelodyFocus(event: FocusEvent): void {
  if (!(event.target instanceof HTMLElement)) return;
  const { note, notePlace, part: partId } = event.target.dataset;
  const part = partOf(partId ?? '');
  if (!part || (note === undefined && notePlace === undefined)) return;
  const found = part.melody.find((one) => one.id === note);
  const now = melodyPlace.value;
  if (found && now?.noteId !== found.id) goToNote(part, found);
  else if (notePlace !== undefined && now?.partId !== part.id) goToTick(part, Number(notePlace));
}

