import type { Edit } from '../api/types';
import { announce } from './announce';
import { notify } from './notices';
import { judge, stretchOfCard, type Card } from './cards';
import { isHearingCard, tempoOf } from './hearing';
import { editsForNow, sectionIn } from './in_song';
import { currentPart, type Place } from './place';
import { playSong } from './player';
import { barTicks, firstStartOf, parseMeter } from '../domain/timeline';
import { wordText } from '../text/reasons';
import { change, insertProgression, selection, song } from './song';
import { goToSong } from './songActions';
import { cursor, focusCursorCell } from './songView';
import type { Tick } from '../domain/song';
import { endOfChords, isSilent, keyOf, meterOf, metreOf } from './stretch';
import { narrow, view } from './view';
import { t } from '../text/text';

/** The first chords bring the song their key, metre and tempo; where it was set by hand they were asked for in it. */
function firstChordsBring(card: Card): Edit[] {
  if (!isSilent(song.value)) return [];
  const { key, mode } = keyOf(song.value);
  const edits: Edit[] = [];
  if (key !== card.key || mode !== card.mode) edits.push({ op: 'setKey', at: 0, key: card.key, mode: card.mode });
  if (card.meter !== meterOf(song.value)) edits.push({ op: 'setMeter', at: 0, meter: card.meter });
  const bpm = tempoOf(card);
  if (bpm !== undefined && bpm !== song.value.tempoMap[0]?.bpm) edits.push({ op: 'setTempo', at: 0, bpm });
  return edits;
}

/** Where a card goes that does not say so itself: to what is chosen, else behind the section's last chord. */
function placeFor(card: Card): Place | null {
  if (card.place) return card.place;
  const part = currentPart.value;
  if (!part) return null;
  const chosen = selection.value?.partId === part.id ? selection.value.start : null;
  return { partId: part.id, start: chosen ?? endOfChords(part, metreOf(song.value, part).bar) };
}

/** The beginning of the same bar, where the card brings another metre than the song has. */
function inItsMetre(card: Card, place: Place): Place {
  if (!isSilent(song.value) || card.meter === meterOf(song.value)) return place;
  const bar = Math.floor(place.start / metreOf(song.value).bar);
  return { ...place, start: bar * barTicks(parseMeter(card.meter)) };
}

/**
 * Puts a card into the song as one change, remembers that it was kept, and goes on playing from there if a card was
 * sounding. @param at  Where it was dropped; nothing: placeFor(). @returns Whether it is in.
 */
export function insertCard(card: Card, at?: Place): boolean {
  const wanted = at ?? placeFor(card);
  if (!wanted) {
    notify(t('cards.noPlace'));
    return false;
  }
  const place = inItsMetre(card, wanted);
  const wasHearing = isHearingCard();
  const verdict = judge(card, 'kept', song.value.suggestions);
  const also = verdict ? [verdict] : [];
  const ownEdits = at || !card.edits ? null : editsForNow(song.value, card.edits);
  const label = t('cards.did.insert', { word: wordText(card.suggestion.word) });
  const isIn = ownEdits
    ? change([...ownEdits, ...also], label)
    : insertProgression(place.partId, place.start, card.suggestion, card.origin, [...firstChordsBring(card), ...also]);
  if (!isIn) return false;
  const partId = (ownEdits && sectionIn(ownEdits)?.id) ?? place.partId;
  if (ownEdits) choose(card, { partId, start: place.start });
  followInto(partId, place.start);
  tellInserted(t('cards.inserted', { chords: card.suggestion.chords.join(', ') }));
  if (wasHearing) playSong(firstStartOf(song.value, partId) + place.start);
  return true;
}

/** Where the song is not in sight, what went into it is said, with the way there. */
function tellInserted(words: string): void {
  if (narrow.value && view.value === 'ideas') notify(words, { label: t('keys.goToSong'), run: goToSong });
  else announce(words);
}

/** Chooses what was put in, so that it is seen and the next keys act on it. */
function choose(card: Card, { partId, start }: Place): void {
  const part = song.value.parts.find((one) => one.id === partId);
  const length = stretchOfCard(card).beats.reduce((sum, beats) => sum + beats, 0) * metreOf(song.value, part).beat;
  selection.value = { partId, start, end: start + (card.kind === 'chord' ? 1 : length) };
}

/** The keyboard goes where the chords went, so that Space plays them; where the song is not in sight it stays. */
function followInto(partId: string, tick: Tick): void {
  cursor.value = { partId, tick };
  if (!matchMedia('(pointer: fine)').matches) return;
  focusCursorCell();
}
