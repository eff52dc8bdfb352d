import { asOne, endOf, eventAt, type Placed } from '../domain/arrange';
import { barTune, tuneCopy, type BarTune, type TuneCopy } from '../domain/barTune';
import { barLengthAt, placedSheet, readSheet, sheetOf } from '../domain/chordSheet';
import { barAndBeat } from '../domain/grid';
import type { Key } from '../domain/notes';
import { chordsIn, cutOut, joined, moved, movedOver, removed, spelledFor, startMoved, stretched, written, type Chosen } from '../domain/songEdits';
import type { Chord, Edit, Part, Tick } from '../domain/song';
import { barsOf, beatTicks, firstStartOf, keyAt, meterInPart, partLength } from '../domain/timeline';
import { t } from '../text/text';
import { announce } from './announce';
import { readTyped } from './chordFacts';
import { freshId } from './freshIds';
import { change, changeAndSay, selection, song } from './song';
import { chosen, cursor, editing, focusCursorCell, partOf, type Editing } from './songView';
import { view } from './view';

/** What buttons and keys do to the chords that are chosen. */

export function keyOfPlace(part: Part, tick: Tick): Key {
  return keyAt(song.value, Math.max(0, firstStartOf(song.value, part.id) + tick));
}
/** A length in beats, for people: 2, 1.5, 0.33. */
export function beatsOf(part: Part, event: { start: Tick; length: Tick }): number {
  return Math.round((event.length / beatAt(part, event.start)) * 100) / 100;
}
export function beatAt(part: Part, tick: Tick): Tick {
  return beatTicks(meterInPart(song.value, part.id, tick));
}

export function choose(part: Part, start: Tick, end: Tick): void {
  selection.value = { partId: part.id, start, end };
}
/** Moves the keyboard there too. */
export function goTo(part: Part, start: Tick, end: Tick = start): void {
  cursor.value = { partId: part.id, tick: start };
  choose(part, start, end);
}

/** Where something is, for people: "Verse, bar 3". */
export function placeWords(part: Part, tick: Tick): string {
  if (tick >= partLength(song.value, part)) return t('song.placeEnd', { part: part.name });
  const { bar, beat } = barAndBeat(barsOf(song.value, part), tick);
  return t('song.place', { part: part.name, bar, beat });
}

/** What is chosen, with what of its chords reaches out of it. */
export function chosenStretch(): (Chosen & { part: Part }) | null {
  const now = chosen.value;
  const last = now?.chords.at(-1);
  if (!now) return null;
  const { place, part, chords } = now;
  return { part, chords, start: Math.min(place.start, chords[0]?.start ?? place.start), end: Math.max(place.end, last ? endOf(last) : place.end) };
}

/** The chords leave their bars; a tune over them stays. */
export function removeChosen(): void {
  const now = chosen.value;
  if (!now || now.chords.length === 0) return;
  change(removed(now.part, now.place.start, now.place.end), t('song.did.remove', { chords: symbols(now.chords) }));
  goTo(now.part, now.place.start);
}

/** What was copied goes: whole bars with their tune and words. */
export function cutChosen(): void {
  const now = chosenStretch();
  if (!now) return;
  change(cutOut(song.value, now.part, now.start, now.end), t('song.did.cut', { chords: symbols(now.chords) }));
  goTo(now.part, now.start);
}

export function lockChosen(): void {
  const now = chosen.value;
  if (!now || now.chords.length === 0) return;
  const locked = now.chords.some((chord) => !chord.locked);
  const edits = now.chords.filter((chord) => chord.locked !== locked).map((chord): Edit => ({ op: 'lockChord', chordId: chord.id, locked }));
  changeAndSay(edits, t(locked ? 'song.did.lock' : 'song.did.unlock', { chords: symbols(now.chords) }));
}

/** Cuts the chord at the beat in its middle, or at the cursor where that lies inside. */
export function splitChosen(): void {
  const now = chosen.value;
  const chord = now?.chords[0];
  if (!now || !chord) return;
  const beat = beatAt(now.part, chord.start);
  const half = Math.max(1, Math.floor(chord.length / beat / 2)) * beat;
  const at = chord.start + (chord.length > beat ? half : Math.round(chord.length / 2));
  if (changeAndSay([{ op: 'splitChord', chordId: chord.id, at }], t('song.did.split', { chords: chord.symbol })))
    goTo(now.part, chord.start, at);
}

export function joinChosen(): void {
  const now = chosen.value;
  if (!now || now.chords.length === 0) return;
  const edits = joined(song.value, now.part, now.chords);
  if (edits.length === 0 || !changeAndSay(edits, t('song.did.join', { chords: symbols(now.chords) }))) return;
  const first = partOf(now.part.id)?.chords.find((one) => one.id === now.chords[0]?.id);
  if (first) goTo(now.part, first.start, endOf(first));
}

export function transposeChosen(semitones: number): void {
  const now = chosen.value;
  if (!now || now.chords.length === 0) return;
  const edits = now.chords.map((chord): Edit => ({ op: 'transposeChord', chordId: chord.id, semitones }));
  if (!change(asOne(edits), t('song.did.transpose', { chords: symbols(now.chords) }))) return;
  const after = partOf(now.part.id);
  if (after) announce(symbols(chordsIn(after, now.place.start, now.place.end)));
}

export function moveChosen(beats: number): void {
  const now = chosenStretch();
  if (now?.chords[0]) moveBy(now, beats * beatAt(now.part, now.chords[0].start));
}

/** A bar later or earlier; whole bars take their tune and words along. */
export function moveChosenBars(bars: 1 | -1): void {
  const now = chosenStretch();
  if (now?.chords[0]) moveBy(now, bars * barLengthAt(song.value, now.part, bars < 0 ? now.start - 1 : now.start));
}

function moveBy(now: Chosen & { part: Part }, ticks: Tick): void {
  const { edits, by } = moved(song.value, now.part, now, ticks);
  if (by === 0 || !change(edits, t('song.did.move', { chords: symbols(now.chords) }))) return;
  goTo(now.part, now.start + by, now.end + by);
  announce(placeWords(now.part, now.start + by));
}

/** The last of the chosen chords ends some beats later or earlier. */
export function stretchChosen(beats: number): void {
  const now = chosen.value;
  const chord = now?.chords.at(-1);
  if (!now || !chord) return;
  const end = endOf(chord) + beats * beatAt(now.part, chord.start);
  if (!change(stretched(song.value, now.part, chord, end), t('song.did.stretch', { chords: chord.symbol }))) return;
  const after = partOf(now.part.id)?.chords.find((one) => one.id === chord.id);
  if (!after) return;
  choose(now.part, Math.min(now.place.start, after.start), endOf(after));
  announce(t('song.beats', { beats: beatsOf(now.part, after) }));
}

export function moveStart(part: Part, chord: Chord, start: Tick): void {
  change(startMoved(song.value, part, chord, start), t('song.did.stretch', { chords: chord.symbol }));
}
export function moveEnd(part: Part, chord: Chord, end: Tick): void {
  change(stretched(song.value, part, chord, end), t('song.did.stretch', { chords: chord.symbol }));
}

/** Chosen chords dropped at a tick of this or another part. */
export function dropChords(from: Part, what: Chosen, to: Part, start: Tick): void {
  const first = what.chords[0];
  if (!first) return;
  const wanted = start - first.start;
  const { edits, by } = from.id === to.id
    ? moved(song.value, from, what, wanted)
    : { edits: movedOver(song.value, from, what, to, wanted, () => freshId('n')), by: wanted };
  change(edits, t('song.did.move', { chords: symbols(what.chords) }));
  goTo(to, what.start + by, what.end + by);
}

export function chooseAll(part: Part): void {
  goTo(part, -part.pickupTicks, partLength(song.value, part));
}

// --- Copy and paste -------------------------------------------------------------------------------------------------

/** What was copied here last, with voicings, tune and words; used while the clipboard still holds its text. */
let copied: { text: string; chords: Placed[]; tune: BarTune | null; length: Tick } | null = null;

/** The text for the clipboard; nothing where nothing is chosen. */
export function copyChosen(): string | null {
  const now = chosenStretch();
  if (!now) return null;
  const { start, end } = now;
  const tune = barTune(song.value, now.part, start, end);
  if (now.chords.length === 0 && !tune) return null;
  const text = sheetOf(song.value, now.part, start, end);
  copied = { text, tune, length: end - start, chords: now.chords.map(({ id: _, ...chord }) => ({ ...chord, start: chord.start - start })) };
  announce(t('song.did.copy', { chords: symbols(now.chords) }));
  return text;
}

/** Puts chords from the clipboard at the cursor. Gives false where the text holds none. */
export async function paste(text: string): Promise<boolean> {
  const place = selection.value ?? firstPlace();
  const part = place ? partOf(place.partId) : null;
  if (!place || !part) return false;
  if (copied && copied.text === text) {
    const at = place.start;
    const arriving = spelledFor(song.value, part, copied.chords.map((chord) => ({ ...chord, start: chord.start + at })));
    return pasted(part, at, at + copied.length, arriving, copied.tune ? tuneCopy(copied.tune, () => freshId('n')) : null);
  }
  const read = await readChordsAt(part, place.start, text);
  if (typeof read === 'string' || read.chords.length === 0) {
    announce(typeof read === 'string' ? read : t('song.pastedNone'));
    return false;
  }
  return pasted(part, place.start, place.start + read.length, read.chords);
}

function pasted(part: Part, start: Tick, end: Tick, chords: Placed[], tune: TuneCopy | null = null): boolean {
  if (!changeAndSay(written(song.value, part, start, end, chords, tune), t('song.did.paste', { chords: symbols(chords) }))) return false;
  goTo(part, start, end);
  return true;
}

function firstPlace(): { partId: string; start: Tick; end: Tick } | null {
  const part = song.value.parts[0];
  return part ? { partId: part.id, start: 0, end: 0 } : null;
}

function symbols(chords: readonly { symbol: string }[]): string {
  return chords.map((chord) => chord.symbol).join(' ');
}

// --- Typing ---------------------------------------------------------------------------------------------------------

export function startTyping(part: Part, start: Tick, text: string | null): void {
  const chord = eventAt(part.chords, start);
  const bar = eventAt(barsOf(song.value, part), start);
  const next = part.chords.find((one) => one.start > start);
  const end = chord ? endOf(chord) : Math.min(next?.start ?? Infinity, bar ? endOf(bar) : start + barLengthAt(song.value, part, start));
  editing.value = { partId: part.id, start: chord ? chord.start : start, end, chordId: chord?.id ?? null, text: text ?? chord?.symbol ?? '', begun: text !== null };
}

/** Symbols in their one form; or what is wrong with the first that is none. */
async function readAll(texts: string[], key: Key): Promise<string[] | string> {
  const typed = await readTyped(texts, key);
  if (!typed) return texts.every((text) => /^([A-G][#b♯♭]{0,2}|N\.?C)/.test(text)) ? texts : t('song.notAChord', { text: texts.join(' ') });
  const wrong = typed.find((one) => one.error);
  if (wrong?.error) return t('song.typedWrong', { text: wrong.text, why: wrong.error.message });
  return typed.map((one) => one.chord?.symbol ?? one.text);
}

/** A text's chords as they stand from a tick of a part on; or what is wrong with it. */
async function readChordsAt(part: Part, start: Tick, text: string): Promise<{ chords: Placed[]; length: Tick } | string> {
  const sheet = readSheet(text, barLengthAt(song.value, part, start));
  const read = await readAll(sheet.chords.map((one) => one.symbol), keyOfPlace(part, start));
  if (typeof read === 'string') return read;
  return { chords: placedSheet(sheet, start).map((chord, index) => ({ ...chord, symbol: read[index] ?? chord.symbol })), length: sheet.length };
}

/** Takes what was typed into the song: one chord, several (a bar each), or bars between "|". Gives what is wrong with it. */
export async function commitTyping(now: Editing, text: string): Promise<string | null> {
  const part = partOf(now.partId);
  const wanted = text.trim();
  if (!part) return null;
  if (wanted === '') {
    if (now.chordId) change([{ op: 'removeChord', chordId: now.chordId }], t('song.did.remove', { chords: '' }));
    editing.value = null;
    return null;
  }
  const read = await readChordsAt(part, now.start, wanted);
  if (typeof read === 'string') return read;
  const label = t('song.did.write', { chords: symbols(read.chords) });
  const only = read.chords.length === 1 ? read.chords[0] : undefined;
  if (only && now.chordId) {
    changeAndSay([{ op: 'replaceChord', chordId: now.chordId, symbol: only.symbol }], label);
  } else {
    const chords = only ? [{ ...only, start: now.start, length: now.end - now.start }] : read.chords;
    changeAndSay(written(song.value, part, now.start, Math.max(now.start, ...chords.map(endOf)), chords), label);
  }
  editing.value = null;
  afterTyping(part.id, only ? now.end : now.start + read.length);
  return null;
}

/** The cursor goes on to what comes next, so that chords can be typed one after the other. */
function afterTyping(partId: string, end: Tick): void {
  const part = partOf(partId);
  if (!part) return;
  const length = partLength(song.value, part);
  const next = eventAt(part.chords, end);
  if (end >= length) return goTo(part, length);
  goTo(part, next ? next.start : end, next ? endOf(next) : end);
}

/** The keyboard goes to the song: to where the cursor was, or to its first bar. */
export function goToSong(): void {
  view.value = 'song';
  const place = cursor.value;
  const part = (place && partOf(place.partId)) ?? song.value.parts[0];
  if (!part) return;
  goTo(part, place && place.partId === part.id ? place.tick : 0);
  focusCursorCell();
}
