import type { Part, Song, Tick } from '../domain/song';
import { partLength } from '../domain/timeline';
import type { Card } from './cards';
import { sectionIn } from './in_song';
import type { Place } from './place';
import { hasSound, meterOf, metreOf, stretchOf, type Stretch } from './stretch';

const kBars = 2;

/** The last two bars before the place a card would go to; nothing where they are silent or in another metre. @param here  Where a card goes that does not say. */
export function barsBefore(card: Card, song: Song, here: Place | undefined): Stretch | undefined {
  if (card.kind === 'chord') return undefined; // it brings the bars around it
  const end = endBefore(card, song, here);
  if (!end || meterOf(song, end.part) !== card.meter) return undefined;
  const { beat, bar } = metreOf(song, end.part);
  const before = stretchOf(end.part, Math.max(0, end.tick - kBars * bar), end.tick, beat);
  return hasSound(before) ? before : undefined;
}

/** What is played just before: the same section up to there, or at its beginning the section before it to its end. */
function endBefore(card: Card, song: Song, here: Place | undefined): { part: Part; tick: Tick } | null {
  const section = sectionIn(card.edits ?? []);
  if (section) return endOfPart(song, section.behind);
  const place = card.place ?? here;
  const part = song.parts.find((one) => one.id === place?.partId);
  if (!place || !part) return null;
  return place.start > 0 ? { part, tick: place.start } : endOfPart(song, song.order[song.order.indexOf(part.id) - 1]);
}

function endOfPart(song: Song, id: string | undefined): { part: Part; tick: Tick } | null {
  const part = song.parts.find((one) => one.id === id);
  return part ? { part, tick: partLength(song, part) } : null;
}
