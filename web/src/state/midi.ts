import { signal, type ReadonlySignal } from '@preact/signals';
import { eventAt } from '../domain/arrange';
import { chordOfPitches } from '../domain/chordOfPitches';
import { HeldKeys, readMidi, type MidiMessage } from '../domain/midiInput';
import { partLength, playedParts } from '../domain/timeline';
import type { Part, Tick } from '../domain/song';
import { t } from '../text/text';
import { announce } from './announce';
import { enterPitch, hearPitch, lanesOpen, stepNear, stepTicks, writeNote } from './melody';
import { loop, loopRange, playing, position, setMidiOut } from './player';
import { song } from './song';
import { commitTyping, keyOfPlace, startTyping } from './songActions';
import { cursor, editing, partOf } from './songView';

/** MIDI keyboards play chords and tunes in, and the song plays other instruments. */

export type MidiState = 'off' | 'asking' | 'on' | 'denied' | 'absent';
const state_ = signal<MidiState>('requestMIDIAccess' in navigator ? 'off' : 'absent');
export const midiState: ReadonlySignal<MidiState> = state_;

export interface Port {
  id: string;
  name: string;
}
const inputs_ = signal<readonly Port[]>([]);
const outputs_ = signal<readonly Port[]>([]);
export const midiOutputs: ReadonlySignal<readonly Port[]> = outputs_;
const output_ = signal('');
/** The output that is played; empty: none. */
export const midiOutput: ReadonlySignal<string> = output_;
const chord_ = signal('');
/** What was pressed last, by its name. */
export const midiChord: ReadonlySignal<string> = chord_;

/** Which keyboards are played in from, in words. */
export const inputWords = (): string => t('midi.inputs', { names: inputs_.value.map((one) => one.name).join(', ') || t('midi.none') });

let access: MIDIAccess | null = null;
const keys = new HeldKeys();

export async function connectMidi(): Promise<void> {
  if (state_.value !== 'off' && state_.value !== 'denied') return;
  state_.value = 'asking';
  try {
    access = await navigator.requestMIDIAccess({ sysex: false });
    access.onstatechange = listen;
    listen();
    state_.value = 'on';
    announce(inputWords());
  } catch {
    state_.value = 'denied';
    announce(t('midi.denied'));
  }
}

/** Instruments come and go while the page is open. */
function listen(): void {
  if (!access) return;
  const port = ({ id, name }: MIDIPort): Port => ({ id, name: name ?? id });
  inputs_.value = [...access.inputs.values()].filter((one) => one.state === 'connected').map(port);
  outputs_.value = [...access.outputs.values()].filter((one) => one.state === 'connected').map(port);
  for (const input of access.inputs.values()) input.onmidimessage = (event) => { if (event.data) takeMidi(event.data); };
  if (output_.value && !outputs_.value.some((one) => one.id === output_.value)) void playThrough('');
}

/** The song goes to an instrument as well; empty: no longer. */
export async function playThrough(id: string): Promise<void> {
  output_.value = id;
  await setMidiOut(id ? access?.outputs.get(id) ?? null : null);
}

// What is pressed. ----------------------------------------------------------------------------------------------------

function takeMidi(data: Uint8Array): void {
  const message = readMidi(data);
  if (!message) return;
  if (message.kind === 'down') hearPitch(message.pitch);
  if (inTune()) return takeNote(message);
  const chord = keys.take(message);
  if (chord) void takeChord(chord);
}

const inTune = (): boolean => lanesOpen.value && Boolean(document.activeElement?.closest('.melody'));

/** While the song plays a note is written where it is pressed, as long as it is held; else at the cursor, as long as the step. */
function takeNote(message: MidiMessage): void {
  if (playing.value?.kind === 'song') return takeInTime(message);
  if (message.kind === 'down') enterPitch(message.pitch, message.velocity);
}

const pressed = new Map<number, { part: Part; start: Tick; velocity: number }>();

/**
 * What is heard now, to the nearest step. Hands are early: what is pressed just before a section's end is of the next one's
 * beginning, or of where the song goes round.
 */
function placeHeard(): { part: Part; start: Tick } | null {
  const all = playedParts(song.value);
  const index = all.findIndex((one) => one === eventAt(all, Math.max(0, position.value)));
  const played = all[index];
  if (!played) return null;
  const start = stepNear(position.value - played.start);
  const round = loop.value && loopRange.value?.partId === played.part.id ? loopRange.value : null;
  if (round && start >= round.end) return { part: played.part, start: round.start };
  if (start < partLength(song.value, played.part)) return { part: played.part, start };
  const next = all[index + 1] ?? (loop.value ? all[0] : undefined);
  return next ? { part: next.part, start: 0 } : { part: played.part, start: start - stepTicks.value };
}

function takeInTime(message: MidiMessage): void {
  if (message.kind === 'down') {
    const here = placeHeard();
    if (here) pressed.set(message.pitch, { ...here, velocity: message.velocity });
    return;
  }
  const played = eventAt(playedParts(song.value), Math.max(0, position.value));
  const note = pressed.get(message.pitch);
  pressed.delete(message.pitch);
  const part = note ? partOf(note.part.id) : null;
  if (!note || !part) return;
  // Held on into another part: a step long.
  const end = played?.part.id === part.id ? position.value - played.start : note.start;
  writeNote(part, note.start, Math.max(stepTicks.value, stepNear(end) - note.start), message.pitch, note.velocity);
}

/** A chord is named, and written where the song has the keyboard. */
async function takeChord(pitches: number[]): Promise<void> {
  const place = cursor.value;
  const part = place ? partOf(place.partId) : song.value.parts[0];
  if (!part) return;
  const symbol = chordOfPitches(pitches, keyOfPlace(part, place?.tick ?? 0));
  chord_.value = symbol ?? '';
  if (!symbol) return;
  announce(symbol);
  const cell = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['cell'] : undefined;
  if (!place || !cell || editing.value) return;
  startTyping(part, place.tick, symbol);
  const now = editing.value;
  if (now) await commitTyping(now, symbol);
}
