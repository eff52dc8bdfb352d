import { signal, type ReadonlySignal } from '@preact/signals';
import { barsBefore } from './card_context';
import { stretchOfCard, type Card } from './cards';
import { currentPart } from './place';
import { audition, playing, prepare, stop } from './player';
import { selection, song } from './song';
import { endOfChords, isSilent, metreOf, type Stretch } from './stretch';

const lastHeard_ = signal<string | null>(null);
/** The card that was heard last: what the keys for cards act on. */
export const lastHeard: ReadonlySignal<string | null> = lastHeard_;

export const isHearing = (card: Card): boolean => playing.value?.kind === 'card' && playing.value.id === card.id;
export const isHearingCard = (): boolean => playing.value?.kind === 'card';

/** What of the song sounds before a card. */
function contextOf(card: Card): Stretch | undefined {
  const part = currentPart.value;
  const here = part && { partId: part.id, start: selection.value?.start ?? endOfChords(part, metreOf(song.value, part).bar) };
  return barsBefore(card, song.value, here);
}

/** Before the song has chords, a card sounds at the tempo its inspirations ask for. */
export const tempoOf = (card: Card): number | undefined => {
  const [low, high] = card.tempoBpm;
  return isSilent(song.value) && low !== undefined && high !== undefined ? Math.round((low + high) / 2) : undefined;
};

const progressionOf = (card: Card) => {
  const tempoBpm = tempoOf(card);
  return { ...stretchOfCard(card), key: card.key, mode: card.mode, meter: card.meter, ...(tempoBpm ? { tempoBpm } : {}) };
};

export function hear(card: Card): Promise<void> {
  lastHeard_.value = card.id;
  return audition(card.id, progressionOf(card), { context: contextOf(card) });
}

export const toggleHearing = (card: Card): Promise<void> | void => (isHearing(card) ? stop() : hear(card));

/** Fetches what is needed to play cards at once when asked. */
export function prepareCards(list: readonly Card[]): void {
  for (const card of list) prepare(progressionOf(card), { context: contextOf(card) });
}
