import { EditError } from './applied';
import { idsOf } from './operations/places';
import { keyOf, signatureOf } from './notes';
import type { Part, Song, Tick } from './song';
import { barTicks, firstStartOf, holdsAt, meterAt, parseMeter, partLength, playedParts } from './timeline';

function wrong(message: string): EditError {
  return new EditError('InvalidArgument', message);
}

function checkMap(map: readonly { at: Tick }[], name: string): void {
  if (map[0]?.at !== 0) throw wrong(`the ${name} map must begin at tick 0`);
  map.forEach((change, index) => {
    const before = map[index - 1];
    if (before && change.at <= before.at) throw wrong(`the ${name} map is out of order at tick ${change.at}`);
  });
}

function checkMaps(song: Song): void {
  checkMap(song.tempoMap, 'tempo');
  checkMap(song.meterMap, 'metre');
  checkMap(song.keyMap, 'key');
  for (const { bpm } of song.tempoMap) if (!(bpm >= 20 && bpm <= 400)) throw wrong('the tempo must be from 20 to 400');
  song.meterMap.forEach((change, index) => {
    const before = song.meterMap[index - 1];
    if (before && (change.at - before.at) % barTicks(parseMeter(before.meter)) !== 0) throw wrong('a metre changes on a bar line only; move it to one');
  });
  for (const { key, mode } of song.keyMap) if (Math.abs(signatureOf(keyOf(key, mode))) > 7) throw wrong('the key has over seven accidentals; respell it');
}

function checkSpans(events: readonly { id: string; start: Tick; length: Tick }[], low: Tick, high: Tick, part: Part): void {
  let end = low;
  for (const event of events) {
    if (event.length <= 0) throw wrong(`${event.id} must have a length above 0`);
    if (event.start < low || event.start + event.length > high) throw wrong(`${event.id} lies outside the bars of ${part.name}`);
    if (event.start < end) throw wrong(`${event.id} begins before the end of what precedes it`);
    end = event.start + event.length;
  }
}

function isVoicing(voicing: readonly number[]): boolean {
  return voicing.length > 0 && voicing.length <= 16
    && voicing.every((pitch, index) => pitch >= 0 && pitch <= 127 && (index === 0 || pitch > (voicing[index - 1] ?? 0)));
}

function checkPart(song: Song, part: Part): void {
  if (!isLine(part.name, 200) || part.name === '') throw wrong('a section needs a name of one short line');
  if (part.bars < 1 || part.bars > 999) throw wrong('a section must have 1 to 999 bars');
  const start = firstStartOf(song, part.id);
  if (part.pickupTicks < 0 || part.pickupTicks >= barTicks(meterAt(song, start))) throw wrong('a pickup must be shorter than a bar');
  const length = partLength(song, part);
  checkSpans(part.chords, -part.pickupTicks, length, part);
  checkSpans(part.melody, -part.pickupTicks, length, part);
  for (const chord of part.chords) if (chord.voicing && !isVoicing(chord.voicing)) throw wrong(`the voicing of ${chord.id} must be 1 to 16 ascending MIDI numbers`);
  for (const note of part.melody) if (note.pitch < 0 || note.pitch > 127) throw wrong(`the pitch of ${note.id} must be from 0 to 127`);
  const notes = new Set(part.melody.map((note) => note.id));
  for (const lyric of part.lyrics) {
    if (lyric.start < -part.pickupTicks || lyric.start >= length) throw wrong(`${lyric.id} lies outside the bars of ${part.name}`);
    if (!isLine(lyric.text, 2000) || lyric.text === '') throw wrong(`the lyric ${lyric.id} must be one line of text`);
    if (lyric.noteId && !notes.has(lyric.noteId)) throw wrong(`the lyric ${lyric.id} belongs to a note that ${part.name} does not have`);
  }
}

/** The metres of a stretch of the played song, told from its beginning. */
function metersWithin(song: Song, from: Tick, to: Tick): string {
  const inside = song.meterMap.filter((change) => change.at > from && change.at < to);
  return [holdsAt(song.meterMap, from).meter, ...inside.map((change) => `${change.at - from} ${change.meter}`)].join();
}

function checkOrder(song: Song): void {
  const meters = new Map<string, string>();
  for (const id of song.order) if (!song.parts.some((part) => part.id === id)) throw wrong('the order names a part that the song does not have');
  for (const { part, start, length } of playedParts(song)) {
    const here = metersWithin(song, start, start + length);
    if ((meters.get(part.id) ?? here) !== here) throw wrong(`${part.name} is played in two metres; copy it for the other one`);
    meters.set(part.id, here);
  }
}

function isLine(text: string, limit: number): boolean {
  // eslint-disable-next-line no-control-regex
  return !/[\u0000-\u001f\u007f]/.test(text) && new TextEncoder().encode(text).length <= limit;
}

function checkChoices(song: Song): void {
  for (const suggestion of song.suggestions) {
    if (suggestion.chords.length === 0 || suggestion.beats.length !== suggestion.chords.length) throw wrong('a suggestion must have as many beats as chords');
  }
  const { added, removed, pinned } = song.keywords;
  for (const word of [...added.map((one) => one.word), ...removed, ...pinned]) if (word === '' || !isLine(word, 100)) throw wrong('a keyword has 1 to 100 bytes on one line');
  if (Math.max(added.length, removed.length, pinned.length) > 64) throw wrong('keywords are at most 64 each to add, remove and pin');
  if (song.capo < 0 || song.capo > 11) throw wrong('the capo must be from 0 to 11');
  if (!isLine(song.title, 500)) throw wrong('the title must be one line of at most 500 bytes');
}

function checkIds(song: Song): void {
  const count = song.parts.reduce((sum, part) => sum + 1 + part.chords.length + part.melody.length + part.lyrics.length, song.suggestions.length);
  if (idsOf(song).size !== count) throw wrong('an id is used twice');
}

/** Throws EditError where a song breaks a rule of docs/song.md. Whether a symbol is a chord, the server says. */
export function validate(song: Song): void {
  checkMaps(song);
  checkIds(song);
  checkOrder(song);
  for (const part of song.parts) checkPart(song, part);
  checkChoices(song);
}
