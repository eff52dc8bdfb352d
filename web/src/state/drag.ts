import type { Card } from './cards';
import { insertCard } from './insert';
import type { Place } from './place';
import { cards, earlier } from './suggestions';

/** What is dragged when it is a card; as plain text its chords go anywhere else. */
const kCardType = 'application/x-amuse-card';

export function dragCard(event: DragEvent, card: Card): void {
  event.dataTransfer?.setData(kCardType, card.id);
  event.dataTransfer?.setData('text/plain', card.suggestion.chords.join(' '));
  if (event.dataTransfer) event.dataTransfer.effectAllowed = 'copy';
}

/** For whatever a card may be dropped on: whether it is one. */
export const isCardDrag = (event: DragEvent): boolean => event.dataTransfer?.types.includes(kCardType) ?? false;

/** Puts the dropped card into the song at a place. @returns Whether there was one. */
export function dropCard(event: DragEvent, place: Place): boolean {
  const id = event.dataTransfer?.getData(kCardType);
  const card = [...cards.value, ...earlier.value].find((one) => one.id === id);
  if (!card) return false;
  event.preventDefault();
  insertCard(card, place);
  return true;
}
