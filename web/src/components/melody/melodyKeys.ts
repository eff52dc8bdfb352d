import { endOf } from '../../domain/arrange';
import { partLength } from '../../domain/timeline';
import {
  changeNote, goToNote, goToTick, melodyPlace, movePitch, noteHere, placeHere, removeNote, stepNote, steps, stepTicks, typeLetter,
} from '../../state/melody';
import { redo, song, undo } from '../../state/song';
import { keysOf } from '../../state/shortcuts';
import { partOf } from '../../state/songView';

/** What keys do in the tune; docs/web-tune.md and the shortcut sheet have the same list. */

function stretch(by: 1 | -1): void {
  const here = noteHere();
  if (here) changeNote(here.part, here.note, { length: here.note.length + by * stepTicks.value });
}
function shift(by: 1 | -1): void {
  const here = noteHere();
  if (here) changeNote(here.part, here.note, { start: here.note.start + by * stepTicks.value });
}
function octave(by: 1 | -1): void {
  const here = noteHere();
  if (here) changeNote(here.part, here.note, { pitch: here.note.pitch + by * 12 });
}
function remove(): void {
  const here = noteHere();
  if (here) return removeNote(here.part, here.note);
  // Behind a note: the last one goes, as in text.
  const now = placeHere();
  const before = now?.part.melody.findLast((note) => endOf(note) <= now.place.tick);
  if (now && before) removeNote(now.part, before);
}
function edge(end: boolean): void {
  const part = placeHere()?.part;
  if (!part) return;
  const note = end ? undefined : part.melody[0];
  if (note) goToNote(part, note);
  else goToTick(part, end ? Math.min(endOf(part.melody.at(-1) ?? { start: 0, length: 0 }), partLength(song.value, part) - 1) : 0);
}

const commands: Record<string, () => void> = {
  ArrowRight: () => stepNote(1),
  ArrowLeft: () => stepNote(-1),
  ArrowUp: () => movePitch(1, false),
  ArrowDown: () => movePitch(-1, false),
  'Alt+ArrowUp': () => movePitch(1, true),
  'Alt+ArrowDown': () => movePitch(-1, true),
  'Shift+ArrowUp': () => octave(1),
  'Shift+ArrowDown': () => octave(-1),
  'Alt+ArrowRight': () => shift(1),
  'Alt+ArrowLeft': () => shift(-1),
  'Alt+Shift+ArrowRight': () => stretch(1),
  'Alt+Shift+ArrowLeft': () => stretch(-1),
  Home: () => edge(false),
  End: () => edge(true),
  Delete: remove,
  Backspace: remove,
  0: () => { stepNote(1); },
  'Mod+Z': undo,
  'Mod+Shift+Z': redo,
};

export function onMelodyKey(event: KeyboardEvent): void {
  if (!(event.target instanceof HTMLElement)) return;
  const { notePlace, note, part: partId } = event.target.dataset;
  if (notePlace === undefined && note === undefined) return;
  const part = partOf(partId ?? '');
  if (!part) return;
  // The keyboard may have come here by Tab.
  if (melodyPlace.value?.partId !== part.id) {
    const found = part.melody.find((one) => one.id === note);
    if (found) goToNote(part, found);
    else goToTick(part, Number(notePlace));
  }
  const command = commands[keysOf(event)];
  const step = steps[Number(event.key) - 1];
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (plain && /^[a-gA-G]$/.test(event.key)) typeLetter(event.key);
  else if (command) command();
  else if (plain && step !== undefined) stepTicks.value = step;
  else return;
  event.preventDefault();
  event.stopPropagation();
}
