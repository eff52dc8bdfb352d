import { effect, signal } from '@preact/signals';
import { endOf, eventAt } from '../domain/arrange';
import { laneRange, noteBefore, notePlaced, noteRemoved, pitchOfLetter, scaleStep, snapPitch, wordsOn, type PlacedNote } from '../domain/melody';
import { mod12, noteText, octaveOf, pitchClassOf, spell, takeNote, type Key } from '../domain/notes';
import type { Edit, Lyric, Note, Part, Tick } from '../domain/song';
import { beatTicks, meterInPart, partLength } from '../domain/timeline';
import { t } from '../text/text';
import { announce } from './announce';
import { factsOf } from './chordFacts';
import { readKept, writeKept } from './kept';
import { strike } from './player';
import { addShortcuts } from './shortcuts';
import { change, song } from './song';
import { keyOfPlace, placeWords } from './songActions';
import { partOf } from './songView';

/** The tune of the song: what hands and keys do to it. */

/** Whether tune and words are shown under the chords. */
export const lanesOpen = signal(readKept('amuse.lanes') === true);
effect(() => writeKept('amuse.lanes', lanesOpen.value));

export function toggleLanes(): void {
  lanesOpen.value = !lanesOpen.value;
}
addShortcuts({ keys: 'U', label: 'tune.show', group: 'song', run: toggleLanes });

/** Notes are drawn and moved to the scale's pitches; without it to every semitone. */
export const snapToScale = signal(true);

/** How long a note is that is drawn or typed, and to what it snaps: quarter notes by 960. */
export const stepTicks = signal<Tick>(480);
export const steps: readonly Tick[] = [3840, 1920, 960, 480, 320, 240];
/** The nearest step to a tick. */
export const stepNear = (tick: Tick): Tick => Math.round(tick / stepTicks.value) * stepTicks.value;

/** Where the tune is worked on: a note, or the place where the next one is typed. */
export interface MelodyPlace {
  partId: string;
  tick: Tick;
  noteId: string | null;
}
export const melodyPlace = signal<MelodyPlace | null>(null);

/** The tune of a part as it would be after the drag that is going on; its words, where they move along. */
export const melodyPreview = signal<{ partId: string; notes: readonly PlacedNote[]; lyrics?: readonly Lyric[] } | null>(null);

const kFirstPitch = 67;
/** The flute of most grooves: its place in General MIDI. */
const kMelodyProgram = 73;

export const rangeOf = (part: Part): { low: number; high: number } => laneRange(part.melody);

/** A pitch by its name in the key, with its octave: "F#4". */
export function pitchName(pitch: number, key: Key): string {
  const name = spell(mod12(pitch), key);
  return `${noteText(name)}${octaveOf(pitch, name)}`;
}

/** What a note is to the chord that sounds with it. */
export type Fit = 'chord' | 'scale' | 'outside';
export function fitOf(part: Part, note: { start: Tick; pitch: number }): Fit {
  const key = keyOfPlace(part, note.start);
  const chord = eventAt(part.chords, note.start);
  const tones = chord ? factsOf(chord.symbol, key)?.notes ?? [] : [];
  const pitch = mod12(note.pitch);
  if (tones.some((name) => { const read = takeNote(name); return read !== null && pitchClassOf(read.note) === pitch; })) return 'chord';
  return snapPitch(note.pitch, key) === note.pitch ? 'scale' : 'outside';
}

/** A note for screen readers: "E4, Verse, bar 1, beat 2, 1 beats, of the chord, “rain”". */
export function noteWords(part: Part, note: Note): string {
  const beats = Math.round((note.length / beatTicks(meterInPart(song.value, part.id, note.start))) * 100) / 100;
  const sung = wordsOn(part, note.id)[0];
  return [
    pitchName(note.pitch, keyOfPlace(part, note.start)), placeWords(part, note.start), t('song.beats', { beats }), t(`tune.fit.${fitOf(part, note)}`),
    sung ? `“${sung.text}”` : '',
  ].filter(Boolean).join(', ');
}

export function hearPitch(pitch: number): void {
  void strike([pitch], kMelodyProgram);
}

export function goToNote(part: Part, note: { id: string; start: Tick }): void {
  melodyPlace.value = { partId: part.id, tick: note.start, noteId: note.id };
}
/** To a place where a note may be typed. */
export function goToTick(part: Part, tick: Tick): void {
  melodyPlace.value = { partId: part.id, tick: Math.max(-part.pickupTicks, tick), noteId: null };
}

function changed(part: Part, edits: Edit[], label: string): boolean {
  const done = change(edits, label);
  const place = melodyPlace.value;
  const after = partOf(part.id);
  if (place?.noteId && after && !after.melody.some((one) => one.id === place.noteId)) melodyPlace.value = { ...place, noteId: null };
  return done;
}

/** Puts a note into the tune and lets it be heard; the place goes behind it. */
export function writeNote(part: Part, start: Tick, length: Tick, pitch: number, velocity = 80): void {
  if (!changed(part, notePlaced(song.value, part, { start, length, pitch, velocity }), t('tune.did.write', { note: pitchName(pitch, keyOfPlace(part, start)) }))) return;
  hearPitch(pitch);
  const after = partOf(part.id);
  if (after) goToTick(after, start + length);
  announce(`${pitchName(pitch, keyOfPlace(part, start))}, ${placeWords(part, start)}`);
}

/** A note as it becomes; it is heard where its pitch is another. */
export function changeNote(part: Part, before: Note, next: Partial<Pick<Note, 'start' | 'length' | 'pitch'>>): void {
  const note = { ...before, ...next };
  if (note.length <= 0 || note.start < -part.pickupTicks) return;
  if (!changed(part, notePlaced(song.value, part, note), t('tune.did.change', { note: pitchName(note.pitch, keyOfPlace(part, note.start)) }))) return;
  if (note.pitch !== before.pitch) hearPitch(note.pitch);
  const after = partOf(part.id);
  const found = after?.melody.find((one) => one.id === before.id);
  if (!after || !found) return;
  goToNote(after, found);
  announce(noteWords(after, found));
}

export function removeNote(part: Part, note: Note): void {
  if (!change(noteRemoved(part, note.id), t('tune.did.remove', { note: pitchName(note.pitch, keyOfPlace(part, note.start)) }))) return;
  const after = partOf(part.id);
  if (after) goToTick(after, note.start);
  announce(t('tune.did.remove', { note: pitchName(note.pitch, keyOfPlace(part, note.start)) }));
}

/** Where the tune is worked on, with its part. */
export function placeHere(): { part: Part; place: MelodyPlace } | null {
  const place = melodyPlace.value;
  const part = place ? partOf(place.partId) : null;
  return place && part ? { part, place } : null;
}

/** The note that has the keyboard. */
export function noteHere(): { part: Part; note: Note } | null {
  const now = placeHere();
  const note = now?.part.melody.find((one) => one.id === now.place.noteId);
  return now && note ? { part: now.part, note } : null;
}

/** A letter becomes the note of the key nearest to the one before; over a note, it becomes that. */
export function typeLetter(letter: string): void {
  const now = placeHere();
  if (!now) return;
  const { part, place } = now;
  const key = keyOfPlace(part, place.tick);
  const here = noteHere();
  const near = here ? here.note.pitch : noteBefore(part, place.tick - 1)?.pitch ?? kFirstPitch;
  const pitch = pitchOfLetter(letter, key, near);
  if (here) changeNote(part, here.note, { pitch });
  else enterPitch(pitch);
}

/** A note at the place, as long as the step: from a letter or from a MIDI keyboard. @returns Whether there was a place. */
export function enterPitch(pitch: number, velocity?: number): boolean {
  const now = placeHere();
  if (!now) return false;
  const { part, place } = now;
  const here = noteHere();
  writeNote(part, here ? endOf(here.note) : place.tick, stepTicks.value, pitch, velocity);
  return true;
}

/** Up or down: by the scale, or by semitones. */
export function movePitch(by: 1 | -1, chromatic: boolean): void {
  const here = noteHere();
  if (!here) return;
  const { part, note } = here;
  const pitch = chromatic || !snapToScale.value ? note.pitch + by : scaleStep(note.pitch, keyOfPlace(part, note.start), by);
  changeNote(part, note, { pitch });
}

/** To the next or previous note; else by a step through the silence. */
export function stepNote(by: 1 | -1): void {
  const now = placeHere();
  if (!now) return;
  const { part, place } = now;
  const at = noteHere()?.note;
  const from = at ? (by === 1 ? endOf(at) : at.start - stepTicks.value) : place.tick + by * stepTicks.value;
  const tick = Math.min(partLength(song.value, part), Math.max(-part.pickupTicks, from));
  const under = part.melody.find((one) => one.start <= tick && endOf(one) > tick && one.id !== at?.id);
  if (under) goToNote(part, under);
  else goToTick(part, tick);
}

/** The tune's keys and its song's: a part that is gone has no place in it. */
effect(() => {
  const place = melodyPlace.value;
  if (place && !song.value.parts.some((part) => part.id === place.partId)) melodyPlace.value = null;
});
