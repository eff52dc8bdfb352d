import type { Chord, Lyric, Note, Part, Song } from '../song';
import { EditError } from '../applied';

/** Letters, digits, "-" or "_"; a letter and a number keep `nextId` above the number. */
function numberOfId(id: string): number {
  return /^[a-z][1-9][0-9]*$/.test(id) ? Number(id.slice(1)) : 0;
}

export function idsOf(song: Song): Set<string> {
  const ids = new Set<string>();
  for (const part of song.parts) {
    ids.add(part.id);
    for (const event of [...part.chords, ...part.melody, ...part.lyrics]) ids.add(event.id);
  }
  for (const suggestion of song.suggestions) ids.add(suggestion.id);
  return ids;
}

/** Gives ids, one after the other, to what has none, and refuses those that are taken. */
export class IdGiver {
  private readonly taken: Set<string>;
  nextId: number;
  constructor(song: Song) {
    this.taken = idsOf(song);
    this.nextId = song.nextId;
  }
  settle(id: string | undefined, letter: string): string {
    const settled = id ?? `${letter}${this.nextId}`;
    if (this.taken.has(settled)) throw new EditError('InvalidArgument', 'that id is taken; leave it out to get a fresh one');
    this.taken.add(settled);
    this.nextId = Math.max(this.nextId, numberOfId(settled) + 1);
    return settled;
  }
}

type Event = { id: string; start: number };
type List = 'chords' | 'melody' | 'lyrics';
type EventOf<L extends List> = L extends 'chords' ? Chord : L extends 'melody' ? Note : Lyric;

const names: Record<List, string> = { chords: 'chord', melody: 'note', lyrics: 'lyric' };

/** By start, then by id: shorter ids first, so that c9 comes before c10. */
export function sorted<E extends Event>(events: readonly E[]): E[] {
  return [...events].sort((a, b) => a.start - b.start || a.id.length - b.id.length || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

export function locatePart(song: Song, id: string): { part: Part; index: number } {
  const index = song.parts.findIndex((one) => one.id === id);
  const part = song.parts[index];
  if (!part) throw new EditError('NotFound', 'the song has no part with that id');
  return { part, index };
}

export function locate<L extends List>(song: Song, list: L, id: string): { part: Part; index: number; event: EventOf<L> } {
  for (const part of song.parts) {
    const events = part[list] as unknown as EventOf<L>[];
    const index = events.findIndex((one) => one.id === id);
    const event = events[index];
    if (event) return { part, index, event };
  }
  throw new EditError('NotFound', `the song has no ${names[list]} with that id`);
}

export function withPart(song: Song, id: string, change: (part: Part) => Part): Song {
  return { ...song, parts: song.parts.map((part) => (part.id === id ? change(part) : part)) };
}

/** The song with another list of events in a part, sorted. */
export function withEvents<L extends List>(song: Song, partId: string, list: L, events: readonly EventOf<L>[]): Song {
  return withPart(song, partId, (part) => ({ ...part, [list]: sorted(events) }));
}

/** The song with one event exchanged, or taken away by nothing. */
export function withEvent<L extends List>(song: Song, part: Part, list: L, index: number, event: EventOf<L> | null): Song {
  const events = [...(part[list] as unknown as EventOf<L>[])];
  events.splice(index, 1, ...(event ? [event] : []));
  return withEvents(song, part.id, list, events);
}

export function noIndex(what: string): EditError {
  return new EditError('NotFound', `the index lies beyond the ${what}`);
}
